"""What is chosen on one page alone: it is in the URL of that page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def choice_in_url(name: str, options: Sequence[str]) -> str:
    """Return the option that the URL names, else the first."""
    asked = st.query_params.get(name)
    return asked if asked in options else options[0]


def put_in_url(name: str, chosen: str, options: Sequence[str]) -> None:
    """Make the URL name what was chosen, unless that is the first option."""
    if chosen == options[0]:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != chosen:
        st.query_params[name] = chosen


def set_widget(key: str, value) -> None:
    """Make a widget that is not shown yet in this run show a value.

    Only where it does not: the browser would take it for news, and jump back while the visitor is still dragging.
    """
    if st.session_state.get(key) != value:
        st.session_state[key] = value
