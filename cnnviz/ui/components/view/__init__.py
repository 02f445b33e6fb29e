"""What a visitor chooses to see in the browser's half of a page, such as pins and zoom: in the state and the URL."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnnviz.ui import state
from cnnviz.ui.components.mount import component

_KEY = "view"

_mount = component("view", js="view/view.js", sends=("view",))


@st.fragment
def keep_view(table: state.Table[Any], *names: str) -> None:
    """Keep in the state what components of the page show, and have them show what is in the state.

    It alone runs again when something of it has changed, so none of the page's messages travels again.

    Args:
        table: The table of the page's own state.
        names: The parameters that components change; "pin" is the one that all pages share.
    """
    said = state.SELECTION.write(state.selection()) | table.write(state.chosen(table))
    data = {
        "given": state.given(),
        "page": state.page(),
        "network": state.selection().network,
        "query": {name: said.get(name, "") for name in names},
    }
    with st.container(key="messages-of-view"):
        _mount(data=data, key=_KEY, height=1, on_view_change=lambda: _take(table, names))


def _take(table: state.Table[Any], names: tuple[str, ...]) -> None:
    """Take over what the browser sent, if that changes what it was given last: never trust the browser."""
    match st.session_state[_KEY].get("view"):
        case {"given": given, "query": dict(query)} if given == state.given():
            state.take(table, {name: query[name] for name in names if isinstance(query.get(name), str)})
