"""What keeps in the open page the picture that a visitor brought, and gives it back to a visit that has it not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from cnnviz.ui.components.mount import component

_mount = component("kept_picture", js="kept_picture/kept_picture.js", sends=("given", "lost"))


def show_kept(data: dict[str, Any], *, key: str, on_lost: Callable[[], None]) -> None:
    """Tell the browser which picture there is. It shows nothing.

    Args:
        data: What Told in kept_picture/kept.js lists: url, visit, way, name and asks.
        key: The element's key.
        on_lost: Called when the browser cannot give back what it should have; see lost_in.
    """
    _mount(data=data, key=key, height=1, on_lost_change=on_lost)


def lost_in(key: str) -> str | None:
    """Return the way by which an element has lost a picture, in its on_lost: never trust the browser."""
    lost = st.session_state[key].get("lost")
    return lost if isinstance(lost, str) else None
