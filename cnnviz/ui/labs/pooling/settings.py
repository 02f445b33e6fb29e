"""What a visitor has set up in the pooling lab. The URL has the last settings that worked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, get_args

import streamlit as st

from cnnviz.arithmetic import KERAS_LEAKY_SLOPE
from cnnviz.labs.activations import FUNCTIONS
from cnnviz.labs.pooling import Edge
from cnnviz.matrix_text import matrix_to_text, number_text, read_matrix
from cnnviz.ui import state
from cnnviz.ui.components.pooling import Texts
from cnnviz.ui.state.codecs import NAME, matrix, number, whole, word
from cnnviz.ui.state.parameters import Codec, Table

PARTS = ("pooling", "activation")
INPUTS = ("numbers", "picture")
PADDINGS: tuple[Edge, ...] = get_args(Edge)
MATRIX_SIDES = range(3, 9)
"""How many rows and columns of numbers can be typed."""
LIMITS = (-1000.0, 1000.0)
"""The smallest and the largest number that can be typed."""
FARTHEST = 3
"""How many cells the input can be moved to each side."""
LARGEST_WINDOW = 8

STROKE: Texts = (
    ("0", "0", "2", "0", "0", "0"),
    ("0", "0", "9", "1", "0", "0"),
    ("0", "0", "8", "0", "0", "0"),
    ("1", "0", "6", "0", "3", "0"),
    ("0", "0", "0", "0", "7", "0"),
    ("0", "0", "0", "0", "2", "0"),
)
"""The numbers at the start: moved to the right their largest stay in their windows, moved to the left they do not."""

BELOW_ZERO: Texts = (
    ("0", "3", "−4", "8", "0", "1"),
    ("1", "5", "−2", "6", "2", "1"),
    ("−3", "−1", "7", "−5", "4", "0"),
    ("−6", "−2", "9", "−8", "0", "4"),
    ("2", "−2", "0", "0", "−1", "6"),
    ("0", "1", "−3", "5", "−7", "2"),
)
"""Numbers such as a filter for edges gives: windows of 2 × 2 without one below 0, with nothing else, and with both."""


@dataclass(frozen=True)
class PoolingSettings:
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
        function: The activation that changes places with pooling, by its name in Keras.
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
    slope: float = KERAS_LEAKY_SLOPE
    function: str = "relu"


def _read_texts(text: str) -> Texts | None:
    rows = _NUMBERS.read(text)
    return None if rows is None else tuple(tuple(number_text(value).replace("-", "−") for value in row) for row in rows)


def _write_texts(texts: Texts) -> str:
    return matrix_to_text(read_matrix(texts, *LIMITS))


_NUMBERS = matrix([(side, side) for side in MATRIX_SIDES], *LIMITS)
POOLING = Table(
    PoolingSettings(),
    {
        "part": word(PARTS),
        "input": word(INPUTS),
        "numbers": Codec(_read_texts, _write_texts),
        "layer": NAME,
        "channel": whole(0, 9999),
        "window": whole(1, LARGEST_WINDOW),
        "stride": whole(1, LARGEST_WINDOW),
        "padding": word(PADDINGS),
        "down": whole(-FARTHEST, FARTHEST),
        "right": whole(-FARTHEST, FARTHEST),
        "slope": number(0, 1),
        "function": word(FUNCTIONS),
    },
    attributes={"numbers": "texts"},
)
"""The last settings that worked."""

_LATEST = "pooling-latest"


def latest_settings() -> PoolingSettings:
    """Return this visitor's latest settings, whether they work or not."""
    version, latest = st.session_state.get(_LATEST, (None, None))
    return latest if version == state.given() else state.chosen(POOLING)


def choose(**changes: Any) -> None:
    """Change some of the settings; the page calls keep_good if they work."""
    st.session_state[_LATEST] = state.given(), replace(latest_settings(), **changes)


def show_part(part: str) -> None:
    """Show another part of the page."""
    choose(part=part)
    state.choose(POOLING, part=part)


def keep_good(good: PoolingSettings) -> None:
    """Put settings that work into the state and the URL."""
    if good != state.chosen(POOLING):
        state.keep(POOLING, good)


def reset() -> None:
    """Take the part that is shown back to its beginning."""
    part = latest_settings().part
    state.reset(POOLING)
    state.choose(POOLING, part=part)
