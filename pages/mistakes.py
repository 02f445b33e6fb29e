"""What the selected network misreads: how often which for which, and the pictures themselves."""

import streamlit as st

from cnnviz.results.mistakes import commonest, confusion_of, right_and_wrong, visible_first
from cnnviz.results.predictions import Predictions, load_predictions
from cnnviz.ui import state
from cnnviz.ui.components.confusion import clicked_cell, show_confusion
from cnnviz.ui.components.tiles import clicked_tile, show_tiles
from cnnviz.ui.picture.words import how_to_get
from cnnviz.ui.shell import open_page, switch_to
from cnnviz.ui.views import MISTAKES, OPENS_IN

MOST = 28
A_ROW = 13
ROWS = ("cell-pictures", "surest-mistakes", "samples")


def open_clicked(page: str) -> None:
    """Open the picture that was clicked, if any was."""
    for key in ROWS:
        place = clicked_tile(key=key)
        if place is not None:
            state.select(source="Samples", picture=place)
            switch_to(page)


def choose_page() -> str:
    """Show the choice of the page that a picture opens in."""
    st.segmented_control(
        "A click on a picture opens it in", OPENS_IN, required=True, **state.bound(MISTAKES, "opens", key="opens-in")
    )
    return state.chosen(MISTAKES).opens


def count_words(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def show_cell(predictions: Predictions, cell: tuple[int, int]) -> bool:
    """Show the pictures of the chosen cell of the matrix; return whether all are here."""
    classes = state.selection().dataset.classes
    shown, read = (classes[place] for place in cell)
    places = predictions.read_as(*cell)
    total = int((predictions.labels == cell[0]).sum())
    title = f"{shown} read as {read}" if shown != read else f"{shown}, read right"
    st.markdown(f"#### {title}")
    words = f"{len(places):,} of the {count_words(total, 'picture')} of the class {shown}"
    if len(places) > MOST:
        words += f"; you see {MOST}"
    st.caption(f"{words}. The network was surest of the first.")
    return show_tiles(
        visible_first(places, state.selection().dataset)[:MOST], [network], name=title, key="cell-pictures"
    )


open_page("Mistakes")
network, seen = state.selection().network, state.selection().dataset
confusion, predictions = confusion_of(network), load_predictions(network)
if confusion is None:
    st.info(f"{network} has not been measured yet: `python -m cnnviz evaluate {network} --write` does it.")
    st.stop()
clicked = clicked_cell(len(seen.classes), key="confusion")
if clicked:
    state.select(cell=clicked)
cell = state.selection().cell
if cell is None or max(cell) >= len(seen.classes):
    cell = commonest(confusion)

# Of some data sets no picture may be shipped: then there is the matrix, and words instead of a wall of empty places.
visible = bool(predictions) and (seen.is_here or bool(seen.shipped_pictures))
dashed = f"Dashed places are pictures that do not come with the app. {how_to_get(seen)}"
right, total = int(confusion.trace()), int(confusion.sum())
with st.container(horizontal=True, vertical_alignment="center", key="summary"):
    st.markdown(
        f"**{network}** reads **{right:,} of {total:,}** pictures of the {seen.title} test set right, "
        f"{right / total:.2%}. It misreads {count_words(total - right, 'picture')}"
        + (": click a number to see which." if visible else "."),
        width="content",
    )
    if visible:
        st.space("stretch")
        open_clicked(choose_page())
with st.container(horizontal=True, gap="medium", key="main"):
    with st.container(width=600, key="matrix-side"):
        st.caption(f"Rows: what a picture shows. Columns: what {network} reads.")
        show_confusion(confusion, seen.classes, cell, key="confusion")
    if visible:
        with st.container(width="stretch", key="cell-side"):
            if not show_cell(predictions, cell):
                st.caption(dashed)
if visible:
    surest = visible_first(predictions.mistakes()[:MOST], seen)[:A_ROW]
    st.markdown("#### The most confident mistakes")
    if not show_tiles(surest, [network], name="The most confident mistakes", key="surest-mistakes"):
        st.caption(dashed)
    st.markdown("#### Sample classifications")
    st.caption("✓ read right, ✗ misread; below it how sure the network was.")
    some = right_and_wrong(predictions, seen, right=8, wrong=5)
    show_tiles(some, [network], name="Sample classifications", key="samples")
elif predictions:
    st.info(f"Which ones you cannot see: no picture of {seen.title} may come with the app. {how_to_get(seen)}")
else:
    st.info(f"The single answers of {network} are not here: `python -m cnnviz evaluate {network} --write` gives them.")
