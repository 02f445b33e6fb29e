"""A separable convolution's value: each channel's window times its own kernel, then all of these weighed and added."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from cnnviz.arithmetic import ACTIVATIONS, activate, take_window
from cnnviz.explainers.parts.explanation import Description, Explanation, function_lines, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, built_in, signed_sum
from cnnviz.explainers.parts.spec import Shape
from cnnviz.explainers.parts.windows import axes, size_formula, windows_geometry
from cnnviz.layer import Layer


@dataclass(frozen=True)
class SeparableExplanation(Explanation):
    """One cell of a feature map.

    Attributes:
        depthwise: (channels,) float64: each channel's window times its own kernel, added up; with a multiplier of m
            there are m of them for each channel of the input.
        pointwise: (channels,) float32: the filter's weight for each of them.
        subtotals: (channels,) float64: depthwise * pointwise.
        bias: The filter's bias.
        pre_activation: subtotals.sum() + bias.
        activation: The function built into the layer; value = activation(pre_activation).
    """

    depthwise: np.ndarray
    pointwise: np.ndarray
    subtotals: np.ndarray
    bias: float
    pre_activation: float
    activation: str

    def ledger(self) -> list[tuple[str, float]]:
        channels = [(f"channel {channel}", float(subtotal)) for channel, subtotal in enumerate(self.subtotals)]
        return [*channels, ("+ bias", self.bias), *function_lines(self.activation, self.pre_activation)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> SeparableExplanation:
    """Return the SeparableExplanation of output[position].

    References:
        Chollet, Xception, arXiv:1610.02357.
    """
    (input,) = inputs
    row, col, channel = position
    rows, cols = axes(layer.config, layer.input_shape, "kernel_size")
    window = take_window(input, rows.indices(row), cols.indices(col)).astype(np.float64)
    products = window[..., None] * layer.weights["depthwise_kernel"]
    depthwise = products.sum(axis=(0, 1)).ravel()
    pointwise = layer.weights["pointwise_kernel"][0, 0, :, channel]
    subtotals = depthwise * pointwise
    bias = float(layer.bias[channel])
    pre_activation = float(subtotals.sum()) + bias
    return SeparableExplanation(
        value=activate(layer.activation, pre_activation),
        output=float(output[position]),
        depthwise=depthwise,
        pointwise=pointwise,
        subtotals=subtotals,
        bias=bias,
        pre_activation=pre_activation,
        activation=layer.activation,
    )


def geometry(layer: Layer) -> dict[str, Any]:
    """Return how the windows lie, and the function built in.

    Raises:
        UnsupportedLayerError: If its function is unknown.
    """
    if layer.activation not in ACTIVATIONS or layer.activation == "softmax":
        raise layer.unsupported(f"its activation {layer.activation!r} is unknown")
    windows = windows_geometry(*axes(layer.config, layer.input_shape, "kernel_size"))
    return {**windows, "activation": layer.activation}


def describe(layer: Layer) -> Description:
    """Return the words, with the sizes of the kernels."""
    rows, cols = axes(layer.config, layer.input_shape, "kernel_size")
    height, width = rows.kernel_size, cols.kernel_size
    between, filters = layer.weights["pointwise_kernel"].shape[2:]
    options: dict[str, Any] = {"strides": layer.config["strides"]} if max(rows.stride, cols.stride) > 1 else {}
    if rows.padding != "valid":
        options["padding"] = rows.padding
    bias = f" + {filters}"
    if "bias" not in layer.weights:
        bias, options["use_bias"] = "", False
    if layer.activation != "linear":
        options["activation"] = layer.activation
    size = (height, width) if height != width else height
    places = prod(layer.output_shape[:2])
    return Description(
        title=f"Separable {height}×{width}",
        formula="sum over channels of (window × its kernel) × weight, + bias",
        shape=size_formula(rows, cols),
        parameters=f"{height}·{width}·{between} + {between}·{filters}{bias} = {layer.parameters:,}",
        multiply_adds=f"{places:,}·({height * width}·{between} + {between}·{filters}) = {multiply_adds(layer):,}",
        keras=keras_line("SeparableConv2D", filters, size, **options),
        words=(
            f"First each channel has a {height} × {width} kernel of its own; then each of the {filters} filters weighs "
            "what they made and adds it up. It takes a fraction of a convolution's weights."
        ),
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return the maps' size, and a channel for each filter."""
    rows, cols = axes(config, shape, "kernel_size")
    return rows.output_size, cols.output_size, config["filters"]


def weight_shapes(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return the shapes of both kernels and the bias."""
    multiplier, filters = config.get("depth_multiplier", 1), config["filters"]
    weights: dict[str, Shape] = {
        "depthwise_kernel": (*config["kernel_size"], shape[-1], multiplier),
        "pointwise_kernel": (1, 1, shape[-1] * multiplier, filters),
    }
    return weights | ({"bias": (filters,)} if config.get("use_bias", True) else {})


def multiply_adds(layer: Layer) -> int:
    """Return one for each weight of both kernels at each place."""
    kernels = layer.weights["depthwise_kernel"].size + layer.weights["pointwise_kernel"].size
    return prod(layer.output_shape[:2]) * kernels


KIND = LayerKind(
    roles={"SeparableConv2D": "separable"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=output_shape,
    weight_shapes=weight_shapes,
    multiply_adds=multiply_adds,
    activation=built_in,
    signed=signed_sum,
    specs=(),
)
