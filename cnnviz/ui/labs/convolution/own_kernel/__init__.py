"""A kernel of the visitor's own, laid on a picture. The browser computes; what is set up comes back for the URL."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnnviz.ui.components.convolution_lab import send_picture, set_up_in, show_workbench
from cnnviz.ui.components.convolution_lab.setup import LIMITS, SOURCES, START, Kernel, Setup, from_query, to_query
from cnnviz.ui.labs.convolution.own_kernel.pictures import made_grey, picture_of, take_upload
from cnnviz.ui.labs.convolution.own_kernel.trained import choose_trained

TITLE = "Your own kernel"
_SETUP, _VERSION, _KEY = "own-kernel", "own-kernel-version", "own-kernel-workbench"
_TAKEN = "own-kernel-taken"


def show() -> None:
    st.session_state.setdefault(_SETUP, from_query(st.query_params))
    _take_setup()
    _write_url(_setup())
    st.caption(
        "A kernel is a small grid of numbers, laid on every place of a picture in turn: each time its numbers are "
        "multiplied with the pixels below them and added up. Change a number, or try **Blur** on the photograph."
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="own-kernel-source-row"):
        _choose_source()
        # Where the picture is grey anyway the switch would do nothing.
        shown = picture_of(_setup().on)
        if shown.pixels.shape[2] == 3:
            _choose_grey()
        choose_trained(_use)
        st.space("stretch")
        st.button("Reset", on_click=_reset, key="own-kernel-reset")
    if _setup().on == "upload":
        take_upload()
        shown = picture_of("upload")
    pixels = made_grey(shown.pixels) if _setup().grey and shown.pixels.shape[2] == 3 else shown.pixels
    picture = send_picture(pixels, shown.words, shown.credit, key="own-kernel-picture")
    _work(_setup(), picture)


@st.fragment
def _work(setup: Setup, picture: str) -> None:
    """Show the workbench: it alone runs again when a number in it was changed, with the same data, so none travels."""
    _take_setup()
    show_workbench(setup, picture, limits=LIMITS, version=st.session_state.get(_VERSION, 0), key=_KEY)


def _setup() -> Setup:
    return st.session_state[_SETUP]


def _take_setup() -> None:
    """Keep what was set up in the browser since the last run."""
    query = set_up_in(_KEY, version=st.session_state.get(_VERSION, 0))
    if query is not None and query != st.session_state.get(_TAKEN):
        st.session_state[_TAKEN] = query
        before = _setup()
        _keep(replace(from_query(query), on=before.on, grey=before.grey))


def _keep(setup: Setup) -> None:
    st.session_state[_SETUP] = setup
    _write_url(setup)


def _use(kernel: Kernel) -> None:
    _put(replace(_setup(), kernel=kernel))


def _reset() -> None:
    for key in ("own-kernel-on", "own-kernel-grey"):
        st.session_state.pop(key, None)
    _put(START)


def _put(setup: Setup) -> None:
    """Keep a setup that does not come from the workbench, which is to take it over."""
    st.session_state[_VERSION] = st.session_state.get(_VERSION, 0) + 1
    _keep(setup)


def _choose_source() -> None:
    # The setup is the truth: Streamlit forgets the widget when another page is shown.
    st.session_state["own-kernel-on"] = _setup().on
    st.segmented_control(
        "Picture",
        list(SOURCES),
        format_func=SOURCES.get,
        required=True,
        label_visibility="collapsed",
        key="own-kernel-on",
        on_change=lambda: _keep(replace(_setup(), on=st.session_state["own-kernel-on"])),
    )


def _choose_grey() -> None:
    st.session_state["own-kernel-grey"] = _setup().grey
    st.toggle(
        "Grey",
        key="own-kernel-grey",
        on_change=lambda: _keep(replace(_setup(), grey=st.session_state["own-kernel-grey"])),
    )


def _write_url(setup: Setup) -> None:
    """Make the URL say what is set up, and nothing of what was set up before."""
    before = st.query_params.to_dict()
    names = set(Setup.__dataclass_fields__)
    query = {name: value for name, value in before.items() if name not in names} | to_query(setup)
    if query != before:
        st.query_params.from_dict(query)
