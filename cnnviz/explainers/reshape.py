"""A value of a reshape: the same value, at another place."""

from __future__ import annotations

from math import prod
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
    flat = int(np.ravel_multi_index(position, layer.output_shape))
    source = tuple(int(index) for index in np.unravel_index(flat, layer.input_shape))
    return RearrangedExplanation(value=float(input[source]), output=float(output[position]), source=source)


def geometry(layer: Layer) -> dict[str, Any]:
    """Return nothing: the shapes say it all."""
    return {}


def describe(layer: Layer) -> Description:
    """Return the words, with both shapes."""
    return Description(
        title="Reshape",
        formula="the same values, in the same order",
        shape=f"{shape_text(layer.input_shape)} = {shape_text(layer.output_shape)} = {layer.outputs:,}",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=f"Reshape({layer.output_shape})",
        words=(
            "All values are laid out in another shape: one after the other as they were, cell by cell and in each cell "
            "channel by channel. No value changes."
        ),
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return the target shape; -1 in it is what is left."""
    target = tuple(config["target_shape"])
    left = prod(shape) // prod(size for size in target if size != -1)
    return tuple(left if size == -1 else size for size in target)


KIND = LayerKind(
    roles={"Reshape": "layout"},
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
