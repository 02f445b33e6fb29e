"""From one weight to a filter: a picture in numbers, and weights that see more and more of it at once."""

import streamlit as st

from cnnviz.labs.sliding import slide
from cnnviz.labs.worked_examples import FOUR
from cnnviz.matrix_text import number_text
from cnnviz.ui import state
from cnnviz.ui.components.sliding import Case, show_flattened, show_sliding
from cnnviz.ui.edited import edited_matrix, offer_reset
from cnnviz.ui.labs.convolution.declared import SIZES, TYPED, WEIGHTS, ZEROS_AT_SIDES
from cnnviz.ui.pages import link_to
from cnnviz.ui.state.covers import is_covered, may_show

TITLE = "From one weight to a filter"


def show() -> None:
    """Show the part."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "Type other weights into the coloured cells and see what becomes of the 4; point at a cell for its sum.",
            width="stretch",
        )
        offer_reset(WEIGHTS, "weights")
    st.header("1 · A picture is a matrix of numbers", anchor=False)
    st.markdown(
        f"This 4 is {FOUR.shape[0]} × {FOUR.shape[1]} numbers: 0 is paper, and 255, the most a byte holds, is ink. A "
        f"dense layer wants them in one row of {FOUR.size}. No number is missing there, but can *you* find the 4?"
    )
    show_flattened(FOUR, key="flattened")
    show_one()
    show_pairs()
    show_planes()
    st.caption(
        "In all of this the weights are laid on as they are. Networks call that convolution; strictly it is "
        "cross-correlation, since the convolution of mathematics turns the weights by 180° first."
    )


@st.fragment
def show_one() -> None:
    """Show the section on a single weight."""
    st.header("2 · One weight", anchor=False)
    _say(
        "One weight visits every number and multiplies it.",
        (
            "output",
            "Look at the colour scales: the result is the same 4, only weaker or stronger. No number has learned of "
            "its neighbours, and in one row the 4 is lost as before.",
        ),
    )
    key = _key("one")
    show_sliding(FOUR, [_case(key, "one", "one weight")], strip=True, key=key)


@st.fragment
def show_pairs() -> None:
    """Show the section on two weights side by side."""
    st.header("3 · Two weights side by side", anchor=False)
    _say(
        "Now each result is made of two neighbours in a row.",
        (
            "output-size",
            "There are 13 places for a pair in a row of 14, so the picture becomes narrower, and its first and last "
            "columns are read once where the others are read twice. Zeros at the sides mend both.",
        ),
    )
    key = _key("pairs")
    st.segmented_control("Zeros", ZEROS_AT_SIDES, required=True, **state.bound(WEIGHTS, "sides", key="weights-sides"))
    zeros = ZEROS_AT_SIDES.index(state.chosen(WEIGHTS).sides)
    cases = [
        _case(key, "first", "the left one counts more", sides=zeros),
        _case(key, "second", "the right one counts more", sides=zeros),
    ]
    combined = cases[0].output + cases[1].output
    show_sliding(FOUR, cases, sides=zeros, combined=combined, key=key)
    total = ", ".join(number_text(round(value, 9)) for value in (cases[0].weights.values + cases[1].weights.values)[0])
    if may_show("output"):
        st.markdown(
            f"Added up, the two results are exactly what the single pair ({total}) gives: a sum of weighted sums is a "
            "weighted sum again. So a network does not add them: it keeps both, one behind the other, and the next "
            f"layer decides. See {link_to('Convolution', 'filter_stack', 'Several filters')}."
        )


@st.fragment
def show_planes() -> None:
    """Show the section on weights in two dimensions."""
    st.header("4 · Weights in two dimensions", anchor=False)
    _say(
        "A row of weights never sees what stands above or below. Weights in two dimensions do: here the upper row "
        "counts for and the lower row against.",
        (
            "output",
            "So the bar of the 4 lights up along its edges, and its stems, where above and below are alike, vanish.",
        ),
        ("output-size", "The result is one column narrower and one row lower."),
    )
    key = _key("planes")
    st.segmented_control("Weights", SIZES, required=True, **state.bound(WEIGHTS, "size", key="weights-size"))
    plane = "plane" if state.chosen(WEIGHTS).size == SIZES[0] else "plane3"
    key += plane
    show_sliding(FOUR, [_case(key, "row", "one row"), _case(key, plane, "two dimensions")], key=key)


def _say(words: str, *told: tuple[str, str]) -> None:
    """Show a paragraph: what is always said, and what tells of a region while that is not covered."""
    st.markdown(" ".join([words, *(text for region, text in told if not is_covered(region))]))


def _key(section: str) -> str:
    return f"weights-{section}-{state.given()}"


def _case(key: str, name: str, title: str, *, sides: int = 0) -> Case:
    weights = edited_matrix(key, WEIGHTS, name, limits=TYPED, called="Weights")
    return Case(name, title, weights, slide(FOUR, weights.values, sides=sides))
