"""The pictures that networks learn from: what they show, what numbers they are, and how they are labelled."""

import logging

import streamlit as st

from cnnviz import bundled
from cnnviz.datasets.browse import Browsable, browse, browse_shipped
from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.ui import state
from cnnviz.ui.components.datasets import OpenedPicture, show_classes, show_pictures
from cnnviz.ui.components.view import keep_view
from cnnviz.ui.datasets.controls import choose_dataset, choose_pictures
from cnnviz.ui.datasets.declared import DATASETS
from cnnviz.ui.picture.words import how_to_get
from cnnviz.ui.shell import open_page, switch_to


def tell(whole: Dataset, browsable: Browsable) -> None:
    """Show facts on a data set, and how much of it is here."""
    height, width, channels = whole.shape
    st.markdown(
        f"{whole.words}  \n**{height} × {width}** pixels, **{channels}** channel{'s' if channels > 1 else ''} · "
        f"**{len(whole.classes)}** classes · **{whole.train_size:,}** training and **{whole.test_size:,}** test "
        f"pictures · made by {whole.source} · licence: {whole.licence}"
    )
    train, test = (len(part.labels) for part in browsable.pictures[:2])
    if browsable.is_whole:
        st.caption(f"You see your own pictures: {train:,} for training and {test:,} for testing.")
    elif not train:
        st.info(
            "Nobody may pass these pictures on. You see free ones in their place: Chelsea, a cat, photographed by "
            "Stéfan van der Walt (CC0), and cats and dogs of CIFAR-10, enlarged from 32 × 32 pixels. "
            f"{how_to_get(whole)}"
        )
    elif browsable.counts_are_whole:
        st.caption(f"The whole set is here. You see {train:,} training and {test:,} test pictures of it.")
    else:
        st.caption(
            f"You see the {train:,} training and {test:,} test pictures that come with cnnviz. {how_to_get(whole)}"
        )


def open_in_network(whole: Dataset, opened: OpenedPicture) -> None:
    """Show a picture on the main page, as a network reads it."""
    if opened.index < 0:
        sample = load_samples(whole.name).indices.tolist().index(opened.index)
        state.select(network=opened.network, source="Samples", sample=sample, picture=None)
    else:
        state.select(network=opened.network, source="Samples", picture=opened.index)
    switch_to("Draw & see")


open_page("Datasets", with_network=False)
whole = choose_dataset()
try:
    with st.spinner("The pictures are being read: this takes a few seconds, once."):
        browsable = browse(whole)
except (OSError, ValueError) as error:
    logging.getLogger(__name__).warning(error)
    st.error(
        f"The pictures of {whole.title} on the server cannot be read, so you see those that come with cnnviz. Whoever "
        "runs the app finds the reason in its terminal."
    )
    browsable = browse_shipped(whole)
tell(whole, browsable)
part, indices = choose_pictures(whole, browsable)
keep_view(DATASETS, "picked")
if len(indices):
    networks = [name for name in bundled.names() if bundled.dataset_of(name) is whole]
    opened = show_pictures(whole, browsable, part=part, pictures=indices, networks=networks, key="pictures")
    if opened:
        open_in_network(whole, opened)
else:
    st.info("There is no picture of that class here.")
show_classes(whole, browsable, key="classes")
