"""A transposed convolution's value: every cell whose kernel lies over it, times the weight there, plus the bias."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from cnnviz.arithmetic import ACTIVATIONS, Axis, activate
from cnnviz.explainers.parts.explanation import Description, Explanation, function_lines, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, built_in, signed_sum
from cnnviz.explainers.parts.spec import Shape
from cnnviz.layer import Layer


@dataclass(frozen=True)
class TransposedExplanation(Explanation):
    """One cell of a feature map.

    Attributes:
        rows: (n,) int: the input rows whose kernels lie over the cell.
        cols: (m,) int: likewise the columns.
        window: (n, m, in_channels) float32: the input's cells there.
        kernel: (n, m, in_channels) float32: the weight with which each lies over the cell.
        products: (n, m, in_channels) float64: window * kernel.
        subtotals: (in_channels,) float64: the products of each input channel added up.
        bias: The filter's bias.
        pre_activation: subtotals.sum() + bias.
        activation: The function built into the layer; value = activation(pre_activation).
    """

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
        channels = [(f"channel {channel}", float(subtotal)) for channel, subtotal in enumerate(self.subtotals)]
        return [*channels, ("+ bias", self.bias), *function_lines(self.activation, self.pre_activation)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> TransposedExplanation:
    """Return the TransposedExplanation of output[position].

    References:
        Dumoulin & Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, chapter 4.
    """
    (input,) = inputs
    *place, channel = position
    axes = axes_of(layer)
    rows, cols = (under(axis, index) for axis, index in zip(axes, place, strict=True))
    weights_at = [
        index + axis.pad_before - cells * axis.stride
        for axis, index, cells in zip(axes, place, (rows, cols), strict=True)
    ]
    window = input[np.ix_(rows, cols)]
    kernel = layer.weights["kernel"][np.ix_(*weights_at)][:, :, channel]
    products = window.astype(np.float64) * kernel
    subtotals = products.sum(axis=(0, 1))
    bias = float(layer.bias[channel])
    pre_activation = float(subtotals.sum()) + bias
    return TransposedExplanation(
        value=activate(layer.activation, pre_activation),
        output=float(output[position]),
        rows=rows,
        cols=cols,
        window=window,
        kernel=kernel,
        products=products,
        subtotals=subtotals,
        bias=bias,
        pre_activation=pre_activation,
        activation=layer.activation,
    )


def axes_of(layer: Layer) -> tuple[Axis, Axis]:
    """Return how the windows would lie of the convolution that leads from the output back to the input."""
    config = layer.config
    rows, cols = (
        Axis(size, kernel_size, stride, config["padding"])
        for size, kernel_size, stride in zip(
            layer.output_shape[:2], config["kernel_size"], config["strides"], strict=True
        )
    )
    return rows, cols


def under(axis: Axis, place: int) -> np.ndarray:
    """Return which cells of the input, along one axis, have a kernel that lies over a cell of the output."""
    # The cell's own place in the kernel of input cell i is place + pad - i * stride, from 0 to kernel_size - 1.
    reached = place + axis.pad_before
    first = max(-(-(reached - axis.kernel_size + 1) // axis.stride), 0)
    return np.arange(first, min(reached // axis.stride, axis.output_size - 1) + 1)


def geometry(layer: Layer) -> dict[str, Any]:
    """Return which rows and columns of the input lie over each of the output, and the function built in.

    Raises:
        UnsupportedLayerError: If it has a dilation or an output padding, or its function is unknown.
    """
    config = layer.config
    if config.get("output_padding") is not None or max(np.ravel(config.get("dilation_rate", 1))) > 1:
        raise layer.unsupported("one without dilation and output padding works")
    if layer.activation not in ACTIVATIONS or layer.activation == "softmax":
        raise layer.unsupported(f"its activation {layer.activation!r} is unknown")
    reaches = [
        [[int(cells[0]), int(cells[-1]) + 1] if len(cells) else [0, 0] for cells in _under_each(axis)]
        for axis in axes_of(layer)
    ]
    rows, cols = axes_of(layer)
    return {
        "row_reach": reaches[0],
        "col_reach": reaches[1],
        "spread": [rows.kernel_size, cols.kernel_size],
        "spread_strides": [rows.stride, cols.stride],
        "spread_before": [rows.pad_before, cols.pad_before],
        "activation": layer.activation,
    }


def _under_each(axis: Axis) -> list[np.ndarray]:
    return [under(axis, place) for place in range(axis.size)]


def describe(layer: Layer) -> Description:
    """Return the words, with the sizes of the kernel and of the maps."""
    rows, cols = axes_of(layer)
    height, width = rows.kernel_size, cols.kernel_size
    in_channels, filters = layer.input_shape[-1], layer.output_shape[-1]
    options: dict[str, Any] = {"strides": layer.config["strides"]} if max(rows.stride, cols.stride) > 1 else {}
    if rows.padding != "valid":
        options["padding"] = rows.padding
    bias = f" + {filters}"
    if "bias" not in layer.weights:
        bias, options["use_bias"] = "", False
    if layer.activation != "linear":
        options["activation"] = layer.activation
    return Description(
        title=f"Transposed {height}×{width}",
        formula="sum of cells × their weight here, + bias",
        shape=f"{layer.input_shape[0]} rows become {layer.output_shape[0]}, "
        f"{layer.input_shape[1]} columns {layer.output_shape[1]}",
        parameters=f"{height}·{width}·{filters}·{in_channels}{bias} = {layer.parameters:,}",
        multiply_adds=f"{prod(layer.input_shape[:2]):,}·{height * width}·{filters}·{in_channels} = "
        f"{multiply_adds(layer):,}",
        keras=keras_line("Conv2DTranspose", filters, (height, width), **options),
        words=(
            f"Every cell of the layer before is spread over {height} × {width} cells: its value times the kernel is "
            f"added there, {max(rows.stride, cols.stride)} cells further on for the next. So the maps become larger. A "
            "cell is the sum of all that is spread over it."
        ),
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return the enlarged maps' size, and a channel for each filter."""
    rows, cols = (
        size * stride + (0 if config["padding"] == "same" else max(kernel - stride, 0))
        for size, stride, kernel in zip(shape[:2], config["strides"], config["kernel_size"], strict=True)
    )
    return rows, cols, config["filters"]


def weight_shapes(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return (kernel_h, kernel_w, filters, in_channels) for the kernel, and (filters,) for the bias."""
    filters = config["filters"]
    kernel: dict[str, Shape] = {"kernel": (*config["kernel_size"], filters, shape[-1])}
    return kernel | ({"bias": (filters,)} if config.get("use_bias", True) else {})


def multiply_adds(layer: Layer) -> int:
    """Return the kernel's weights times the places from which it is spread."""
    return layer.weights["kernel"].size * prod(layer.input_shape[:2])


KIND = LayerKind(
    roles={"Conv2DTranspose": "spread"},
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
