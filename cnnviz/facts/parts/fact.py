"""What a fact says, and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np
import numpy.typing as npt

Value = float | int | str | tuple[int, ...]
"""A number, a word such as a class, a cell or an order."""

NEVER = "never"
"""The value where something does not happen at all."""


class FactError(ValueError):
    """A fact that does not exist in this state. The message is one sentence."""


@dataclass(frozen=True, eq=False)
class Fact:
    """The answer to a question, computed.

    Attributes:
        value: The answer. Shares are numbers from 0 to 1.
        margin: How far what decides the answer is from giving another one, in the unit that `decides` says; infinite
            where nothing is decided: sums, and counts of what is exactly so.
        decides: What the margin is measured in: "probability", "logit", "correlation"; "" where it is infinite.
        error: By how much a number may differ on another machine, for want of digits; 0 for whole numbers.
        given: Words for a question: numbers that do not give the answer away, by placeholder.
        words: Words for after the answer, by placeholder.
        steps: The lines that make the value: what a number is, and the number.
        cells: For a cell: the values among which it is the largest, (height, width).
    """

    value: Value
    margin: float = inf
    decides: str = ""
    error: float = 0.0
    given: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[tuple[str, float], ...] = ()
    cells: npt.NDArray[np.float64] | None = None
