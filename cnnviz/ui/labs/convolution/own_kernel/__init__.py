"""A kernel of the visitor's own, laid on a picture. The browser computes; what is set up comes back for the URL."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnnviz.ui import state
from cnnviz.ui.components.convolution_lab import send_picture, set_up_in, show_workbench
from cnnviz.ui.components.convolution_lab.kernel_setup import LIMITS, OWN_KERNEL, SOURCES, KernelSetup
from cnnviz.ui.labs.convolution.own_kernel.pictures import made_grey, picture_of, take_upload
from cnnviz.ui.labs.convolution.own_kernel.trained import choose_trained
from cnnviz.ui.pages import link_to
from cnnviz.ui.state.codecs import Kernel

TITLE = "Your own kernel"
_KEY = "own-kernel-workbench"


def show() -> None:
    """Show the part."""
    _take_setup()
    st.caption(
        "A kernel is a small grid of numbers, laid on every window of a picture in turn: each time its numbers are "
        "multiplied with the pixels below them and added up. Change a number, or try **Blur** on the photograph."
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="own-kernel-source-row"):
        _choose_source()
        # Where the picture is grey anyway the switch would do nothing.
        shown = picture_of(_setup().on)
        if shown.pixels.shape[2] == 3:
            st.toggle("Grey", **state.bound(OWN_KERNEL, "grey", key="own-kernel-grey"))
        choose_trained(_use)
        st.space("stretch")
        st.button("Reset", on_click=state.reset, args=(OWN_KERNEL,), key="own-kernel-reset")
    if _setup().on == "yours":
        st.caption(
            f"This is your picture as the network gets it: draw or choose another one in {link_to('Draw & see')}."
        )
    if _setup().on == "upload":
        take_upload()
        shown = picture_of("upload")
    pixels = made_grey(shown.pixels) if _setup().grey and shown.pixels.shape[2] == 3 else shown.pixels
    picture = send_picture(pixels, shown.words, shown.credit, key="own-kernel-picture")
    _work(_setup(), picture)


@st.fragment
def _work(setup: KernelSetup, picture: str) -> None:
    """Show the workbench: it alone runs again when a number in it was changed, with the same data, so none travels."""
    _take_setup()
    show_workbench(setup, picture, limits=LIMITS, version=state.given(), key=_KEY)


def _setup() -> KernelSetup:
    return state.chosen(OWN_KERNEL)


def _take_setup() -> None:
    """Keep what was set up in the browser since the state was given to it."""
    query = set_up_in(_KEY, version=state.given())
    if query is not None:
        before = _setup()
        state.keep(OWN_KERNEL, replace(OWN_KERNEL.read(query), on=before.on, grey=before.grey))


def _use(kernel: Kernel) -> None:
    """Have the workbench take over a kernel."""
    state.choose(OWN_KERNEL, kernel=kernel)
    state.show_given()


def _choose_source() -> None:
    st.segmented_control(
        "Picture",
        list(SOURCES),
        format_func=SOURCES.__getitem__,
        required=True,
        label_visibility="collapsed",
        **state.bound(OWN_KERNEL, "on", key="own-kernel-on"),
    )
