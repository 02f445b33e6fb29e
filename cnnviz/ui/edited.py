"""Matrices that a visitor types into a component: the good ones are in the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from cnnviz.matrix_text import number_text, read_matrix
from cnnviz.ui import state
from cnnviz.ui.state.codecs import rows_of


@dataclass(frozen=True)
class Edited:
    """A matrix and what is typed for it.

    Attributes:
        values: (rows, cols) float64: the last good numbers.
        texts: What the cells say, which may be no numbers at all.
        fault: One sentence on what is wrong with that; "" where nothing is.
    """

    values: np.ndarray
    texts: list[list[str]]
    fault: str = ""


def edited_matrix(key: str, table: state.Table[Any], name: str, *, limits: tuple[float, float], called: str) -> Edited:
    """Return a matrix as the visitor has typed it into a component, else as it is in the state.

    Args:
        key: The component's key; its state there is {"typed": {name: rows of texts}}.
        table: The table of the state that has the matrix.
        name: The matrix's name in both.
        limits: The smallest and the largest number that is taken.
        called: What a sentence about a mistake calls the matrix.
    """
    good = np.array(getattr(state.chosen(table), name), np.float64)
    texts, fault = [[number_text(value).replace("-", "−") for value in row] for row in good.tolist()], ""
    typed = _typed(key, name, good.shape)
    if typed:
        texts = typed
        try:
            good = read_matrix(typed, *limits)
        except ValueError as error:
            fault = f"{called}: {str(error)[0].lower()}{str(error)[1:]}"
        else:
            state.choose(table, **{name: rows_of(good)})
    return Edited(good, texts, fault)


def _typed(key: str, name: str, shape: tuple[int, ...]) -> list[list[str]] | None:
    """Return what the browser sent, if it is a matrix of texts of that shape: never trust the browser."""
    sent = st.session_state.get(key, {}).get("typed")
    rows = sent.get(name) if isinstance(sent, dict) else None
    if (
        not isinstance(rows, list)
        or [len(row) if isinstance(row, list) else 0 for row in rows] != [shape[1]] * shape[0]
    ):
        return None
    return rows if all(isinstance(text, str) and len(text) <= 24 for row in rows for text in row) else None


def offer_reset(table: state.Table[Any], name: str) -> None:
    """Show a button that takes a part of a page back to its beginning.

    Args:
        table: The part's table. Keys of its components end in state.given(), so that they begin anew too.
        name: The part's name.
    """
    st.button("Reset", on_click=state.reset, args=(table,), key=f"reset-{name}")
