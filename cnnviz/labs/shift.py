"""A map moved by some cells, and what that changes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Change(NamedTuple):
    """How far two maps of the same shape differ.

    Attributes:
        cells: How many cells differ, by more than a millionth of the largest value.
        total: Of how many.
        size: The mean size of the difference over all cells, as a share of the first map's range; 0 where it has none.
    """

    cells: int
    total: int
    size: float


def shift(values: np.ndarray, down: int, right: int) -> np.ndarray:
    """Return the map moved; where it left, the cells at the edge are repeated.

    Args:
        values: (height, width, ...).
        down: Cells, below 0 for up.
        right: Cells, below 0 for left.
    Returns:
        The same shape and dtype.
    Example:
        >>> shift(np.array([[1, 2], [3, 4]]), 0, 1)
        array([[1, 1],
               [3, 3]])
    """
    rows, cols = (
        np.clip(np.arange(length) - by, 0, length - 1) for length, by in zip(values.shape, (down, right), strict=False)
    )
    return values[rows[:, None], cols]


def change(before: np.ndarray, after: np.ndarray) -> Change:
    """Return how far a map differs from what it was.

    Args:
        before: Any shape, finite numbers.
        after: The same shape.
    Example:
        >>> change(np.array([0.0, 4.0]), np.array([0.0, 3.0]))
        Change(cells=1, total=2, size=0.125)
    """
    difference = np.abs(np.subtract(after, before, dtype=np.float64))
    span = float(before.max()) - float(before.min())
    cells = int((difference > 1e-6 * np.abs(before).max()).sum())
    return Change(cells, before.size, float(difference.mean()) / span if span else 0.0)
