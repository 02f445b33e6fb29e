"""The confusion matrix: the classes of pictures against what they were read as; every cell is a button."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.ui.components.mount import component

_mount = component(
    "confusion",
    js="confusion/confusion.js",
    html='<div class="confusion" data-testid="confusion" data-region="confusion"></div>',
    css=("confusion/confusion.css",),
    sends=("cell",),
)


def clicked_cell(classes: int, *, key: str) -> tuple[int, int] | None:
    """Return the cell that the visitor clicked just now, before the matrix is shown again.

    Args:
        classes: The number of classes.
        key: The element's key.
    Returns:
        (shown, read): the index of the pictures' class and of the class they were read as; None if there was no click.
    """
    cell = st.session_state.get(key, {}).get("cell")
    if isinstance(cell, list) and len(cell) == 2 and all(type(index) is int and 0 <= index < classes for index in cell):
        return cell[0], cell[1]
    return None


def show_confusion(
    confusion: npt.NDArray[np.int64], classes: Sequence[str], chosen: tuple[int, int], *, key: str
) -> None:
    """Show the matrix.

    Args:
        confusion: (classes, classes) int64: the number of pictures of the row's class read as the column's class.
        classes: The names of the classes.
        chosen: (row, column) of the cell to mark.
        key: The element's key.
    """
    data = {"counts": confusion.tolist(), "classes": list(classes), "chosen": list(chosen)}
    _mount(data=data, key=key)
