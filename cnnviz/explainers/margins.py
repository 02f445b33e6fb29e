"""A value of padded or cropped maps: that of the cell it was, or zero in the margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import (
    Arrays,
    Config,
    LayerKind,
    linear,
    no_multiply_adds,
    no_weights,
    signed_input,
)
from cnnviz.explainers.parts.spec import Shape
from cnnviz.layer import Layer


@dataclass(frozen=True)
class MarginExplanation(Explanation):
    """One value.

    Attributes:
        source: (row, col, channel) of the input; None in the margin.
    """

    source: tuple[int, int, int] | None

    def ledger(self) -> list[tuple[str, float]]:
        if self.source is None:
            return [("a zero of the margin", 0.0)]
        row, col, channel = self.source
        return [(f"row {row}, column {col}, channel {channel} of the input", self.value)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> MarginExplanation:
    """Return the MarginExplanation of output[position]."""
    (input,) = inputs
    (top, _), (left, _) = _added(layer.kind, layer.config)
    row, col, channel = position[0] - top, position[1] - left, position[2]
    inside = 0 <= row < layer.input_shape[0] and 0 <= col < layer.input_shape[1]
    return MarginExplanation(
        value=float(input[row, col, channel]) if inside else 0.0,
        output=float(output[position]),
        source=(row, col, channel) if inside else None,
    )


def _added(kind: str, config: Config) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the rows added above and below, and the columns left and right; cropped ones are negative."""
    given, sign = (config["cropping"], -1) if kind == "Cropping2D" else (config["padding"], 1)
    (top, bottom), (left, right) = given
    return (sign * top, sign * bottom), (sign * left, sign * right)


def geometry(layer: Layer) -> dict[str, Any]:
    """Return that each cell is one of the input's, and by how many rows and columns they are moved."""
    (top, _), (left, _) = _added(layer.kind, layer.config)
    return {
        "kernel_size": [1, 1],
        "strides": [1, 1],
        "dilation_rate": [1, 1],
        "pad_top": top,
        "pad_left": left,
    }


def describe(layer: Layer) -> Description:
    """Return the words, with the margins."""
    crops = layer.kind == "Cropping2D"
    given = layer.config["cropping" if crops else "padding"]
    (top, bottom), (left, right) = given
    sign = "−" if crops else "+"
    height, width = layer.input_shape[:2]
    return Description(
        title="Cropping" if crops else "Zero padding",
        formula="a cell of the middle" if crops else "the same value; 0 in the margin",
        shape=f"{height} {sign} {top} {sign} {bottom} = {layer.output_shape[0]} rows, "
        f"{width} {sign} {left} {sign} {right} = {layer.output_shape[1]} columns",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line(layer.kind, tuple(tuple(pair) for pair in given)),
        words=(
            "The outermost rows and columns are cut off."
            if crops
            else "Rows and columns of zeros are put around every map, so that the next kernel can also lie on its edge."
        ),
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return the maps' size with what is added or cut off."""
    kind = "Cropping2D" if "cropping" in config else "ZeroPadding2D"
    rows, cols = _added(kind, config)
    return shape[0] + sum(rows), shape[1] + sum(cols), shape[2]


KIND = LayerKind(
    roles={"ZeroPadding2D": "margin", "Cropping2D": "margin"},
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
