"""Flatten's value: the same value, in a row with all others."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from cnnviz.explainers.parts.added import added
from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, linear, no_multiply_adds, no_weights, signed_input
from cnnviz.explainers.parts.spec import Shape, Spec
from cnnviz.layer import Layer, position_text, shape_text


@dataclass(frozen=True)
class FlattenExplanation(Explanation):
    """One value of the row.

    Attributes:
        source: (row, col, channel) in the layer before, or (token, feature), or (unit,).
    """

    source: tuple[int, ...]

    def ledger(self) -> list[tuple[str, float]]:
        return [(f"copied from {position_text(self.source)}", self.value)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> FlattenExplanation:
    """Return the FlattenExplanation of output[position]."""
    (input,) = inputs
    source = tuple(int(index) for index in np.unravel_index(position[0], layer.input_shape))
    return FlattenExplanation(value=float(input[source]), output=float(output[position]), source=source)


def geometry(layer: Layer) -> dict[str, Any]:
    """Return nothing: the shapes say it all."""
    return {}


def describe(layer: Layer) -> Description:
    """Return the words, with the sizes of the maps."""
    return Description(
        title="Flatten",
        formula="place = (row × width + col) × channels + channel",
        shape=f"{shape_text(layer.input_shape)} = {layer.outputs:,}",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line("Flatten"),
        words=(
            "All maps are laid out in one long row: cell by cell, and in each cell channel by channel. No value "
            "changes. What follows no longer knows which values were neighbours."
        )
        + added(layer),
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return (units,): as many as there are cells in all maps."""
    return (prod(shape),)


@dataclass(frozen=True)
class Flatten(Spec):
    """A flatten."""

    mark = "f"
    title = "Flatten"
    order = 7
    classes = ("Flatten",)


KIND = LayerKind(
    roles={"Flatten": "flatten"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=output_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=linear,
    signed=signed_input,
    specs=(Flatten,),
)
