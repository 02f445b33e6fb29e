"""Streamlit's road: what the pad adds to a drawing, and what the page sends to the browser after a stroke."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnnviz.edits import format_edits
from cnnviz.ui import state
from cnnviz.ui.components.draw_pad import shown_for
from cnnviz.ui.picture.reading import Reading
from cnnviz.ui.state import Selection


def question(chosen: Selection) -> dict[str, Any] | None:
    """Return what the pad adds to a drawing to ask the route about it; None if the picture is changed.

    The route knows nothing of changes to the picture, so its answer would differ from the page's.
    """
    if chosen.change:
        return None
    return {"network": chosen.network, "centre": chosen.centre, "edits": format_edits(chosen.edits)}


def messages(reading: Reading) -> tuple[bytes, bytes]:
    """Return the messages for the map and the answer: references if the browser already has this reading."""
    missing = any(st.session_state.get(key, {}).get("missing") == reading.name for key in ("map", "answer"))
    if shown_for("pad", version=state.given()) == reading.name and not missing:
        return reading.reference, reading.reference
    return reading.message, reading.answer
