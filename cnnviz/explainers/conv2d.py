"""A convolution's value: the window times the kernel, added up over all input channels, plus the bias.

With groups a filter reads the channels of its own group alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Annotated, Any

import numpy as np

from cnnviz.arithmetic import ACTIVATIONS, activate, softmax, take_window
from cnnviz.explainers.parts.explanation import Description, Explanation, function_lines, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, built_in, kernel_and_bias, signed_sum
from cnnviz.explainers.parts.parameters import OneOf, Pair, Whole
from cnnviz.explainers.parts.spec import BIAS, BUILT_IN, PADDING, Shape, Size, Spec
from cnnviz.explainers.parts.windows import axes, size_formula, window_misfit, windows_geometry
from cnnviz.layer import Layer


@dataclass(frozen=True)
class ConvolutionExplanation(Explanation):
    """One cell of a feature map.

    Attributes:
        first: The first of the input channels that the filter reads: 0 without groups.
        rows: (kernel_h,) int: the input rows under the kernel; those outside the input are padding.
        cols: (kernel_w,) int: likewise the columns.
        window: (kernel_h, kernel_w, in_channels) float32: the input under the kernel, 0 in the padding.
        kernel: (kernel_h, kernel_w, in_channels) float32: the filter's weights.
        products: (kernel_h, kernel_w, in_channels) float64: window * kernel.
        subtotals: (in_channels,) float64: the products of each input channel added up.
        bias: The filter's bias.
        pre_activation: subtotals.sum() + bias.
        activation: The function built into the layer; value = activation(pre_activation).
    """

    first: int
    rows: np.ndarray
    cols: np.ndarray
    window: np.ndarray
    kernel: np.ndarray
    products: np.ndarray
    subtotals: np.ndarray
    bias: float
    pre_activation: float
    activation: str

    def ledger(self) -> list[tuple[str, float]]:
        channels = [(f"channel {channel}", float(sum)) for channel, sum in enumerate(self.subtotals, self.first)]
        return [*channels, ("+ bias", self.bias), *function_lines(self.activation, self.pre_activation)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> ConvolutionExplanation:
    """Return the ConvolutionExplanation of output[position].

    References:
        Goodfellow, Bengio & Courville, Deep Learning (2016), equation 9.6: cross-correlation.
    """
    (input,) = inputs
    row, col, channel = position
    rows, cols = axes(layer.config, layer.input_shape, "kernel_size")
    row_indices, col_indices = rows.indices(row), cols.indices(col)
    first, reads = channels_read(layer, channel)
    window = take_window(input, row_indices, col_indices)[..., first : first + reads]
    kernel = layer.weights["kernel"][..., channel]
    products = window.astype(np.float64) * kernel
    subtotals = products.sum(axis=(0, 1))
    bias = float(layer.bias[channel])
    pre_activation = float(subtotals.sum()) + bias
    if layer.activation == "softmax":
        # It compares all filters at this place; they are one group.
        sums = np.tensordot(window.astype(np.float64), layer.weights["kernel"], 3) + layer.bias
        value = float(softmax(sums)[channel])
    else:
        value = activate(layer.activation, pre_activation)
    return ConvolutionExplanation(
        value=value,
        output=float(output[position]),
        first=first,
        rows=row_indices,
        cols=col_indices,
        window=window,
        kernel=kernel,
        products=products,
        subtotals=subtotals,
        bias=bias,
        pre_activation=pre_activation,
        activation=layer.activation,
    )


def channels_read(layer: Layer, filter: int) -> tuple[int, int]:
    """Return the first of the input channels that a filter reads, and how many it reads."""
    groups = layer.config.get("groups", 1)
    reads = layer.input_shape[-1] // groups
    return filter // (layer.output_shape[-1] // groups) * reads, reads


def geometry(layer: Layer) -> dict[str, Any]:
    """Return how the windows lie, the number of groups, and the function built in.

    Raises:
        UnsupportedLayerError: If its function is unknown, or a softmax in groups.
    """
    config, groups = layer.config, layer.config.get("groups", 1)
    if layer.activation not in ACTIVATIONS or (layer.activation == "softmax" and groups > 1):
        raise layer.unsupported(f"its activation {layer.activation!r} is unknown")
    windows = windows_geometry(*axes(config, layer.input_shape, "kernel_size"))
    return {**windows, "groups": groups, "activation": layer.activation}


def describe(layer: Layer) -> Description:
    """Return the words, with the sizes of the kernel and of the maps."""
    rows, cols = axes(layer.config, layer.input_shape, "kernel_size")
    groups = layer.config.get("groups", 1)
    in_channels, filters = layer.input_shape[-1] // groups, layer.output_shape[-1]
    height, width = rows.kernel_size, cols.kernel_size
    weights = height * width * in_channels
    options: dict[str, Any] = {"strides": layer.config["strides"]} if max(rows.stride, cols.stride) > 1 else {}
    if rows.padding != "valid":
        options["padding"] = rows.padding
    if max(rows.dilation_rate, cols.dilation_rate) > 1:
        options["dilation_rate"] = (rows.dilation_rate, cols.dilation_rate)
    if groups > 1:
        options["groups"] = groups
    bias = f" + {filters}"
    if "bias" not in layer.weights:
        bias, options["use_bias"] = "", False
    if layer.activation != "linear":
        options["activation"] = layer.activation
    out_height, out_width = layer.output_shape[:2]
    places = out_height * out_width
    return Description(
        title=f"Conv {height}×{width}" + (f", {groups} groups" if groups > 1 else ""),
        formula="sum of window × kernel, + bias",
        shape=size_formula(rows, cols),
        parameters=f"{height}·{width}·{in_channels}·{filters}{bias} = {layer.parameters:,}",
        multiply_adds=f"{out_height}·{out_width}·{weights:,}·{filters} = {places * weights * filters:,}",
        keras=keras_line("Conv2D", filters, (height, width), **options),
        words=(
            f"A kernel of {weights:,} weights slides over the layer before. Where the window under it looks like "
            "its pattern the sum is large (blue); where it looks like the opposite it is negative (orange). "
            f"The same weights are used at all {places:,} places: that is why a convolution needs so few."
            + (f" Each filter reads only the {in_channels} channels of its own group." if groups > 1 else "")
        ),
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return (height, width, filters)."""
    return (*(axis.output_size for axis in axes(config, shape, "kernel_size")), config["filters"])


