"""A depthwise convolution's value: the window on one channel times that channel's own kernel, plus the bias."""

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
class DepthwiseExplanation(Explanation):
    """One cell of a feature map.

    Attributes:
        rows: (kernel_h,) int: the input rows under the kernel; those outside the input are padding.
        cols: (kernel_w,) int: likewise the columns.
        source: The channel of the input that the window lies on.
        window: (kernel_h, kernel_w) float32: that channel under the kernel, 0 in the padding.
        kernel: (kernel_h, kernel_w) float32: the channel's own weights.
        products: (kernel_h, kernel_w) float64: window * kernel.
        bias: The bias.
        pre_activation: products.sum() + bias.
        activation: The function built into the layer; value = activation(pre_activation).
    """

    rows: np.ndarray
    cols: np.ndarray
    source: int
    window: np.ndarray
    kernel: np.ndarray
    products: np.ndarray
    bias: float
    pre_activation: float
    activation: str

    def ledger(self) -> list[tuple[str, float]]:
        row = [(f"products of row {row}", float(products.sum())) for row, products in enumerate(self.products)]
        return [*row, ("+ bias", self.bias), *function_lines(self.activation, self.pre_activation)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> DepthwiseExplanation:
    """Return the DepthwiseExplanation of output[position].

    References:
        Chollet, Xception, arXiv:1610.02357.
    """
    (input,) = inputs
    row, col, channel = position
    rows, cols = axes(layer.config, layer.input_shape, "kernel_size")
    row_indices, col_indices = rows.indices(row), cols.indices(col)
    source, copy = divmod(channel, _multiplier(layer))
    window = take_window(input, row_indices, col_indices)[..., source]
    kernel = layer.weights["kernel"][..., source, copy]
    products = window.astype(np.float64) * kernel
    bias = float(layer.bias[channel])
    pre_activation = float(products.sum()) + bias
    return DepthwiseExplanation(
        value=activate(layer.activation, pre_activation),
        output=float(output[position]),
        rows=row_indices,
        cols=col_indices,
        source=source,
        window=window,
        kernel=kernel,
        products=products,
        bias=bias,
        pre_activation=pre_activation,
        activation=layer.activation,
    )


def _multiplier(layer: Layer) -> int:
    return int(layer.config.get("depth_multiplier", 1))


def geometry(layer: Layer) -> dict[str, Any]:
    """Return how the windows lie, how many maps each channel makes, and the function built in.

    Raises:
        UnsupportedLayerError: If its function is unknown.
    """
    if layer.activation not in ACTIVATIONS or layer.activation == "softmax":
        raise layer.unsupported(f"its activation {layer.activation!r} is unknown")
    windows = windows_geometry(*axes(layer.config, layer.input_shape, "kernel_size"))
    return {**windows, "multiplier": _multiplier(layer), "activation": layer.activation}


def describe(layer: Layer) -> Description:
    """Return the words, with the sizes of the kernels."""
    rows, cols = axes(layer.config, layer.input_shape, "kernel_size")
    height, width, channels = rows.kernel_size, cols.kernel_size, layer.output_shape[-1]
    options: dict[str, Any] = {"strides": layer.config["strides"]} if max(rows.stride, cols.stride) > 1 else {}
    if rows.padding != "valid":
        options["padding"] = rows.padding
    if _multiplier(layer) > 1:
        options["depth_multiplier"] = _multiplier(layer)
    bias = f" + {channels}"
    if "bias" not in layer.weights:
        bias, options["use_bias"] = "", False
    if layer.activation != "linear":
        options["activation"] = layer.activation
    places = prod(layer.output_shape[:2])
    size = (height, width) if height != width else height
    return Description(
        title=f"Depthwise {height}×{width}",
        formula="sum of window × the channel's own kernel, + bias",
        shape=size_formula(rows, cols),
        parameters=f"{height}·{width}·{channels}{bias} = {layer.parameters:,}",
        multiply_adds=f"{places:,}·{height * width}·{channels} = {multiply_adds(layer):,}",
        keras=keras_line("DepthwiseConv2D", size, **options),
        words=(
            f"Each channel has a {height} × {width} kernel of its own that slides over it alone: nothing of the other "
            "channels comes in. It takes a fraction of a convolution's weights; a convolution of 1 × 1 usually follows "
            "and mixes the channels."
        ),
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return the maps' size, and as many channels as come in times the multiplier."""
    rows, cols = axes(config, shape, "kernel_size")
    return rows.output_size, cols.output_size, shape[-1] * config.get("depth_multiplier", 1)


def weight_shapes(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return the shapes of the kernel and the bias."""
    multiplier = config.get("depth_multiplier", 1)
    weights: dict[str, Shape] = {"kernel": (*config["kernel_size"], shape[-1], multiplier)}
    return weights | ({"bias": (shape[-1] * multiplier,)} if config.get("use_bias", True) else {})


def multiply_adds(layer: Layer) -> int:
    """Return one for each weight of a channel's kernel at each place."""
    height, width, *_ = layer.weights["kernel"].shape
    return int(height) * int(width) * layer.outputs


KIND = LayerKind(
    roles={"DepthwiseConv2D": "depthwise"},
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
