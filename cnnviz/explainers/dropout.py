"""Dropout's value: while a picture is read, the same value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import (
    Arrays,
    LayerKind,
    linear,
    no_multiply_adds,
    no_weights,
    same_shape,
    signed_input,
)
from cnnviz.explainers.parts.parameters import Share
from cnnviz.explainers.parts.spec import Spec
from cnnviz.layer import Layer


@dataclass(frozen=True)
class DropoutExplanation(Explanation):
    """One value that passes unchanged.

    Attributes:
        rate: The share of values that were set to 0 at random while the network was trained.
    """

    rate: float

    def ledger(self) -> list[tuple[str, float]]:
        return [("passes unchanged", self.value)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> DropoutExplanation:
    """Return the DropoutExplanation of output[position]."""
    (input,) = inputs
    return DropoutExplanation(value=float(input[position]), output=float(output[position]), rate=layer.config["rate"])


def geometry(layer: Layer) -> dict[str, Any]:
    """Return the rate."""
    return {"rate": layer.config["rate"]}


def describe(layer: Layer) -> Description:
    """Return the words, with the rate."""
    rate = layer.config["rate"]
    return Description(
        title="Dropout",
        formula="unchanged (only training drops values)",
        shape="unchanged",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line("Dropout", rate),
        words=(
            f"While the network was trained, {rate:.0%} of these values were set to 0 at random, so that no unit "
            "could rely on a single other. When it reads a picture, every value passes unchanged."
        ),
    )


@dataclass(frozen=True)
class Dropout(Spec):
    """A dropout."""

    mark = "o"
    title = "Dropout"
    order = 6
    classes = ("Dropout",)

    rate: Annotated[float, Share("", "rate")] = 0.5


KIND = LayerKind(
    roles={"Dropout": "identity"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=linear,
    signed=signed_input,
    specs=(Dropout,),
)