def weight_shapes(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return (kernel_h, kernel_w, in_channels of a group, filters) for the kernel, and (filters,) for the bias."""
    read = shape[-1] // config.get("groups", 1)
    return kernel_and_bias(config, (*config["kernel_size"], read, config["filters"]))


def multiply_adds(layer: Layer) -> int:
    """Return the kernel's weights times the places where it is laid."""
    return layer.weights["kernel"].size * prod(layer.output_shape[:2])


@dataclass(frozen=True)
class Convolution(Spec):
    """A convolution in one group."""

    mark = "c"
    title = "Convolution"
    order = 1
    classes = ("Conv2D",)
    needs = "maps"

    filters: Annotated[int, Whole("", "filters", most=8192)] = 32
    kernel_size: Annotated[Size, Pair("k", "kernel", most=99)] = (3, 3)
    strides: Annotated[Size, Pair("s", "stride", most=99)] = (1, 1)
    padding: Annotated[str, PADDING] = "valid"
    dilation_rate: Annotated[Size, Pair("d", "dilation", most=99)] = (1, 1)
    activation: Annotated[str, OneOf("then", BUILT_IN)] = "linear"
    use_bias: Annotated[bool, BIAS] = True

    def misfit(self, shape: Shape) -> str | None:
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            return "Keras has no stride and dilation above 1 in one convolution: set one of the two to 1."
        return window_misfit(shape, self.kernel_size, self.padding, self.dilation_rate)


KIND = LayerKind(
    roles={"Conv2D": "filters"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=output_shape,
    weight_shapes=weight_shapes,
    multiply_adds=multiply_adds,
    activation=built_in,
    signed=signed_sum,
    specs=(Convolution,),
)
