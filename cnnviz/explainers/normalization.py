"""A value of a normalisation by given statistics: less the mean, divided by the standard deviation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, linear, same_shape
from cnnviz.explainers.parts.spec import Shape
from cnnviz.layer import Layer, shape_text

_EPSILON = 1e-7
"""Keras's smallest divisor, keras.config.epsilon()."""


@dataclass(frozen=True)
class NormalizationExplanation(Explanation):
    """One normalised value.

    Attributes:
        input: What came in.
        mean: The channel's mean, as it was given or measured.
        deviation: The root of its variance. value = (input - mean) / deviation.
    """

    input: float
    mean: float
    deviation: float

    def ledger(self) -> list[tuple[str, float]]:
        return [
            ("x, what came in", self.input),
            ("less the mean", self.mean),
            ("divided by the standard deviation", self.deviation),
        ]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> NormalizationExplanation:
    """Return the NormalizationExplanation of output[position]."""
    (input,) = inputs
    mean, deviation = (numbers[position[-1]] for numbers in statistics(layer))
    x = float(input[position])
    return NormalizationExplanation(
        value=(x - mean) / deviation, output=float(output[position]), input=x, mean=mean, deviation=deviation
    )


def statistics(layer: Layer) -> tuple[list[float], list[float]]:
    """Return the mean and the standard deviation of each channel."""
    channels = layer.output_shape[-1]
    mean, variance = (
        np.broadcast_to(np.ravel(np.asarray(layer.weights.get(name, layer.config.get(name)), np.float32)), channels)
        for name in ("mean", "variance")
    )
    deviation = np.maximum(np.sqrt(variance), np.float32(_EPSILON))
    return [float(each) for each in mean], [float(each) for each in deviation]


def geometry(layer: Layer) -> dict[str, Any]:
    """Return the mean and the standard deviation of each channel.

    Raises:
        UnsupportedLayerError: If it normalises along another axis, or backwards.
    """
    axis = layer.config.get("axis", -1)
    axes = list(axis) if isinstance(axis, list | tuple) else [axis]
    if axes not in ([-1], [len(layer.input_shape)], [None]) or layer.config.get("invert"):
        raise layer.unsupported("it normalises along another axis than the last one, or backwards")
    mean, deviation = statistics(layer)
    return {"mean": mean, "deviation": deviation}


def describe(layer: Layer) -> Description:
    """Return the words, with the numbers where all channels have the same."""
    mean, deviation = statistics(layer)
    alike = len(set(mean)) == len(set(deviation)) == 1
    numbers = f" = (x − {mean[0]:g}) / {deviation[0]:g}" if alike else ", of each channel"
    return Description(
        title="Normalization",
        formula="(x − mean) / deviation" + numbers,
        shape="unchanged: one value in, one value out",
        parameters="0: nothing is learned here"
        if not layer.weights
        else f"{layer.parameters:,}: measured, not learned",
        multiply_adds=f"{shape_text(layer.output_shape)} = {layer.outputs:,}",
        keras="Normalization(mean=…, variance=…)",
        words=(
            "The mean of the training pictures is taken off, and the rest is divided by how far their values spread: "
            "the numbers that follow are centred and of a like size."
        ),
    )


def weight_shapes(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return the shapes of what was measured; nothing where mean and variance are given."""
    if config.get("mean") is not None:
        return {}
    return {"mean": shape[-1:], "variance": shape[-1:], "count": ()}


def multiply_adds(layer: Layer) -> int:
    """Return one for each value."""
    return layer.outputs


def signed(layer: Layer, input_signed: bool) -> bool:
    """Return whether values below zero can come out."""
    return input_signed or max(statistics(layer)[0]) > 0


KIND = LayerKind(
    roles={"Normalization": "normalisation"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=weight_shapes,
    multiply_adds=multiply_adds,
    activation=linear,
    signed=signed,
    specs=(),
)
