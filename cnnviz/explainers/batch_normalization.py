"""A batch normalisation's value: shifted and scaled by what its channel was like while the network was trained."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, linear, same_shape
from cnnviz.explainers.parts.spec import Shape, Spec
from cnnviz.layer import Layer


@dataclass(frozen=True)
class BatchNormalizationExplanation(Explanation):
    """One normalised value.

    Attributes:
        input: What came in.
        mean: The channel's moving mean.
        variance: The channel's moving variance.
        epsilon: The small number that keeps the root from being 0.
        normalised: (input - mean) / sqrt(variance + epsilon).
        gamma: The channel's learned scale; 1 where the layer has none.
        beta: The channel's learned shift; 0 where the layer has none. value = gamma * normalised + beta.
    """

    input: float
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
            (f"less the mean, {self.mean:.6g}", self.input - self.mean),
            (f"divided by √(variance + epsilon), {root:.6g}", self.normalised),
            (f"times gamma, {self.gamma:.6g}", self.gamma * self.normalised),
            ("+ beta", self.beta),
        ]


def explain(
    layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]
) -> BatchNormalizationExplanation:
    """Return the BatchNormalizationExplanation of output[position]: the arithmetic of a trained network.

    References:
        Ioffe & Szegedy, Batch Normalization, arXiv:1502.03167, algorithm 2.
    """
    (input,) = inputs
    channel = position[-1]
    mean, variance = (float(layer.weights[name][channel]) for name in ("moving_mean", "moving_variance"))
    gamma = float(layer.weights["gamma"][channel]) if "gamma" in layer.weights else 1.0
    beta = float(layer.weights["beta"][channel]) if "beta" in layer.weights else 0.0
    epsilon = layer.config["epsilon"]
    normalised = (float(input[position]) - mean) / math.sqrt(variance + epsilon)
    return BatchNormalizationExplanation(
        value=gamma * normalised + beta,
        output=float(output[position]),
        input=float(input[position]),
        mean=mean,
        variance=variance,
        epsilon=epsilon,
        normalised=normalised,
        gamma=gamma,
        beta=beta,
    )


def geometry(layer: Layer) -> dict[str, Any]:
    """Return epsilon.

    Raises:
        UnsupportedLayerError: If it normalises along another axis than that of the channels.
    """
    axis = layer.config["axis"]
    # The batch axis counts in Keras, so the last axis is also the one of this number.
    if axis not in (-1, len(layer.input_shape)):
        raise layer.unsupported(f"it normalises along axis {axis}, and only the last one, -1, works")
    return {"epsilon": layer.config["epsilon"]}


def describe(layer: Layer) -> Description:
    """Return the words, with what the layer has learned."""
    channels = layer.output_shape[-1]
    what = "channel" if len(layer.output_shape) == 3 else "unit"
    learned = [name for name in ("gamma", "beta") if name in layer.weights]
    options = {name: False for name, part in (("center", "beta"), ("scale", "gamma")) if part not in layer.weights}
    numbers = ", ".join([*learned, "mean and variance"])
    scaled = "gamma · (x − mean) / √(variance + ε)" if "gamma" in learned else "(x − mean) / √(variance + ε)"
    return Description(
        title="Batch norm",
        formula=scaled + " + beta" * ("beta" in learned),
        shape="unchanged: one value in, one value out",
        parameters=f"{len(layer.weights)}·{channels} = {layer.parameters:,}: {numbers} of each {what}",
        multiply_adds=f"{'·'.join(str(size) for size in layer.output_shape)} = {layer.outputs:,}",
        keras=keras_line("BatchNormalization", **options),
        words=(
            f"Every {what} is brought to a common size: its mean is taken off, and the rest is divided by how far its "
            "values usually spread. Mean and variance were measured while the network was trained"
            + (f"; {' and '.join(learned)} {'were' if len(learned) > 1 else 'was'} learned" if learned else "")
            + ". Layers that follow can count on values of a like size, so training is faster."
        ),
    )


def weight_shapes(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return one number a channel for each of gamma, beta, mean and variance that the layer has."""
    names = ["gamma"] * config["scale"] + ["beta"] * config["center"] + ["moving_mean", "moving_variance"]
    axis = config["axis"]
    # The batch axis counts in Keras.
    return {name: (shape[axis - 1 if axis > 0 else axis],) for name in names}


def multiply_adds(layer: Layer) -> int:
    """Return one for each value: mean, variance, gamma and beta make one factor and one summand a channel."""
    return layer.outputs


def signed(layer: Layer, input_signed: bool) -> bool:
    """Return True: what is less than the mean becomes negative."""
    return True


@dataclass(frozen=True)
class BatchNormalization(Spec):
    """A batch normalisation with Keras's own options."""

    mark = "b"
    title = "Batch normalisation"
    order = 5
    classes = ("BatchNormalization",)

    def config(self) -> dict[str, Any]:
        return {"axis": -1, "scale": True, "center": True, "epsilon": 0.001}


KIND = LayerKind(
    roles={"BatchNormalization": "normalisation"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=weight_shapes,
    multiply_adds=multiply_adds,
    activation=linear,
    signed=signed,
    specs=(BatchNormalization,),
)
