"""A colour picture is three matrices; and what that costs a layer that is not a convolution."""

import numpy as np
import streamlit as st

from cnnviz.costs import weights_per_neuron
from cnnviz.datasets import dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.shipped import astronaut
from cnnviz.ui.components.colour import Weighed, show_colour, weighed_on
from cnnviz.ui.edited import offer_reset, round_of
from cnnviz.ui.page_choice import choice_in_url, put_in_url

TITLE = "Colour"

PHOTO = "astronaut"
SMALLEST, LARGEST, SIDE = 8, 512, 300
NEURONS = 128
IN_URL = ("image", "rgb", "grey", "side")


def show() -> None:
    show_channels()
    show_cost()


@st.fragment
def show_channels() -> None:
    key = f"colour-{round_of('colour')}"
    st.caption(
        "A colour picture is three matrices of numbers from 0 to 255: how much red, how much green, how much blue. "
        "Switch a channel off, or move its slider; point at a pixel for its three numbers."
    )
    names = (PHOTO, *dataset("cifar10").classes)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        asked = choice_in_url("image", names)
        name = st.selectbox("Picture", names, index=names.index(asked), width=180, key=f"image-{key}")
        put_in_url("image", name, names)
        offer_reset("colour", IN_URL)
    weighed = weighed_on(key) or _weighed_in_url()
    _put(weighed)
    show_colour(_picture(name), weighed, key=key)
    st.caption(
        "The picture at the end is made of the three weighed channels: with all at 100 % it is the one you began with, "
        "number for number. What would exceed 255 is cut off there. A filter for colour pictures has weights for each "
        "channel; see *Several filters*."
    )


@st.fragment
def show_cost() -> None:
    st.subheader("What three channels cost a dense layer", anchor=False)
    st.markdown(
        "A neuron of a dense layer has a weight for every number of the picture. A filter has only the weights of its "
        "window, whatever the picture's size."
    )
    key = f"side-{round_of('colour')}"
    sides = [str(side) for side in (SIDE, *range(SMALLEST, LARGEST + 1))]
    side = st.slider(
        "Your picture's height and width, in pixels",
        SMALLEST,
        LARGEST,
        int(choice_in_url("side", sides)),
        width=520,
        key=key,
    )
    put_in_url("side", str(side), sides)
    shown = {"28 × 28": (28, 28, 3), "200 × 200": (200, 200, 3)}
    with st.container(horizontal=True, gap="large"):
        for title, shape in (shown | {f"{side} × {side}": (side, side, 3)}).items():
            st.metric(f"{title} × 3, one dense neuron", f"{weights_per_neuron(shape):,} weights", width="content")
        st.metric("any size, one filter of 5 × 5 × 3", f"{weights_per_neuron((5, 5, 3)):,} weights", width="content")
    count = weights_per_neuron((side, side, 3))
    st.markdown(
        f"{side}·{side}·3 = **{count:,}** weights a neuron: a first layer of {NEURONS} neurons has "
        f"{NEURONS}·{count:,} = **{NEURONS * count:,}**, and a layer of {NEURONS} filters of 5 × 5 × 3 has "
        f"{NEURONS}·75 = **{NEURONS * 75:,}** (each neuron and each filter has one bias besides)."
    )


def _picture(name: str) -> np.ndarray:
    if name == PHOTO:
        # The mean of every 2 × 2 pixels: half the size, so that the channels stand side by side.
        return astronaut().reshape(256, 2, 256, 2, 3).mean(axis=(1, 3)).round().astype(np.uint8)
    samples = load_samples("cifar10")
    return samples.images[samples.labels == dataset("cifar10").classes.index(name)][0]


def _weighed_in_url() -> Weighed:
    texts = st.query_params.get("rgb", "").split("-")
    good = len(texts) == 3 and all(text.isascii() and text.isdecimal() and len(text) < 4 for text in texts)
    percent = tuple(min(int(text), 200) for text in texts) if good else Weighed.percent
    return Weighed(percent, st.query_params.get("grey") == "1")


def _put(weighed: Weighed) -> None:
    for name, text, usual in (
        ("rgb", "-".join(map(str, weighed.percent)), "-".join(map(str, Weighed.percent))),
        ("grey", str(int(weighed.grey)), "0"),
    ):
        put_in_url(name, text, (usual,))
