"""A parametric ReLU's value: what came in where it is above zero, and a learned part of it where it is below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, same_shape, signed_input
from cnnviz.explainers.parts.spec import Shape
from cnnviz.layer import Layer, shape_text


@dataclass(frozen=True)
class PReLUExplanation(Explanation):
    """One value and what went in.

    Attributes:
        input: What came in.
        slope: The learned slope below zero at this place. value = input above 0, slope * input below.
    """

    input: float
    slope: float

    def ledger(self) -> list[tuple[str, float]]:
        if self.input > 0:
            return [("z, what came in: above 0, so it passes unchanged", self.input)]
        return [
            ("z, what came in: not above 0", self.input),
            ("the learned slope that it is multiplied by", self.slope),
        ]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> PReLUExplanation:
    """Return the PReLUExplanation of output[position].

    References:
        He, Zhang, Ren & Sun, Delving Deep into Rectifiers, arXiv:1502.01852.
    """
    (input,) = inputs
    z = float(input[position])
    slope = float(np.broadcast_to(layer.weights["alpha"], layer.output_shape)[position])
    return PReLUExplanation(value=z if z > 0 else slope * z, output=float(output[position]), input=z, slope=slope)


def geometry(layer: Layer) -> dict[str, Any]:
    """Return the shape of the slopes: an axis of one serves all."""
    return {"slopes": list(layer.weights["alpha"].shape)}


def describe(layer: Layer) -> Description:
    """Return the words, with how many slopes there are."""
    shape = layer.weights["alpha"].shape
    options = {"shared_axes": [1, 2]} if layer.config.get("shared_axes") else {}
    for_each = "channel" if options else "place"
    return Description(
        title="Parametric ReLU",
        formula="z above 0, slope · z below",
        shape="unchanged: one value in, one value out",
        parameters=f"{shape_text(shape)} = {layer.parameters:,}: a slope for each {for_each}",
        multiply_adds=f"{layer.outputs:,}",
        keras=keras_line("PReLU", **options),
        words=(
            "Positive values pass unchanged. Negative ones are multiplied by a slope that was learned, one for each "
            f"{for_each}: where it is 0 this is a ReLU."
        ),
    )


def weight_shapes(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return the shape of the slopes: the input's, with one for all along shared axes."""
    shared = config.get("shared_axes") or []
    return {"alpha": tuple(1 if axis in shared else size for axis, size in enumerate(shape, 1))}


def multiply_adds(layer: Layer) -> int:
    """Return one for each value."""
    return layer.outputs


def activation(layer: Layer) -> str:
    """Return "prelu"."""
    return "prelu"


KIND = LayerKind(
    roles={"PReLU": "function"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=weight_shapes,
    multiply_adds=multiply_adds,
    activation=activation,
    signed=signed_input,
    specs=(),
)
