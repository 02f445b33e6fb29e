"""How a network's answer follows one number, from its lowest to its highest value."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CURVE_VALUES = 61
"""How many evenly spread values make a smooth curve."""


class Curve(NamedTuple):
    """A network's answers along a number.

    Attributes:
        values: (count,) float64, ascending.
        probabilities: (count, classes) float32.
    """

    values: npt.NDArray[np.float64]
    probabilities: npt.NDArray[np.float32]

    @property
    def read(self) -> npt.NDArray[np.int64]:
        """(count,) int64: the class that is read at each value."""
        return np.asarray(self.probabilities.argmax(axis=1), np.int64)


class Turn(NamedTuple):
    """A value at which the network begins to read another class.

    Attributes:
        value: The first value with the other answer.
        before: The index of the class that was read until then.
        after: The index of the class that is read there.
    """

    value: float
    before: int
    after: int


def answers_along(
    answer: Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float32]],
    values: npt.NDArray[np.float64],
    *,
    most: int = CURVE_VALUES,
) -> Curve:
    """Return the answers along a number, exact to one step of it where the class changes.

    About `most` evenly spread values are computed first, and then all those between two whose classes differ.

    Args:
        answer: values (count,) -> probabilities (count, classes) float32.
        values: All values that the number may have, ascending.
        most: About how many values are computed first.
    """
    coarse = np.union1d(values[:: -(-len(values) // most)], [values[-1]])
    curve = Curve(coarse, answer(coarse))
    turns = np.flatnonzero(np.diff(curve.read))
    between = [value for turn in turns for value in values if coarse[turn] < value < coarse[turn + 1]]
    if not between:
        return curve
    fine = np.array(between)
    together = np.concatenate([coarse, fine])
    order = np.argsort(together)
    return Curve(together[order], np.concatenate([curve.probabilities, answer(fine)])[order])


def turns_from(curve: Curve, start: float) -> list[Turn]:
    """Return where the answer first changes below and above a value; nothing where it never does.

    Args:
        curve: The answers.
        start: The value to start from; the nearest one of the curve is taken.
    Example:
        >>> curve = Curve(np.arange(4.0), np.float32([[0, 1], [1, 0], [1, 0], [0, 1]]))
        >>> turns_from(curve, 1)
        [Turn(value=0.0, before=0, after=1), Turn(value=3.0, before=0, after=1)]
    """
    begin = int(np.abs(curve.values - start).argmin())
    read = curve.read
    other = np.flatnonzero(read != read[begin])
    nearest = [*other[other < begin][-1:], *other[other > begin][:1]]
    return [Turn(float(curve.values[index]), int(read[begin]), int(read[index])) for index in nearest]
