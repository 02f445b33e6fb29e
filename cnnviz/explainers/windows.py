"""Where the windows of a convolution or a pooling lie."""

from __future__ import annotations

from cnnviz.arithmetic import Axis
from cnnviz.layer import Layer


def axes(layer: Layer, size_key: str) -> tuple[Axis, Axis]:
    """Return how a layer's windows lie along the rows and along the columns.

    Args:
        layer: A layer whose input is (height, width, channels).
        size_key: The entry of its configuration that holds the window's size: "kernel_size" or "pool_size".
    """
    config = layer.config
    rows, cols = (
        Axis(size, kernel_size, stride, config["padding"], dilation_rate)
        for size, kernel_size, stride, dilation_rate in zip(
            layer.input_shape[:2],
            config[size_key],
            config["strides"],
            config.get("dilation_rate", (1, 1)),
            strict=True,
        )
    )
    return rows, cols


def windows_geometry(rows: Axis, cols: Axis) -> dict:
    """Return the window's size, strides, dilation and the zeros above and to the left of the input."""
    return {
        "kernel_size": [rows.kernel_size, cols.kernel_size],
        "strides": [rows.stride, cols.stride],
        "dilation_rate": [rows.dilation_rate, cols.dilation_rate],
        "pad_top": rows.pad_before,
        "pad_left": cols.pad_before,
    }


def size_formula(rows: Axis) -> str:
    """Return the output size of one axis as a sum with its own numbers.

    Example:
        >>> size_formula(Axis(28, 3))
        '⌊(28 − 3) / 1⌋ + 1 = 26'
    """
    if rows.padding == "same":
        return f"⌈{rows.size} / {rows.stride}⌉ = {rows.output_size}"
    return f"⌊({rows.size} − {rows.extent}) / {rows.stride}⌋ + 1 = {rows.output_size}"
