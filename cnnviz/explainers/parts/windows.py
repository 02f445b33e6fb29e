"""Where the windows of a convolution or a pooling lie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnnviz.arithmetic import Axis
from cnnviz.explainers.parts.spec import Shape, Size
from cnnviz.layer import shape_text


def axes(config: Mapping[str, Any], shape: Shape, size_key: str) -> tuple[Axis, Axis]:
    """Return how a layer's windows lie along the rows and along the columns.

    Args:
        config: The layer's Keras configuration.
        shape: Of its input: (height, width, channels).
        size_key: The entry of its configuration that holds the window's size: "kernel_size" or "pool_size".
    """
    rows, cols = (
        Axis(size, kernel_size, stride, config["padding"], dilation_rate)
        for size, kernel_size, stride, dilation_rate in zip(
            shape[:2],
            config[size_key],
            config["strides"],
            config.get("dilation_rate", (1, 1)),
            strict=True,
        )
    )
    return rows, cols


def windows_geometry(rows: Axis, cols: Axis) -> dict[str, Any]:
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


def window_misfit(shape: Shape, size: Size, padding: str, dilation_rate: Size = (1, 1)) -> str | None:
    """Return why a window is too large for the maps that come in, in a sentence; None if it fits.

    Args:
        shape: Of the input: (height, width, channels).
        size: Of the window, in cells.
        padding: "valid" or "same"; with "same" every window fits.
        dilation_rate: Cells from one cell of the window to the next, along the rows' and the columns' axis.
    """
    if padding == "same":
        return None
    reach = tuple(Axis(1, cells, dilation_rate=rate).extent for cells, rate in zip(size, dilation_rate, strict=True))
    if reach[0] <= shape[0] and reach[1] <= shape[1]:
        return None
    largest = tuple((length - 1) // rate + 1 for length, rate in zip(shape[:2], dilation_rate, strict=True))
    rate = str(dilation_rate[0]) if len(set(dilation_rate)) == 1 else "x".join(map(str, dilation_rate))
    dilated = f" with dilation {rate}" if max(dilation_rate) > 1 else ""
    return (
        f"A window of {shape_text(size)}{dilated} needs at least {shape_text(reach)} cells, but the maps that come in "
        f"have {shape_text(shape[:2])}: at most {shape_text(largest)} fits{dilated}, and any size does with padding "
        "“same”."
    )
