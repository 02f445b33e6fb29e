"""Several filters at once: every filter adds a map to the stack that the next layer gets."""

import numpy as np
import streamlit as st

from cnnviz.arithmetic import Axis, Padding
from cnnviz.datasets import dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.labs.convolution import convolve
from cnnviz.labs.first_filters import CHANNELS, Filters, first_filters
from cnnviz.labs.sliding import size_with_numbers
from cnnviz.ui.components.filter_stack import show_filter_stack
from cnnviz.ui.edited import offer_reset, round_of
from cnnviz.ui.page_choice import choice_in_url, put_in_url

TITLE = "Several filters"

SIZES = ("5", "3", "1", "7")
STRIDES = ("1", "2", "3")
ZEROS: dict[str, Padding] = {"0": 0, "1": 1, "2": 2, "same": "same"}
COUNT, MOST = 10, 32
START = (14, 14, 0)
IN_URL = ("image", "filters", "size", "zeros", "stride", "at")


@st.fragment
def show() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "Every filter reads all three channels of the picture and makes one map. The maps are a stack, as deep as "
            "there are filters. Point at a map: you see the window under the filter, and the sum.",
            width="stretch",
        )
        offer_reset("filter_stack", IN_URL)
    key = f"filter-stack-{round_of('filter_stack')}"
    image, count, size, zeros, stride = _choose(key)
    axis = Axis(len(image), size, stride, ZEROS[zeros])
    filters = first_filters(count, size)
    picture = image.astype(np.float32) / 255
    outputs = convolve(picture, filters.kernel, filters.bias, stride=stride, padding=axis.padding)
    _tell(axis, filters, count)
    show_filter_stack(picture, filters, outputs, axis, cell=_cell(key, outputs.shape), key=key)


def _choose(key: str) -> tuple[np.ndarray, int, int, str, int]:
    names = dataset("cifar10").classes
    with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
        asked = choice_in_url("image", names)
        name = st.selectbox("Picture", names, index=names.index(asked), width=150, key=f"image-{key}")
        put_in_url("image", name, names)
        counts = [str(COUNT), *(str(count) for count in range(1, MOST + 1) if count != COUNT)]
        asked = choice_in_url("filters", counts)
        count = st.slider("Filters", 1, MOST, int(asked), width=220, key=f"filters-{key}")
        put_in_url("filters", str(count), counts)
        size = _segmented("Filter size", "size", SIZES, key, ("1", "3", "5", "7"), lambda side: f"{side} × {side}")
        zeros = _segmented("Zeros around", "zeros", tuple(ZEROS), key)
        stride = _segmented("Stride", "stride", STRIDES, key)
    samples = load_samples("cifar10")
    image = samples.images[samples.labels == names.index(name)][0]
    return image, count, int(size), zeros, int(stride)


def _segmented(label, name, options, key, order=None, format_func=str) -> str:
    """Show a choice whose usual option is the first of `options`; it is shown in `order`."""
    asked = choice_in_url(name, options)
    chosen = st.segmented_control(
        label, order or options, default=asked, required=True, format_func=format_func, key=f"{name}-{key}"
    )
    put_in_url(name, chosen, options)
    return chosen


def _tell(axis: Axis, filters: Filters, count: int) -> None:
    size, out = axis.kernel_size, axis.output_size
    weights = size * size * CHANNELS
    st.markdown(
        f"**{axis.size} × {axis.size} × {CHANNELS} → {out} × {out} × {count}**: "
        f"([W − F + 2P] / S) + 1 = {size_with_numbers(axis)} rows and columns; {count} filters make {count} maps.  \n"
        f"**{count * (weights + 1):,} numbers to learn**: {count} filters of {size}·{size}·{CHANNELS} = {weights} "
        "weights and one bias each, however large the picture is."
    )
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
    """Return which number of the stack is shown, and put it in the URL."""
    told = st.session_state.get(key, {}).get("cell")
    asked = st.query_params.get("at", "").split("-")
    if not (isinstance(told, list) and len(told) == 3 and all(isinstance(place, int) for place in told)):
        told = list(map(int, asked)) if len(asked) == 3 and all(map(_is_place, asked)) else START
    cell = tuple(min(max(place, 0), end - 1) for place, end in zip(told, shape, strict=True))
    if cell == START:
        st.query_params.pop("at", None)
    else:
        st.query_params["at"] = "-".join(map(str, cell))
    return cell


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 4
