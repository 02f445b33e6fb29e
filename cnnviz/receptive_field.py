"""Which pixels of the input a value of any layer can see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cnnviz.explainers import explainer_of
from cnnviz.layer import Layer


class Region(NamedTuple):
    """A rectangle of the input, in pixels; bottom and right are excluded."""

    top: int
    left: int
    bottom: int
    right: int


def receptive_field(layers: Sequence[Layer], row: int, col: int) -> Region:
    """Return the input pixels that a cell of the last of these layers depends on, traced back through all of them.

    Args:
        layers: The layers from the input up to and including the one with the cell, each fed by the one before.
        row: The cell's row in the last layer's maps.
        col: Its column.
    Returns:
        The region, cut at the edges of the input. All of the input, if a layer is not made of maps.
    References:
        Araujo, Norris & Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill (2019).
    """
    height, width = layers[0].input_shape[:2]
    if any(len(layer.output_shape) != 3 for layer in layers):
        return Region(0, 0, height, width)
    top, left, bottom, right = row, col, row + 1, col + 1
    for layer in reversed(layers):
        windows = explainer_of(layer).geometry(layer)
        if "kernel_size" in windows:
            top, bottom = _span(windows, 0, top, bottom, windows["pad_top"])
            left, right = _span(windows, 1, left, right, windows["pad_left"])
    return Region(max(top, 0), max(left, 0), min(bottom, height), min(right, width))


def _span(windows: dict, axis: int, first: int, end: int, pad_before: int) -> tuple[int, int]:
    stride = windows["strides"][axis]
    extent = (windows["kernel_size"][axis] - 1) * windows["dilation_rate"][axis] + 1
    return first * stride - pad_before, (end - 1) * stride - pad_before + extent
