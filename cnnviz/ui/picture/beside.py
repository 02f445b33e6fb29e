"""A page's content beside the control for the picture: on every page that uses one, another can be chosen there."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cnnviz.ui.picture.changes import prepare_selected
from cnnviz.ui.picture.input import choose_centring, choose_picture, take_in_picture

SIDE_WIDTH = 264


@st.fragment
def beside_picture(show: Callable[[], None]) -> None:
    """Show something, which comes first, and the control. Both run again when the picture changes.

    Args:
        show: Shows what depends on the picture.
    """
    take_in_picture()
    with st.container(horizontal=True, gap="medium", key="main"):
        side = st.container(width=SIDE_WIDTH, gap="small", key="side")
        work = st.container(width="stretch", gap="small", key="work")
    with work:
        show()
    with side:
        choose_picture()
        choose_centring()
        for note in prepare_selected().notes:
            st.caption(note)
