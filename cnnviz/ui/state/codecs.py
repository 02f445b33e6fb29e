"""The shared ways in which values become text in a URL, each with its limits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import isfinite

import numpy as np

from cnnviz.matrix_text import matrix_to_text, number_text, text_to_matrix
from cnnviz.ui.state.parameters import Codec

Kernel = tuple[tuple[float, ...], ...]
"""Rows of numbers, all of the same length."""

MOST_DIGITS = 7
_LONGEST_NAME = 80
_LONGEST_NUMBER = 30


def whole_number(text: str, low: int, high: int) -> int | None:
    """Return the whole number from low to high that a text gives in ASCII digits; None for any other text.

    Example:
        >>> whole_number("-3", -5, 5), whole_number("+3", -5, 5), whole_number("٣", -5, 5)
        (-3, None, None)
    """
    if not re.fullmatch(rf"-?[0-9]{{1,{MOST_DIGITS}}}", text) or text == "-0":
        return None
    return int(text) if low <= int(text) <= high else None


def whole(low: int, high: int) -> Codec[int]:
    """Return the codec of whole numbers from low to high."""
    return Codec(lambda text: whole_number(text, low, high), str)


def number(low: float, high: float) -> Codec[float]:
    """Return the codec of numbers from low to high, each written as the shortest text that reads back the same."""

    def read(text: str) -> float | None:
        if len(text) > _LONGEST_NUMBER or not re.fullmatch(r"-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", text, re.ASCII):
            return None
        # Minus zero would be another number in the URL.
        value = float(text) + 0.0
        return value if isfinite(value) and low <= value <= high else None

    return Codec(read, number_text)


def word(options: Iterable[str]) -> Codec[str]:
    """Return the codec of a word that is one of several."""
    words = tuple(options)
    return Codec(lambda text: text if text in words else None, str, words)


_FLAGS = {"yes": True, "no": False, "True": True, "False": False, "1": True, "0": False}

FLAG: Codec[bool] = Codec(_FLAGS.get, lambda value: "yes" if value else "no")
"""Yes or no. Links of the app's first versions also say True and False, or 1 and 0."""

NAME: Codec[str] = Codec(lambda text: text if is_name(text) else None, str)
"""The name of a layer, a class or the like. Only the page can tell whether there is such a thing."""


def is_name(text: str) -> bool:
    """Return whether a text may be a name: short, printable, no space at its ends."""
    return 0 < len(text) <= _LONGEST_NAME and text.isprintable() and text == text.strip()


def whole_numbers(count: int | Sequence[int], low: int, high: int) -> Codec[tuple[int, ...]]:
    """Return the codec of several whole numbers, such as a cell's row and column: "4-12".

    Args:
        count: How many there are, or how many there may be.
        low: The smallest, which is at least 0.
        high: The largest.
    """
    counts = (count,) if isinstance(count, int) else tuple(count)

    def read(text: str) -> tuple[int, ...] | None:
        items = text.split("-")
        if len(items) not in counts:
            return None
        numbers = [whole_number(item, low, high) for item in items]
        valid = tuple(number for number in numbers if number is not None)
        return valid if len(valid) == len(numbers) else None

    return Codec(read, lambda numbers: "-".join(map(str, numbers)))


def matrix(shapes: Iterable[tuple[int, int]], low: float, high: float) -> Codec[Kernel]:
    """Return the codec of matrices of certain shapes, with numbers from low to high: "1_0.3~-2_0".

    "__" between rows is read too: the browser's half of the convolution lab writes it.
    """
    allowed = frozenset(shapes)

    def read(text: str) -> Kernel | None:
        text = text.replace("__", "~")
        rows = text.split("~")
        shape = len(rows), rows[0].count("_") + 1
        values = text_to_matrix(text, shape, low, high) if shape in allowed else None
        return None if values is None else rows_of(values)

    return Codec(read, lambda rows: matrix_to_text(np.array(rows, np.float64)))


def rows_of(values: np.ndarray) -> Kernel:
    """Return a matrix as tuples, which can be compared."""
    return tuple(tuple(float(value) for value in row) for row in values.tolist())
