"""A value where branches meet: the sum, difference, product, mean, largest or smallest of what each brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation
from cnnviz.explainers.parts.kind import Arrays, LayerKind, linear, no_multiply_adds, no_weights, same_shape
from cnnviz.layer import Layer, as_maps

OPERATIONS: dict[str, tuple[str, str, Callable[[np.ndarray], float]]] = {
    "Add": ("+", "the sum", lambda values: float(values.sum())),
    "Subtract": ("−", "the difference", lambda values: float(values[0] - values[1])),
    "Multiply": ("×", "the product", lambda values: float(prod(values))),
    "Average": ("mean", "the mean", lambda values: float(values.mean())),
    "Maximum": ("max", "the largest", lambda values: float(values.max())),
    "Minimum": ("min", "the smallest", lambda values: float(values.min())),
}
"""Keras class -> its sign, what it makes, and the function of the values of all inputs."""


@dataclass(frozen=True)
class MergingExplanation(Explanation):
    """One value and what it was made of.

    Attributes:
        terms: (inputs,) float64: the value that each input has at that place; one row or column serves all.
        operation: The sign: "+", "−", "×", "mean", "max" or "min".
    """

    terms: np.ndarray
    operation: str

    def ledger(self) -> list[tuple[str, float]]:
        sign = f"{self.operation} " if len(self.operation) == 1 else ""
        return [(f"{sign if place else ''}input {place}", float(term)) for place, term in enumerate(self.terms)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> MergingExplanation:
    """Return the MergingExplanation of output[position]."""
    terms = np.array([_at(input, position) for input in inputs], np.float64)
    sign, _, function = OPERATIONS[layer.kind]
    return MergingExplanation(value=function(terms), output=float(output[position]), terms=terms, operation=sign)


def _at(input: np.ndarray, position: tuple[int, ...]) -> float:
    return float(input[tuple(0 if size == 1 else index for index, size in zip(position, input.shape, strict=True))])


def geometry(layer: Layer) -> dict[str, Any]:
    """Return the sign.

    Raises:
        UnsupportedLayerError: If its inputs have different numbers of axes.
    """
    if len({len(shape) for shape in layer.input_shapes}) > 1:
        raise layer.unsupported("its inputs have different numbers of axes")
    return {"operation": OPERATIONS[layer.kind][0], "input_shapes": [as_maps(shape) for shape in layer.input_shapes]}


def describe(layer: Layer) -> Description:
    """Return the words."""
    _, makes, _ = OPERATIONS[layer.kind]
    count = len(layer.input_shapes)
    shared = any(shape != layer.output_shape for shape in layer.input_shapes)
    words = f"{count} branches meet here: each value is {makes} of the values that they have at the same place."
    if layer.kind == "Add":
        words += " One of them often is a short cut round some layers, which then only have to learn what to change."
    return Description(
        title=layer.kind,
        formula=f"{makes} of {count} values",
        shape="unchanged" + ("; a single row or column serves all" if shared else ""),
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=f"{layer.kind}()",
        words=words,
    )


def signed(layer: Layer, input_signed: bool) -> bool:
    """Return whether values below zero can come out."""
    return input_signed or layer.kind == "Subtract"


KIND = LayerKind(
    roles=dict.fromkeys(OPERATIONS, "merge"),
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=linear,
    signed=signed,
    specs=(),
)
