"""Streamlit's road: what the page asks the pad to send, and what it sends to the browser once a stroke has come."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnnviz.edits import format_edits
from cnnviz.ui.components.draw_pad import shown_for
from cnnviz.ui.picture.reading import Reading
from cnnviz.ui.state import Selection


def question(chosen: Selection) -> dict[str, Any] | None:
    """Return what the pad adds to a drawing to ask the route about it; None where the route could not answer alike.

    The route knows nothing of changes to the picture.
    """
    if chosen.change:
        return None
    return {"network": chosen.network, "centre": chosen.centre, "edits": format_edits(chosen.edits)}


def messages(reading: Reading) -> tuple[bytes, bytes]:
    """Return what the map and the answer get: the reading, or its name where the route has brought it here already."""
    missing = any(st.session_state.get(key, {}).get("missing") == reading.name for key in ("map", "answer"))
    if shown_for("pad") == reading.name and not missing:
        return reading.reference, reading.reference
    return reading.message, reading.answer
