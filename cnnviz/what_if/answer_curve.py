"""What a network answers while one number is turned from its lowest to its highest value."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

CURVE_VALUES = 61
"""Enough values for a smooth curve."""


class Curve(NamedTuple):
    """Answers along a number.

    Attributes:
        values: (count,) float64, ascending.
        probabilities: (count, classes) float32.
    """

    values: np.ndarray
    probabilities: np.ndarray

    @property
    def read(self) -> np.ndarray:
        """(count,) int64: the class that is read at each value."""
        return self.probabilities.argmax(axis=1)


class Turn(NamedTuple):
    """Where the answer turns into another.

    Attributes:
        value: The first value with the other answer.
        before: The class that was read before, as a place among the classes.
        after: The class that is read there.
    """

    value: float
    before: int
    after: int


def answers_along(answer: Callable[[np.ndarray], np.ndarray], values: np.ndarray, *, most: int = CURVE_VALUES) -> Curve:
    """Return the answers along a number, exact to one step of it where the class changes.

    About `most` evenly spread values are asked about, and then all those between two whose classes differ.

    Args:
        answer: values (count,) -> probabilities (count, classes) float32.
        values: All that the number may be, ascending.
        most: How many values are asked about first.
    """
    some = np.union1d(values[:: -(-len(values) // most)], [values[-1]])
    curve = Curve(some, answer(some))
    turns = np.flatnonzero(np.diff(curve.read))
    between = [value for turn in turns for value in values if some[turn] < value < some[turn + 1]]
    if not between:
        return curve
    more = np.array(between)
    order = np.argsort(together := np.concatenate([some, more]))
    return Curve(together[order], np.concatenate([curve.probabilities, answer(more)])[order])


def turns_from(curve: Curve, start: float) -> list[Turn]:
    """Return where the answer first turns into another, below and above a value; nothing where it never does.

    Example:
        >>> curve = Curve(np.arange(4.0), np.float32([[0, 1], [1, 0], [1, 0], [0, 1]]))
        >>> turns_from(curve, 1)
        [Turn(value=0.0, before=0, after=1), Turn(value=3.0, before=0, after=1)]
    """
    place = int(np.abs(curve.values - start).argmin())
    read = curve.read
    other = np.flatnonzero(read != read[place])
    found = [*other[other < place][-1:], *other[other > place][:1]]
    return [Turn(float(curve.values[at]), int(read[place]), int(read[at])) for at in found]
