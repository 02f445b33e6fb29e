"""What every explanation and every description has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Explanation(ABC):
    """How one value came about.

    Attributes:
        value: The value, summed up here in float64 from the terms shown.
        output: The same value as TensorFlow computed it, in float32.
    """

    value: float
    output: float

    @abstractmethod
    def ledger(self) -> list[tuple[str, float]]:
        """Return the lines that stand above the value: each says what a number is, and the number."""

    @property
    def remark(self) -> str:
        """A sentence to show below the ledger; "" where there is none."""
        return ""

    def to_dict(self) -> dict[str, Any]:
        """Return all fields as JSON can say them: arrays are lists, and what is not a finite number is None."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True)
class Description:
    """The words and formulas of a layer.

    Attributes:
        title: A few words, e.g. "Conv 5×5".
        formula: How one value is computed, e.g. "sum of window × kernel, + bias".
        shape: How the output's size follows from the input's.
        parameters: How many numbers were learned, as a sum.
        multiply_adds: Multiplications with addition for one picture, as a product; "" where there are none.
        keras: The line of Keras that makes the layer.
        words: Two or three sentences for a learner.
    """

    title: str
    formula: str
    shape: str
    parameters: str
    multiply_adds: str
    keras: str
    words: str


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


def function_lines(activation: str, pre_activation: float) -> list[tuple[str, float]]:
    """Return the ledger's line before a function that is built into the layer; none where there is no function."""
    return [] if activation == "linear" else [(f"sum, before {activation}", pre_activation)]


def keras_line(kind: str, *arguments: Any, **options: Any) -> str:
    """Return the line of Keras code that makes a layer.

    Example:
        >>> keras_line("Conv2D", 6, (5, 5), padding="same")
        'Conv2D(6, 5, padding="same")'
    """

    def written(value: Any) -> str:
        if isinstance(value, list | tuple) and len(set(value)) == 1:
            value = value[0]
        return f'"{value}"' if isinstance(value, str) else str(value)

    parts = [written(argument) for argument in arguments]
    parts += [f"{name}={written(value)}" for name, value in options.items()]
    return f"{kind}({', '.join(parts)})"
