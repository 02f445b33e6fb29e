"""A colour picture is three matrices; and what that costs a layer that is not a convolution."""

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.costs import weights_per_neuron
from cnnviz.datasets import dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.shipped import astronaut
from cnnviz.ui import state
from cnnviz.ui.components.colour import Weighed, show_colour, weighed_on
from cnnviz.ui.edited import offer_reset
from cnnviz.ui.labs.convolution.declared import COLOUR, LARGEST, PHOTO, SMALLEST
from cnnviz.ui.pages import link_to
from cnnviz.ui.state.covers import is_covered, may_show

TITLE = "Colour"

NEURONS = 128


def show() -> None:
    """Show the part."""
    show_channels()
    show_cost()


@st.fragment
def show_channels() -> None:
    """Show a picture's three channels, each with its own strength."""
    key = f"colour-{state.given()}"
    st.caption(
        "A colour picture is three matrices of numbers from 0 to 255: how much red, how much green, how much blue. "
        "Switch a channel off, or move its slider; point at a pixel for its three numbers."
    )
    names = (PHOTO, *dataset("cifar10").classes)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Picture", names, width=180, **state.bound(COLOUR, "image", key="colour-image"))
        offer_reset(COLOUR, "colour")
    sent = weighed_on(key)
    if sent:
        state.choose(COLOUR, rgb=sent.percent, grey=sent.grey)
    chosen = state.chosen(COLOUR)
    show_colour(_picture(chosen.image), Weighed(chosen.rgb, chosen.grey), key=key)
    see = link_to("Convolution", "filter_stack", "Several filters")
    st.caption(
        "The picture at the end is made of the three weighed channels: with all at 100 % it is the one you began with, "
        "number for number. What would exceed 255 is cut off there."
        + ("" if is_covered("costs") else f" A filter for colour pictures has weights for each channel: see {see}.")
    )


@st.fragment
def show_cost() -> None:
    """Show how many weights a dense neuron needs for a picture of a chosen size."""
    st.header("What three channels cost a dense layer", anchor=False)
    st.markdown("A neuron of a dense layer has a weight for every number of the picture.")
    st.slider(
        "Your picture's height and width, in pixels",
        SMALLEST,
        LARGEST,
        width=520,
        **state.bound(COLOUR, "side", key="colour-side"),
    )
    if may_show("costs"):
        _tell_cost(state.chosen(COLOUR).side)


def _tell_cost(side: int) -> None:
    shown = {"28 × 28": (28, 28, 3), "200 × 200": (200, 200, 3)}
    with st.container(horizontal=True, gap="large"):
        for title, shape in (shown | {f"{side} × {side}": (side, side, 3)}).items():
            st.metric(f"{title} × 3, one dense neuron", f"{weights_per_neuron(shape):,} weights", width="content")
        st.metric("any size, one filter of 5 × 5 × 3", f"{weights_per_neuron((5, 5, 3)):,} weights", width="content")
    count = weights_per_neuron((side, side, 3))
    st.markdown(
        f"{side}·{side}·3 = **{count:,}** weights a neuron: a first layer of {NEURONS} neurons has "
        f"{NEURONS}·{count:,} = **{NEURONS * count:,}**, and a layer of {NEURONS} filters of 5 × 5 × 3 has "
        f"{NEURONS}·75 = **{NEURONS * 75:,}** (each neuron and each filter has one bias besides): a filter has only "
        "the weights of its window, whatever the picture's size."
    )


def _picture(name: str) -> npt.NDArray[np.uint8]:
    if name == PHOTO:
        # The mean of every 2 × 2 pixels: half the size, so that the channels stand side by side.
        photo: npt.NDArray[np.uint8] = astronaut().reshape(256, 2, 256, 2, 3).mean(axis=(1, 3)).round().astype(np.uint8)
        return photo
    samples = load_samples("cifar10")
    image: npt.NDArray[np.uint8] = samples.images[samples.labels == dataset("cifar10").classes.index(name)][0]
    return image
