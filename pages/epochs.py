"""The network as it was in the course of its training: its filters, its maps and its answer after chosen epochs."""

from functools import partial

import streamlit as st

from cnnviz import bundled, known
from cnnviz.network import Network
from cnnviz.results import snapshots
from cnnviz.ui import state
from cnnviz.ui.components.epochs import epochs_message, layers_with_maps, show_epochs
from cnnviz.ui.components.view import keep_view
from cnnviz.ui.damaged import read_or_say
from cnnviz.ui.pages import link_to
from cnnviz.ui.picture.changes import prepare_selected
from cnnviz.ui.picture.waiting import wait_for_network
from cnnviz.ui.shell import open_page
from cnnviz.ui.views import EPOCHS


@st.cache_resource(show_spinner="Opening the network as it was after each epoch.")
def network_after(name: str, epoch: int) -> Network:
    """Return the network after an epoch; all visitors share it."""
    return snapshots.network_at(name, epoch)


def choose(name: str) -> None:
    """Select a network."""
    state.select(network=name)


def choose_layer(layer: str, first: str) -> None:
    """Keep whose feature maps are shown; the first layer's is the default."""
    state.choose(EPOCHS, layer=None if layer == first else layer)


def offer_others(name: str) -> None:
    """Say that a network has no epochs to show, and offer those that have."""
    others = snapshots.names()
    why = (
        f"{known.title_of(name)} came as a file, which has its last weights alone"
        if known.is_own(name)
        else f"The weights of {name} were not kept during its training"
    )
    st.info(
        f"{why}, so there are no epochs to show. "
        + ("These networks have them:" if others else "No network here has them.")
    )
    with st.container(horizontal=True):
        for other in others:
            label = f"{other} · {bundled.recipe(other).SUMMARY}"
            st.button(label, on_click=choose, args=(other,), key=f"choose-{other}")


open_page("Epochs")
name = state.selection().network
epochs = [] if known.is_own(name) else snapshots.epochs(name)
if not epochs:
    offer_others(name)
    st.stop()
wait_for_network()
opened = {epoch: read_or_say(partial(network_after, name, epoch)) for epoch in epochs}
networks = {epoch: network for epoch, network in opened.items() if network}
if not networks:
    st.stop()
layers = layers_with_maps(next(iter(networks.values())))
record = bundled.record(name)
history, run = read_or_say(record.epochs) or [], read_or_say(lambda: record.read("run")) or {}
preparation = prepare_selected()
words, choice = st.columns([3, 1], vertical_alignment="bottom", gap="large")
words.caption(
    "An epoch is one pass over all training pictures. Move the slider: you see the network as it was after that many, "
    f"and what it made of your picture then. Choose another picture in {link_to('Draw & see')}."
)
layer = None
if layers:
    chosen = state.chosen(EPOCHS).layer
    layer = chosen if chosen in layers else layers[0]
    choice.selectbox(
        "Feature maps of", layers, **state.shown("layer", layer, lambda layer: choose_layer(layer, layers[0]))
    )
    state.choose(EPOCHS, layer=None if layer == layers[0] else layer)
keep_view(EPOCHS, "epoch")
show_epochs(epochs_message(networks, preparation.input, layer, history, run.get("best_epoch")), key="epochs")
