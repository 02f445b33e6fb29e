"""Six by six numbers and nine weights: every window, every product, every sum."""

import numpy as np
import streamlit as st

from cnnviz.arithmetic import Axis, Padding
from cnnviz.labs.sliding import size_with_numbers, slide
from cnnviz.labs.worked_examples import SIX_BY_SIX, SIX_BY_SIX_WEIGHTS
from cnnviz.ui.components.by_hand import show_by_hand
from cnnviz.ui.edited import edited_matrix, offer_reset, round_of
from cnnviz.ui.page_choice import choice_in_url, put_in_url

TITLE = "6 × 6 by hand"

STRIDES = ("1", "2")
ZEROS: dict[str, Padding] = {"0": 0, "1": 1, "same": "same"}
IN_URL = ("stride", "zeros", "input", "weights", "window")


@st.fragment
def show() -> None:
    st.caption(
        "The weights lie on a window of the input: each number is multiplied by the weight on it, and the products are "
        "added up. That sum is one number of the output. Press **Next**, use the arrow keys, or click a number of the "
        "output; change any number of the input or the weights."
    )
    key = f"by-hand-{round_of('by_hand')}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        stride = _choose("Stride", "stride", STRIDES, key)
        zeros = _choose("Zeros around the input", "zeros", tuple(ZEROS), key)
        offer_reset("by_hand", IN_URL)
    picture = edited_matrix(key, "input", SIX_BY_SIX, in_url="input", limits=(0, 255), called="Input")
    weights = edited_matrix(
        key, "weights", SIX_BY_SIX_WEIGHTS, in_url="weights", limits=(-1000, 1000), called="Weights"
    )
    axis = Axis(len(SIX_BY_SIX), len(SIX_BY_SIX_WEIGHTS), int(stride), ZEROS[zeros])
    output = slide(picture.values, weights.values, stride=axis.stride, padding=axis.padding)
    _tell_size(axis)
    show_by_hand(picture, weights, output, axis, window=_window(key, output.size), key=key)
    same = np.array_equal(weights.values, weights.values[::-1, ::-1])
    st.caption(
        "Networks call this convolution. Strictly it is cross-correlation: the weights are laid on as they are, while "
        "the convolution of mathematics turns them by 180° first. "
        + ("These weights are the same either way." if same else "With these weights that would be something else.")
    )


def _choose(label: str, name: str, options: tuple[str, ...], key: str) -> str:
    asked = choice_in_url(name, options)
    chosen = st.segmented_control(label, options, default=asked, required=True, key=f"{name}-{key}")
    put_in_url(name, chosen, options)
    return chosen


def _window(key: str, count: int) -> int:
    """Return which window is shown, from 1, and put it in the URL."""
    asked = st.query_params.get("window", "1")
    shown = st.session_state.get(key, {}).get("window") or (int(asked) if asked in map(str, range(1, 37)) else 1)
    shown = min(shown, count) if isinstance(shown, int) and shown >= 1 else 1
    if shown == 1:
        st.query_params.pop("window", None)
    else:
        st.query_params["window"] = str(shown)
    return shown


def _tell_size(axis: Axis) -> None:
    words = [
        f"**Output size** = ([W − F + 2P] / S) + 1 = **{size_with_numbers(axis)}**, for rows and columns alike: "
        f"W = {axis.size} numbers of input, F = {axis.kernel_size} weights, P zeros on each side, stride S."
    ]
    if (axis.size - axis.extent + 2 * axis.pad_before) % axis.stride and axis.padding != "same":
        words.append("The window does not come out even: the last row and column stay unread.")
    if axis.padding == "same":
        words.append("“Same” adds as many zeros as keep the size at stride 1; an odd one goes to the right and below.")
    st.markdown("  \n".join(words))
