"""What a visitor has set up in the pooling lab, kept across pages and, as long as it works, in the URL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

import streamlit as st

from cnnviz.labs.activations import LEAKY_SLOPE
from cnnviz.labs.pooling import Edge
from cnnviz.matrix_text import from_text, number_text, read_matrix, to_text

PARTS = ("pooling", "activation")
INPUTS = ("numbers", "picture")
PADDINGS: tuple[Edge, ...] = get_args(Edge)
SIDES = range(3, 9)
"""How many rows and columns of numbers can be typed."""
LIMITS = (-1000.0, 1000.0)
"""The smallest and the largest number that can be typed."""
FARTHEST = 3
"""How many cells the input can be moved to each side."""
LARGEST_WINDOW = 8

Texts = tuple[tuple[str, ...], ...]
"""What the cells of a matrix say, row by row; it may be no numbers at all."""

STROKE: Texts = (
    ("0", "0", "2", "0", "0", "0"),
    ("0", "0", "9", "1", "0", "0"),
    ("0", "0", "8", "0", "0", "0"),
    ("1", "0", "6", "0", "3", "0"),
    ("0", "0", "0", "0", "7", "0"),
    ("0", "0", "0", "0", "2", "0"),
)
"""The numbers at the start: moved to the right their largest stay in their windows, moved to the left they do not."""


@dataclass(frozen=True)
class Choice:
    """What is set up.

    Attributes:
        part: Which part of the page is shown.
        input: Whether numbers are pooled that the visitor types, or a map of the network.
        texts: The numbers as they were typed.
        layer: The name of the layer whose map is shown; None for the network's first.
        channel: Which of its maps.
        window: Cells of the window along both axes.
        stride: Cells from one window to the next.
        padding: What happens at the edges.
        down: By how many cells the input is moved down, below 0 for up.
        right: Likewise to the right.
        slope: Of leaky ReLU, below zero.
    """

    part: str = "pooling"
    input: str = "numbers"
    texts: Texts = STROKE
    layer: str | None = None
    channel: int = 0
    window: int = 2
    stride: int = 2
    padding: Edge = "valid"
    down: int = 0
    right: int = 1
    slope: float = LEAKY_SLOPE


_DEFAULT = Choice()
_WHOLE = {
    "channel": (0, 9999),
    "window": (1, LARGEST_WINDOW),
    "stride": (1, LARGEST_WINDOW),
    "down": (-FARTHEST, FARTHEST),
    "right": (-FARTHEST, FARTHEST),
}
"""The whole numbers, each with the smallest and the largest that a URL may say."""
_WORDS = {"part": PARTS, "input": INPUTS, "padding": PADDINGS}
IN_URL = ("part", "input", "numbers", "layer", "channel", "window", "stride", "padding", "down", "right", "slope")


def choice() -> Choice:
    """Return what this visitor has set up; on the first visit it is read from the URL."""
    if "pooling-choice" not in st.session_state:
        st.session_state["pooling-choice"] = from_query(st.query_params)
    return st.session_state["pooling-choice"]


def choose(**changes) -> None:
    """Change some of it."""
    st.session_state["pooling-choice"] = replace(choice(), **changes)


def reset() -> None:
    """Take the part that is shown back to its beginning."""
    st.session_state["pooling-choice"] = Choice(part=choice().part)
    st.session_state["pooling-round"] = rounds() + 1


def rounds() -> int:
    """Return how many times the page was taken back to its beginning."""
    return st.session_state.get("pooling-round", 0)


def put_in_url(good: Choice) -> None:
    """Make the URL say what is set up. What else the page has put there stays."""
    before = st.query_params.to_dict()
    query = {name: value for name, value in before.items() if name not in IN_URL} | to_query(good)
    if before != query:
        st.query_params.from_dict(query)


def to_query(good: Choice) -> dict[str, str]:
    """Return a choice that works as URL parameters; what is as it was at the start is left out."""
    names = ("part", "input", "layer", "channel", "window", "stride", "padding", "down", "right", "slope")
    query = {name: str(getattr(good, name)) for name in names if getattr(good, name) != getattr(_DEFAULT, name)}
    if good.texts != _DEFAULT.texts:
        query["numbers"] = to_text(read_matrix(good.texts, *LIMITS))
    return query


def from_query(query: Mapping[str, str]) -> Choice:
    """Return the choice that URL parameters name; what is unknown or impossible is left as it was at the start.

    Example:
        >>> from_query({"window": "3", "stride": "0", "padding": "overhang"}).window
        3
    """
    changes: dict = {name: query[name] for name, options in _WORDS.items() if query.get(name) in options}
    for name, (low, high) in _WHOLE.items():
        text = query.get(name, "")
        if re.fullmatch("-?[0-9]{1,4}", text) and low <= int(text) <= high:
            changes[name] = int(text)
    try:
        slope = float(query.get("slope", ""))
        changes |= {"slope": slope} if 0 <= slope <= 1 else {}
    except ValueError:
        pass
    side = query.get("numbers", "").count("~") + 1
    matrix = from_text(query.get("numbers", ""), (side, side), *LIMITS) if side in SIDES else None
    if matrix is not None:
        changes["texts"] = tuple(
            tuple(number_text(value).replace("-", "−") for value in row) for row in matrix.tolist()
        )
    if "layer" in query:
        changes["layer"] = query["layer"][:80]
    return replace(_DEFAULT, **changes)
