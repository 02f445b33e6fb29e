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


def size_formula(rows: Axis, cols: Axis) -> str:
    """Return the output's size as a sum with its own numbers: one for both axes, where they are alike.

    Example:
        >>> size_formula(Axis(28, 3), Axis(28, 3))
        '⌊(28 − 3) / 1⌋ + 1 = 26'
        >>> size_formula(Axis(28, 3, padding="same"), Axis(14, 3, stride=2, padding="same"))
        '⌈28 / 1⌉ = 28 rows, ⌈14 / 2⌉ = 7 columns'
    """
    if rows == cols:
        return _size_formula(rows)
    return f"{_size_formula(rows)} rows, {_size_formula(cols)} columns"


def _size_formula(axis: Axis) -> str:
    if axis.padding == "same":
        return f"⌈{axis.size} / {axis.stride}⌉ = {axis.output_size}"
    return f"⌊({axis.size} − {axis.extent}) / {axis.stride}⌋ + 1 = {axis.output_size}"
