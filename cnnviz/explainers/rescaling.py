"""A rescaled value: times a factor, plus an offset. It brings pixels into the range that a network was trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.explainers.parts.added import added
from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import Arrays, LayerKind, linear, no_weights, same_shape
from cnnviz.layer import PICTURE, Layer


@dataclass(frozen=True)
class RescalingExplanation(Explanation):
    """One rescaled value.

    Attributes:
        input: What came in.
        scale: The factor.
        offset: What is added. value = scale * input + offset.
    """

    input: float
    scale: float
    offset: float

    def ledger(self) -> list[tuple[str, float]]:
        return [
            ("x, what came in", self.input),
            (f"times {self.scale:.6g}", self.scale * self.input),
            ("+ offset", self.offset),
        ]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> RescalingExplanation:
    """Return the RescalingExplanation of output[position]."""
    (input,) = inputs
    scale, offset = (numbers[position[-1]] for numbers in factors(layer))
    x = float(input[position])
    return RescalingExplanation(
        value=scale * x + offset, output=float(output[position]), input=x, scale=scale, offset=offset
    )


def factors(layer: Layer) -> tuple[list[float], list[float]]:
    """Return the scale and the offset of each channel."""
    channels = layer.output_shape[-1]
    scale, offset = (np.broadcast_to(np.ravel(layer.config[name]), channels) for name in ("scale", "offset"))
    return [float(each) for each in scale], [float(each) for each in offset]


def geometry(layer: Layer) -> dict[str, Any]:
    """Return the scale and the offset of each channel.

    Raises:
        UnsupportedLayerError: If there are more or fewer of them than channels.
    """
    for name in ("scale", "offset"):
        if np.size(layer.config[name]) not in (1, layer.output_shape[-1]):
            raise layer.unsupported(f"its {name} is neither one number nor one for each channel")
    scale, offset = factors(layer)
    return {"scale": scale, "offset": offset}


def describe(layer: Layer) -> Description:
    """Return the words, with the numbers where all channels have the same."""
    scale, offset = factors(layer)
    alike = len(set(scale)) == len(set(offset)) == 1
    amount = f"{scale[0]:g} · x{_signed(offset[0])}" if alike else "scale · x + offset, of each channel"
    options = {"offset": layer.config["offset"]} if any(offset) else {}
    return Description(
        title="Rescaling",
        formula=amount,
        shape="unchanged: one value in, one value out",
        parameters="0: nothing is learned here",
        multiply_adds=f"{'·'.join(str(size) for size in layer.output_shape)} = {layer.outputs:,}",
        keras=keras_line("Rescaling", layer.config["scale"], **options),
        words=(
            "The pixels are brought into the range of numbers that the network was trained on. A network that gets "
            "another range answers all the same, and wrongly."
            if layer.inputs in (None, (PICTURE,))
            else "Every value is multiplied by a factor, and an offset is added; neither was learned."
        )
        + added(layer),
    )


def _signed(number: float) -> str:
    if not number:
        return ""
    return f" {'−' if number < 0 else '+'} {abs(number):g}"


def multiply_adds(layer: Layer) -> int:
    """Return one for each value."""
    return layer.outputs


def signed(layer: Layer, input_signed: bool) -> bool:
    """Return whether values below zero can come out."""
    scale, offset = factors(layer)
    return input_signed or min(*scale, *offset) < 0


KIND = LayerKind(
    roles={"Rescaling": "normalisation"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=no_weights,
    multiply_adds=multiply_adds,
    activation=linear,
    signed=signed,
    specs=(),
)
