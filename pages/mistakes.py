"""What the selected network misreads: how often which for which, how sure it was, and the pictures themselves."""

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz import known
from cnnviz.results.calibration import calibration_of
from cnnviz.results.mistakes import commonest, confusion_from, confusion_of, right_and_wrong, visible_first
from cnnviz.results.predictions import Predictions, load_predictions, path_of
from cnnviz.ui import state
from cnnviz.ui.components.calibration import show_calibration_of
from cnnviz.ui.components.confusion import clicked_cell, show_confusion
from cnnviz.ui.components.tiles import clicked_tile, show_tiles
from cnnviz.ui.damaged import read_or_say
from cnnviz.ui.pages import link_to
from cnnviz.ui.picture.words import how_to_get
from cnnviz.ui.shell import open_page, switch_to
from cnnviz.ui.state.covers import covers, is_covered, may_show
from cnnviz.ui.views import MISTAKES, OPENS_IN

MOST = 28
A_ROW = 13
ROWS = ("cell-pictures", "surest-mistakes", "samples")


def open_clicked(page: str) -> None:
    """Open the picture that was clicked, if one was."""
    for key in ROWS:
        index = clicked_tile(key=key)
        if index is not None:
            state.select(source="Samples", picture=index)
            switch_to(page)


def choose_page() -> str:
    """Show the choice of the page that a picture opens in."""
    st.segmented_control(
        "A click on a picture opens it in", OPENS_IN, required=True, **state.bound(MISTAKES, "opens", key="opens-in")
    )
    return state.chosen(MISTAKES).opens


def count_words(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def show_summary(confusion: npt.NDArray[np.int64], *, clickable: bool) -> None:
    """Show how many pictures are read right, and the choice of the page that one opens in, if there are any."""
    right, total = int(confusion.trace()), int(confusion.sum())
    with st.container(horizontal=True, vertical_alignment="center", key="summary"):
        if may_show("accuracy"):
            st.markdown(
                f"**{network}** reads **{right:,} of {total:,}** pictures of the {dataset.title} test set right, "
                f"{right / total:.2%}. It misreads {count_words(total - right, 'picture')}"
                + (": click a number to see which." if clickable and not is_covered("confusion") else "."),
                width="content",
            )
        if clickable:
            st.space("stretch")
            open_clicked(choose_page())


def show_row(indices: npt.NDArray[np.int64], name: str, key: str) -> None:
    """Show misread pictures in a row, or as many rows as they need."""
    if not show_tiles(indices, [network], name=name, key=key, region="mistakes"):
        st.caption(f"Dashed tiles are pictures that do not come with the app. {how_to_get(dataset)}")


def show_cell(predictions: Predictions, cell: tuple[int, int]) -> None:
    """Show the pictures of the chosen cell of the matrix."""
    classes = state.selection().dataset.classes
    shown, read = (classes[index] for index in cell)
    indices = predictions.read_as(*cell)
    total = int((predictions.labels == cell[0]).sum())
    title = f"{shown} read as {read}" if shown != read else f"{shown}, read right"
    st.markdown(f"## {title}")
    words = f"{len(indices):,} of the {count_words(total, 'picture')} of the class {shown}"
    if len(indices) > MOST:
        words += f"; you see {MOST}"
    st.caption(f"{words}. The network was surest of the first.")
    show_row(visible_first(indices, dataset)[:MOST], title, "cell-pictures")


def show_how_sure(predictions: Predictions) -> None:
    """Show whether the network is as sure of its answers as they are right."""
    calibration = calibration_of(predictions)
    st.markdown("## How sure, how right")
    st.caption(
        "The pictures of the test set by the probability of the network's answer. Of those that it is about 85\xa0% "
        "sure of, 85\xa0% should be right: then the bar ends on its mark. Below it the network is overconfident, above "
        "it underconfident. A bar of few pictures says little."
    )
    if not may_show("calibration"):
        return
    with st.container(horizontal=True, gap="medium", key="how-sure"):
        with st.container(width=660, key="how-sure-bars"):
            show_calibration_of(calibration, network, predictions.probabilities.shape[1], key="calibration")
        # The words begin with how many are right.
        if not is_covered("accuracy"):
            with st.container(width="stretch", key="how-sure-words"):
                st.markdown(calibration.words(network))


def show_pictures(predictions: Predictions) -> None:
    """Show the mistakes of which the network was surest, and some of what it reads."""
    if "mistakes" in covers().gone:
        return
    st.markdown("## The most confident mistakes")
    if not may_show("mistakes"):
        return
    surest = visible_first(predictions.mistakes()[:MOST], dataset)[:A_ROW]
    show_row(surest, "The most confident mistakes", "surest-mistakes")
    st.markdown("## Sample classifications")
    st.caption("✓ read right, ✗ misread, and how sure the network was of what it read.")
    samples = right_and_wrong(predictions, dataset, right=8, wrong=5)
    show_tiles(samples, [network], name="Sample classifications", key="samples", region="mistakes")


open_page("Mistakes")
network, dataset = state.selection().network, state.selection().dataset
if known.is_own(network):
    st.info(
        f"{known.title_of(network)} came as a file, and no test set came with it: so there are no mistakes to count. "
        f"Let it read {'numbers' if dataset.kind == 'numbers' else 'pictures one by one'} in "
        f"{link_to('Draw & see')}, or choose another network above."
    )
    st.stop()
read_or_say(lambda: known.layers_of(network))
predictions = read_or_say(lambda: load_predictions(network))
confusion = read_or_say(
    lambda: confusion_of(network, predictions),
    f"{network} has not been measured yet: `python -m cnnviz evaluate {network} --write` does it.",
)
if confusion is None and predictions:
    confusion = confusion_from(predictions)
if confusion is None:
    st.stop()
clicked = clicked_cell(len(dataset.classes), key="confusion")
if clicked:
    state.select(cell=clicked)
cell = state.selection().cell
if cell is None or max(cell) >= len(dataset.classes):
    cell = commonest(confusion)

# The pictures of some data sets may not be shipped: then a sentence stands in the place of a wall of empty tiles.
visible = predictions if dataset.is_here or dataset.shipped_pictures else None
show_summary(confusion, clickable=visible is not None and not is_covered("mistakes"))
with st.container(horizontal=True, gap="medium", key="main"):
    if may_show("confusion"):
        with st.container(width=600, key="matrix-side"):
            st.caption(f"Rows: what a picture shows. Columns: what {network} reads.")
            show_confusion(confusion, dataset.classes, cell, key="confusion")
        # How many pictures are in a cell is what the matrix says.
        if visible and may_show("mistakes"):
            with st.container(width="stretch", key="cell-side"):
                show_cell(visible, cell)
if predictions and "calibration" not in covers().gone:
    show_how_sure(predictions)
if visible:
    show_pictures(visible)
elif predictions:
    st.info(f"You cannot see the pictures: no picture of {dataset.title} may come with the app. {how_to_get(dataset)}")
elif not path_of(network).exists():
    st.info(f"The single answers of {network} are not here: `python -m cnnviz evaluate {network} --write` gives them.")
