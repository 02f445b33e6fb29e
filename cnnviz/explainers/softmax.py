"""Softmax's value: one exponential's share of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.explainers.parts.added import added
from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import Arrays, LayerKind, no_multiply_adds, no_weights, same_shape
from cnnviz.explainers.parts.spec import Spec
from cnnviz.layer import Layer


@dataclass(frozen=True)
class SoftmaxExplanation(Explanation):
    """One probability.

    Attributes:
        logits: (n,) float32: on maps and tokens those at one place.
        largest: The largest logit. It is taken off every logit, which keeps e^z small and the shares as they were.
        exponentials: (n,) float64: e^(logit - largest).
        total: Their sum; value = exponentials[unit] / total.
    """

    logits: np.ndarray
    largest: float
    exponentials: np.ndarray
    total: float

    def ledger(self) -> list[tuple[str, float]]:
        shares = [
            (f"unit {unit}: e^({logit:.6g} - {self.largest:.6g})", float(exponential))
            for unit, (logit, exponential) in enumerate(zip(self.logits, self.exponentials, strict=True))
        ]
        return [*shares, ("sum of all", self.total)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> SoftmaxExplanation:
    """Return the SoftmaxExplanation of output[position]."""
    (input,) = inputs
    *place, unit = position
    # On maps and tokens there is one softmax at every place.
    input = input[tuple(place)]
    logits = input.astype(np.float64)
    exponentials = np.exp(logits - logits.max())
    total = float(exponentials.sum())
    return SoftmaxExplanation(
        value=float(exponentials[unit] / total),
        output=float(output[position]),
        logits=input,
        largest=float(logits.max()),
        exponentials=exponentials,
        total=total,
    )


def geometry(layer: Layer) -> dict[str, Any]:
    """Return nothing: the logits say it all.

    Raises:
        UnsupportedLayerError: If it compares values along another axis than the last one.
    """
    axis = layer.config.get("axis", -1)
    if axis not in (-1, len(layer.input_shape), [-1], [len(layer.input_shape)]):
        raise layer.unsupported(f"it compares values along axis {axis}, and only the last one, -1, works")
    return {}


def describe(layer: Layer) -> Description:
    """Return the words."""
    return Description(
        title="Softmax",
        formula="e^logit / sum of all e^logit",
        shape="unchanged: one probability for each logit",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line("Softmax"),
        words=(
            "Each logit becomes a power of e, and each power is divided by the sum of all. So the results are positive "
            "and add up to 1: probabilities. A logit that is larger by 1 makes its probability 2.72 times as large."
        )
        + added(layer),
    )


def activation(layer: Layer) -> str:
    """Return "softmax"."""
    return "softmax"


def signed(layer: Layer, input_signed: bool) -> bool:
    """Return False: a probability is at least 0."""
    return False


@dataclass(frozen=True)
class Softmax(Spec):
    """A softmax over all values."""

    mark = "z"
    title = "Softmax"
    order = 10
    classes = ("Softmax",)
    needs = "row"


KIND = LayerKind(
    roles={"Softmax": "probabilities"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=activation,
    signed=signed,
    specs=(Softmax,),
)
