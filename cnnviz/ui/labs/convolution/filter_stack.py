"""Several filters at once: every filter adds a map to the stack that the next layer gets."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.arithmetic import Axis, Padding
from cnnviz.datasets import dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.labs.convolution import convolve
from cnnviz.labs.first_filters import CHANNELS, Filters, first_filters
from cnnviz.labs.sliding import size_with_numbers
from cnnviz.ui import state
from cnnviz.ui.components.filter_stack import show_filter_stack
from cnnviz.ui.edited import offer_reset
from cnnviz.ui.labs.convolution.declared import FILTER_STACK, MOST_FILTERS
from cnnviz.ui.state.covers import may_show

TITLE = "Several filters"

_PADDINGS: dict[str, Padding] = {"0": 0, "1": 1, "2": 2, "same": "same"}


@st.fragment
def show() -> None:
    """Show the part."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "Every filter reads all three channels of the picture and makes one map. The maps are a stack, as deep as "
            "there are filters. Point at a map: you see the window under the filter, and the sum.",
            width="stretch",
        )
        offer_reset(FILTER_STACK, "filter_stack")
    key = f"filter-stack-{state.given()}"
    _choose()
    chosen = state.chosen(FILTER_STACK)
    image, count, size, stride = _picture(chosen.image), chosen.filters, int(chosen.size), int(chosen.stride)
    axis = Axis(len(image), size, stride, _PADDINGS[chosen.zeros])
    filters = first_filters(count, size)
    picture = image.astype(np.float32) / np.float32(255)
    outputs = convolve(picture, filters.kernel, filters.bias, stride=stride, padding=axis.padding)
    _tell(axis, filters, count)
    show_filter_stack(picture, filters, outputs, axis, cell=_cell(key, outputs.shape), key=key)


def _choose() -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
        st.selectbox(
            "Picture",
            dataset("cifar10").classes,
            width=150,
            **state.bound(FILTER_STACK, "image", key="filter-stack-image"),
        )
        st.slider(
            "Filters",
            1,
            MOST_FILTERS,
            width=220,
            **state.bound(FILTER_STACK, "filters", key="filter-stack-filters"),
        )
        _segmented("Filter size", "size", ("1", "3", "5", "7"), lambda side: f"{side} × {side}")
        _segmented("Zeros around", "zeros", tuple(_PADDINGS))
        _segmented("Stride", "stride", ("1", "2", "3"))


def _picture(name: str) -> npt.NDArray[np.uint8]:
    samples = load_samples("cifar10")
    image: npt.NDArray[np.uint8] = samples.images[samples.labels == dataset("cifar10").classes.index(name)][0]
    return image


def _segmented(label: str, name: str, options: tuple[str, ...], words: Callable[[str], str] = str) -> None:
    widget = state.bound(FILTER_STACK, name, key=f"filter-stack-{name}")
    st.segmented_control(label, options, required=True, format_func=words, **widget)


def _tell(axis: Axis, filters: Filters, count: int) -> None:
    size, out = axis.kernel_size, axis.output_size
    weights = size * size * CHANNELS
    lines = {
        "output-size": f"**{axis.size} × {axis.size} × {CHANNELS} → {out} × {out} × {count}**: "
        f"([W − F + 2P] / S) + 1 = {size_with_numbers(axis)} rows and columns; {count} filters make {count} maps.",
        "costs": f"**{count * (weights + 1):,} numbers to learn**: {count} filters of {size}·{size}·{CHANNELS} = "
        f"{weights} weights and one bias each, however large the picture is.",
    }
    told = [line for region, line in lines.items() if may_show(region)]
    if told:
        st.markdown("  \n".join(told))
    random = "random numbers that add up to 0 in each filter, the same every time"
    if not filters.learned:
        words = f"The filters are {random}: no network here has any of {size} × {size} × {CHANNELS}."
    elif filters.learned == count:
        words = f"The filters are those that the network {filters.network} learned for its first layer."
    else:
        words = (
            f"The first {filters.learned} filters are those of the network {filters.network}; the others are {random}."
        )
    st.caption(
        f"{words} The picture's numbers go from 0 to 1. What you see is before ReLU; the filters are laid on as they "
        "are (cross-correlation)."
    )


def _cell(key: str, shape: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return which number of the stack is shown, and keep it."""
    cell = st.session_state.get(key, {}).get("cell")
    if not (isinstance(cell, list) and len(cell) == 3 and all(type(index) is int for index in cell)):
        cell = state.chosen(FILTER_STACK).at
    row, col, filter_index = (min(max(index, 0), size - 1) for index, size in zip(cell, shape, strict=True))
    return state.choose(FILTER_STACK, at=(row, col, filter_index)).at
