"""A layer or group normalisation's value: shifted and scaled by what the values beside it are like in this picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, linear, same_shape
from cnnviz.explainers.parts.spec import Shape
from cnnviz.layer import Layer, shape_text


@dataclass(frozen=True)
class LayerNormalizationExplanation(Explanation):
    """One normalised value.

    Attributes:
        input: What came in.
        count: How many values it was normalised with: those of its cell, or of its group of channels.
        mean: Their mean, in this picture.
        variance: Their variance, in this picture.
        epsilon: The small number that keeps the root from being 0.
        normalised: (input - mean) / sqrt(variance + epsilon).
        gamma: The channel's learned scale; 1 where the layer has none.
        beta: The channel's learned shift; 0 where the layer has none. value = gamma * normalised + beta.
    """

    input: float
    count: int
    mean: float
    variance: float
    epsilon: float
    normalised: float
    gamma: float
    beta: float

    def ledger(self) -> list[tuple[str, float]]:
        root = math.sqrt(self.variance + self.epsilon)
        return [
            ("x, what came in", self.input),
            (f"less the mean of {self.count:,} values, {self.mean:.6g}", self.input - self.mean),
            (f"divided by √(their variance + epsilon), {root:.6g}", self.normalised),
            (f"times gamma, {self.gamma:.6g}", self.gamma * self.normalised),
            ("+ beta", self.beta),
        ]


def explain(
    layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]
) -> LayerNormalizationExplanation:
    """Return the LayerNormalizationExplanation of output[position].

    References:
        Ba, Kiros & Hinton, Layer Normalization, arXiv:1607.06450; Wu & He, Group Normalization, arXiv:1803.08494.
    """
    (input,) = inputs
    channel, size = position[-1], channels_together(layer)
    if layer.kind == "GroupNormalization":
        first = channel // size * size
        others = input[..., first : first + size]
    else:
        others = input[position[:-1]]
    mean, variance = float(others.mean(dtype=np.float64)), float(others.var(dtype=np.float64))
    gamma, beta = (
        float(layer.weights[name][channel]) if name in layer.weights else missing
        for name, missing in (("gamma", 1.0), ("beta", 0.0))
    )
    epsilon = layer.config["epsilon"]
    normalised = (float(input[position]) - mean) / math.sqrt(variance + epsilon)
    return LayerNormalizationExplanation(
        value=gamma * normalised + beta,
        output=float(output[position]),
        input=float(input[position]),
        count=others.size,
        mean=mean,
        variance=variance,
        epsilon=epsilon,
        normalised=normalised,
        gamma=gamma,
        beta=beta,
    )


def channels_together(layer: Layer) -> int:
    """Return how many channels are normalised together."""
    channels = layer.input_shape[-1]
    if layer.kind == "LayerNormalization":
        return channels
    groups: int = layer.config["groups"]
    return channels // (channels if groups == -1 else groups)


def geometry(layer: Layer) -> dict[str, Any]:
    """Return epsilon, how many channels are normalised together, and whether over whole maps.

    Raises:
        UnsupportedLayerError: If it normalises along other axes, or by the variance alone.
    """
    axis = layer.config["axis"]
    axes = list(axis) if isinstance(axis, list | tuple) else [axis]
    if axes not in ([-1], [len(layer.input_shape)]):
        raise layer.unsupported(f"it normalises along axis {axis}, and only the last one, -1, works")
    if layer.config.get("rms_scaling"):
        raise layer.unsupported("it scales by the variance alone, and only the usual normalisation works")
    return {
        "epsilon": layer.config["epsilon"],
        "together": channels_together(layer),
        "over_maps": layer.kind == "GroupNormalization",
    }


def describe(layer: Layer) -> Description:
    """Return the words, with what the layer has learned."""
    channels, together = layer.output_shape[-1], channels_together(layer)
    is_group = layer.kind == "GroupNormalization"
    what = {3: "channel", 2: "feature", 1: "unit"}[len(layer.output_shape)]
    where = {3: "cell", 2: "token", 1: "row"}[len(layer.output_shape)]
    learned = [name for name in ("gamma", "beta") if name in layer.weights]
    options: dict[str, Any] = {"groups": layer.config["groups"]} if is_group else {}
    options |= {name: False for name, part in (("center", "beta"), ("scale", "gamma")) if part not in layer.weights}
    scaled = "gamma · (x − mean) / √(variance + ε)" if "gamma" in learned else "(x − mean) / √(variance + ε)"
    among = f"whole maps of {together} {what}s" if is_group else f"the {together:,} {what}s of its {where}"
    return Description(
        title="Group norm" if is_group else "Layer norm",
        formula=scaled + " + beta" * ("beta" in learned),
        shape="unchanged: one value in, one value out",
        parameters=f"{len(learned)}·{channels} = {layer.parameters:,}"
        + (f": {' and '.join(learned)} of each {what}" if learned else ""),
        multiply_adds=f"{shape_text(layer.output_shape)} = {layer.outputs:,}",
        keras=keras_line(layer.kind, **options),
        words=(
            f"Every value is compared with {among}: their mean is taken off, and the rest is divided by how far they "
            "spread. Unlike in a batch normalisation both are of this picture, not of the training"
            + (f"; {' and '.join(learned)} {'were' if len(learned) > 1 else 'was'} learned" if learned else "")
            + "."
        ),
    )


def weight_shapes(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return one number a channel for each of gamma and beta that the layer has."""
    names = ["gamma"] * config["scale"] + ["beta"] * config["center"]
    return {name: shape[-1:] for name in names}


def multiply_adds(layer: Layer) -> int:
    """Return one for each value: mean, variance, gamma and beta make one factor and one summand."""
    return layer.outputs


def signed(layer: Layer, input_signed: bool) -> bool:
    """Return True: what is less than the mean becomes negative."""
    return True


KIND = LayerKind(
    roles={"LayerNormalization": "across", "GroupNormalization": "whole"},
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
