"""Matrices as text: typed by visitors cell by cell, and written in URLs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)


def read_number(text: str, low: float, high: float) -> float:
    """Return the number that a visitor typed. A decimal comma and a typographic minus sign are understood.

    Args:
        text: What was typed.
        low: The smallest number that is accepted.
        high: The largest.
    Raises:
        ValueError: If it is no number from low to high. The message is for the visitor, and quotes the text.
    Example:
        >>> read_number(" −0,3 ", -10, 10)
        -0.3
        >>> read_number("1e999", -10, 10)
        Traceback (most recent call last):
        ValueError: “1e999” is too large: write a number from −10 to 10.
    """
    written = text.strip().replace("−", "-")
    limits = f"write a number from {low:,g} to {high:,g}".replace("-", "−")
    if not written:
        raise ValueError(f"A cell is empty: {limits}.")
    shown = f"“{text.strip()[:20]}”"
    if not _NUMBER.fullmatch(written):
        raise ValueError(f"{shown} is not a number: {limits}.")
    value = float(written.replace(",", "."))
    if not low <= value <= high:
        raise ValueError(f"{shown} is too {'large' if value > high else 'small'}: {limits}.")
    return value + 0.0


def read_matrix(texts: Sequence[Sequence[str]], low: float, high: float) -> npt.NDArray[np.float64]:
    """Return the matrix that a visitor typed, cell by cell.

    Args:
        texts: One text per cell; all rows have the same length.
        low: The smallest number that is accepted.
        high: The largest.
    Returns:
        (rows, cols) float64.
    Raises:
        ValueError: If a cell is not a number from low to high. The message says where the first such cell is.
    Example:
        >>> read_matrix([["1", "0"], ["abc", "1"]], 0, 255)
        Traceback (most recent call last):
        ValueError: Row 1, column 0: “abc” is not a number: write a number from 0 to 255.
    """
    values = np.zeros((len(texts), len(texts[0])))
    for (row, col), _ in np.ndenumerate(values):
        try:
            values[row, col] = read_number(texts[row][col], low, high)
        except ValueError as error:
            raise ValueError(f"Row {row}, column {col}: {error}") from None
    return values


def number_text(value: float) -> str:
    """Return the shortest text that reads back as the same number.

    Example:
        >>> number_text(3.0), number_text(-0.25)
        ('3', '-0.25')
    """
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def matrix_to_text(matrix: npt.NDArray[Any]) -> str:
    """Return a matrix as text that needs no escaping in a URL: "_" between numbers, "~" between rows.

    Example:
        >>> matrix_to_text(np.array([[1, 0.3], [-2, 0]]))
        '1_0.3~-2_0'
    """
    return "~".join("_".join(map(number_text, row)) for row in matrix.tolist())


def text_to_matrix(text: str, shape: tuple[int, int], low: float, high: float) -> npt.NDArray[np.float64] | None:
    """Return the matrix that matrix_to_text wrote; None if the text is not a matrix of this shape and range.

    Example:
        >>> text_to_matrix("1_0.3~-2_0", (2, 2), -10, 10).tolist()
        [[1.0, 0.3], [-2.0, 0.0]]
        >>> text_to_matrix("1_2_3", (2, 2), -10, 10)
    """
    texts = [row.split("_") for row in text.split("~")]
    if [len(row) for row in texts] != [shape[1]] * shape[0]:
        return None
    try:
        return read_matrix(texts, low, high)
    except ValueError:
        return None
