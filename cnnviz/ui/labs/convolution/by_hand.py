"""Six by six numbers and nine weights: every window, every product, every sum."""

import numpy as np
import streamlit as st

from cnnviz.arithmetic import Axis, Padding
from cnnviz.labs.sliding import size_with_numbers, slide
from cnnviz.ui import state
from cnnviz.ui.components.by_hand import show_by_hand
from cnnviz.ui.edited import edited_matrix, offer_reset
from cnnviz.ui.labs.convolution.declared import BY_HAND, BYTES, STRIDES, TYPED, ZEROS
from cnnviz.ui.state.covers import may_show

TITLE = "6 × 6 by hand"

_PADDINGS: dict[str, Padding] = {"0": 0, "1": 1, "same": "same"}


@st.fragment
def show() -> None:
    """Show the part."""
    st.caption(
        "The weights lie on a window of the input: each number is multiplied by the weight on it, and the products are "
        "added up. That sum is one number of the output. Press **Next**, use the arrow keys, or click a number of the "
        "output; change any number of the input or the weights."
    )
    key = f"by-hand-{state.given()}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        _choose("Stride", "stride", STRIDES)
        _choose("Zeros around the input", "zeros", ZEROS)
        offer_reset(BY_HAND, "by_hand")
    picture = edited_matrix(key, BY_HAND, "input", limits=BYTES, called="Input")
    weights = edited_matrix(key, BY_HAND, "weights", limits=TYPED, called="Weights")
    chosen = state.chosen(BY_HAND)
    axis = Axis(len(picture.values), len(weights.values), int(chosen.stride), _PADDINGS[chosen.zeros])
    output = slide(picture.values, weights.values, stride=axis.stride, padding=axis.padding)
    if may_show("output-size"):
        _tell_size(axis)
    show_by_hand(picture, weights, output, axis, window=_window(key, output.size), key=key)
    same = np.array_equal(weights.values, weights.values[::-1, ::-1])
    st.caption(
        "Networks call this convolution. Strictly it is cross-correlation: the weights are laid on as they are, while "
        "the convolution of mathematics turns them by 180° first. "
        + ("These weights are the same either way." if same else "With these weights that would be something else.")
    )


def _choose(label: str, name: str, options: tuple[str, ...]) -> None:
    st.segmented_control(label, options, required=True, **state.bound(BY_HAND, name, key=f"by-hand-{name}"))


def _window(key: str, count: int) -> int:
    """Return which window is shown, from 1, and keep it."""
    sent = st.session_state.get(key, {}).get("window")
    shown = sent if type(sent) is int and sent >= 1 else state.chosen(BY_HAND).window
    return state.choose(BY_HAND, window=min(shown, count)).window


def _tell_size(axis: Axis) -> None:
    words = [
        f"**Output size** = ([W − F + 2P] / S) + 1 = **{size_with_numbers(axis)}**, for rows and columns alike: "
        f"W = {axis.size} numbers of input, F = {axis.kernel_size} weights, P zeros on each side, stride S."
    ]
    if (axis.size - axis.extent + 2 * axis.pad_before) % axis.stride and axis.padding != "same":
        words.append("One more step would leave the input, so its last row and column are not read.")
    if axis.padding == "same":
        words.append("“Same” adds as many zeros as keep the size at stride 1; an odd one goes to the right and below.")
    st.markdown("  \n".join(words))
