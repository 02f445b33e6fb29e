"""The confusion matrix: what pictures show against what they were read as, every cell a button."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnnviz.ui.components.mount import component

_mount = component(
    "confusion",
    js="confusion/confusion.js",
    html='<div class="confusion" data-testid="confusion"></div>',
    css=("confusion/confusion.css",),
    sends=("cell",),
)


def clicked_cell(classes: int, *, key: str) -> tuple[int, int] | None:
    """Return the cell that the visitor clicked just now, before the matrix is shown again.

    Args:
        classes: How many there are.
        key: The element's key.
    Returns:
        (shown, read): the class of the pictures, and what they were read as.
    """
    cell = st.session_state.get(key, {}).get("cell")
    if isinstance(cell, list) and len(cell) == 2 and all(type(place) is int and 0 <= place < classes for place in cell):
        return cell[0], cell[1]
    return None


def show_confusion(confusion: np.ndarray, classes: Sequence[str], chosen: tuple[int, int], *, key: str) -> None:
    """Show the matrix.

    Args:
        confusion: (classes, classes) int: row is what a picture shows, column what it was read as.
        classes: Their names.
        chosen: The cell that is marked.
        key: The element's key.
    """
    data = {"counts": confusion.tolist(), "classes": list(classes), "chosen": list(chosen)}
    _mount(data=data, key=key)
