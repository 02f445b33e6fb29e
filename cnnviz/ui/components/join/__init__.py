"""Joining a room: by the four letters of an address, or by those that a student types."""

from __future__ import annotations

import streamlit as st

from cnnviz.ui import state
from cnnviz.ui.components.mount import component

_mount = component(
    "join",
    js="join/join.js",
    html='<form class="join themed" data-testid="join"></form>',
    css=("shared/buttons.css", "join/join.css"),
    sends=("joined",),
)
_KEY = "join-room"


def _close() -> None:
    st.session_state.pop("is-joining", None)
    # Otherwise the next run of the page would ask again.
    state.choose(state.GUIDE, c=None)


def _enter() -> None:
    from cnnviz.ui.lessons.following import enter

    joined = st.session_state.get(_KEY, {}).get("joined")
    if isinstance(joined, dict):
        st.session_state.pop("is-joining", None)
        enter(*(str(joined.get(name, "")) for name in ("lesson", "variant", "code")))


@st.dialog("Join your class", on_dismiss=_close)
def join(code: str | None) -> None:
    """Show the dialog. The browser asks the room by itself; where that lets it in, the lesson begins.

    Args:
        code: The room's code, if the address has one: then a button is enough.
    """
    _mount(data={"code": code}, key=_KEY, on_joined_change=_enter)
    if state.chosen(state.GUIDE).lesson:
        st.rerun()
