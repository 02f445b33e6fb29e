"""Matrices that a visitor types into a component: the good ones are in the URL, and begin there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnviz.matrix_text import from_text, number_text, read_matrix, to_text


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


def edited_matrix(
    key: str, name: str, usual: np.ndarray, *, in_url: str, limits: tuple[float, float], called: str
) -> Edited:
    """Return a matrix as the visitor has typed it into a component, else as the URL says, else as usual.

    Args:
        key: The component's key; its state there is {"typed": {name: rows of texts}}.
        name: The matrix's name in that state.
        usual: (rows, cols): what it is at first, and then left out of the URL.
        in_url: Its parameter.
        limits: The smallest and the largest number that is taken.
        called: What a sentence about a mistake calls the matrix.
    """
    asked = st.query_params.get(in_url)
    good = from_text(asked, usual.shape, *limits) if asked else None
    good = usual.astype(np.float64) if good is None else good
    texts, fault = [[number_text(value).replace("-", "−") for value in row] for row in good.tolist()], ""
    typed = _typed(key, name, usual.shape)
    if typed:
        texts = typed
        try:
            good = read_matrix(typed, *limits)
        except ValueError as error:
            fault = f"{called}: {str(error)[0].lower()}{str(error)[1:]}"
    if np.array_equal(good, usual):
        st.query_params.pop(in_url, None)
    elif st.query_params.get(in_url) != to_text(good):
        st.query_params[in_url] = to_text(good)
    return Edited(good, texts, fault)


def _typed(key: str, name: str, shape: tuple[int, int]) -> list[list[str]] | None:
    """Return what the browser sent, if it is a matrix of texts of that shape: never trust the browser."""
    sent = st.session_state.get(key, {}).get("typed")
    rows = sent.get(name) if isinstance(sent, dict) else None
    if (
        not isinstance(rows, list)
        or [len(row) if isinstance(row, list) else 0 for row in rows] != [shape[1]] * shape[0]
    ):
        return None
    return rows if all(isinstance(text, str) and len(text) <= 24 for row in rows for text in row) else None


def offer_reset(part: str, in_url: Sequence[str]) -> None:
    """Show a button that takes a part of a page back to its beginning.

    Args:
        part: The part's name; keys of its widgets end in `round_of(part)`, so that they begin anew too.
        in_url: Its parameters.
    """
    st.button("Reset", on_click=_reset, args=(part, tuple(in_url)), key=f"reset-{part}")


def round_of(part: str) -> int:
    """Return how many times a part of a page was taken back to its beginning."""
    return st.session_state.get(f"round-{part}", 0)


def _reset(part: str, in_url: tuple[str, ...]) -> None:
    st.session_state[f"round-{part}"] = round_of(part) + 1
    for name in in_url:
        st.query_params.pop(name, None)
