"""A value of swapped axes: the same value, at the place that its row, column and channel have there."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, linear, no_multiply_adds, no_weights, signed_input
from cnnviz.explainers.parts.rearranged import RearrangedExplanation
from cnnviz.explainers.parts.spec import Shape
from cnnviz.layer import Layer, shape_text


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> RearrangedExplanation:
    """Return the RearrangedExplanation of output[position]."""
    (input,) = inputs
    # Axes count from 1 in Keras: the batch is the first.
    places = {axis - 1: index for axis, index in zip(layer.config["dims"], position, strict=True)}
    source = tuple(places[axis] for axis in range(len(position)))
    return RearrangedExplanation(value=float(input[source]), output=float(output[position]), source=source)


def geometry(layer: Layer) -> dict[str, Any]:
    """Return for each axis of the output which one of the input it was, counted from 0, and the input's sizes."""
    return {"axes": [axis - 1 for axis in layer.config["dims"]], "sizes": list(layer.input_shape)}


def describe(layer: Layer) -> Description:
    """Return the words, with the new order."""
    dims = tuple(layer.config["dims"])
    return Description(
        title="Permute",
        formula="the same value, with its axes in another order",
        shape=f"{shape_text(layer.input_shape)} becomes {shape_text(layer.output_shape)}",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=f"Permute({dims})",
        words="The axes change places, as in a table whose rows become its columns. No value changes.",
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return the sizes in their new order."""
    return tuple(shape[axis - 1] for axis in config["dims"])


KIND = LayerKind(
    roles={"Permute": "order"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=output_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=linear,
    signed=signed_input,
    specs=(),
)
