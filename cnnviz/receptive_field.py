"""The pixels of the input that a value of any layer depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.explainers import kind_of, role_of
from cnnviz.layer import Layer


class Region(NamedTuple):
    """A rectangle of the input, in pixels; bottom and right are excluded."""

    top: int
    left: int
    bottom: int
    right: int


class Field(NamedTuple):
    """The size and spacing of the receptive fields of a layer's cells, away from the edges.

    Attributes:
        height: The number of rows of the input that one cell depends on.
        width: The number of columns.
        row_jump: The distance, in rows of the input, between the fields of a cell and the next one below.
        col_jump: The distance, in columns, between those of a cell and the next one to the right.
    """

    height: int
    width: int
    row_jump: int
    col_jump: int

    def after(self, layer: Layer) -> Field:
        """Return the field of the cells of the layer that follows.

            size = size before + (extent of the window - 1) * jump before
            jump = jump before * stride

        Args:
            layer: A layer of maps; a global pooling is one window as large as the map.
        Example:
            >>> from cnnviz.bundled import weights_path
            >>> from cnnviz.bundled.blueprint import read_blueprint
            >>> convolution, _, pooling, *_ = read_blueprint(weights_path("mnist_cnn"))
            >>> Field(1, 1, 1, 1).after(convolution)
            Field(height=3, width=3, row_jump=1, col_jump=1)

        References:
            Araujo, Norris & Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill (2019).
        """
        windows = kind_of(layer).geometry(layer)
        if "kernel_size" not in windows:
            return self
        extents = [
            (size - 1) * rate for size, rate in zip(windows["kernel_size"], windows["dilation_rate"], strict=True)
        ]
        return Field(
            self.height + extents[0] * self.row_jump,
            self.width + extents[1] * self.col_jump,
            self.row_jump * windows["strides"][0],
            self.col_jump * windows["strides"][1],
        )


ONE_PIXEL = Field(1, 1, 1, 1)
"""The field of a cell of the input itself."""


def receptive_field(layers: Sequence[Layer], *position: int) -> Region:
    """Return the input pixels that a cell of the last of these layers depends on, traced back through all of them.

    Cells in the padding of any layer depend on nothing. A unit that was only copied, by Flatten, or computed from one
    other depends on what that cell depends on.

    Args:
        layers: The layers from the input up to and including the one with the cell, each fed by the one before.
        position: The cell's row and column in the last layer's maps; a channel after them does not matter. Of a layer
            of units, the unit.
    Returns:
        The smallest region that contains them all; an empty one if all windows lie in padding; the whole input if one
        of the layers makes each unit of all that comes in.
    References:
        Araujo, Norris & Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill (2019).
    """
    height, width = layers[0].input_shape[:2]
    for layer in reversed(layers):
        if len(layer.output_shape) == 3:
            break
        if _sees_all(layer):
            return Region(0, 0, height, width)
        position = tuple(int(index) for index in np.unravel_index(position[0], layer.input_shape))
    rows, cols = np.array([position[0]]), np.array([position[1]])
    for layer in reversed([layer for layer in layers if len(layer.output_shape) == 3]):
        windows = kind_of(layer).geometry(layer)
        if "kernel_size" in windows:
            rows = _under(windows, 0, rows, windows["pad_top"], layer.input_shape[0])
            cols = _under(windows, 1, cols, windows["pad_left"], layer.input_shape[1])
    if not (len(rows) and len(cols)):
        return Region(0, 0, 0, 0)
    return Region(int(rows[0]), int(cols[0]), int(rows[-1]) + 1, int(cols[-1]) + 1)


def _sees_all(layer: Layer) -> bool:
    """Return whether each unit of a layer depends on all that comes in."""
    role = role_of(layer)
    return role in ("units", "probabilities") or (len(layer.input_shape) == 3 and role != "flatten")


def _under(
    windows: Mapping[str, Any], axis: int, cells: npt.NDArray[np.int64], pad_before: int, size: int
) -> npt.NDArray[np.int64]:
    """Return which of the `size` cells of one axis lie under the windows of these cells, sorted."""
    taps = np.arange(windows["kernel_size"][axis]) * windows["dilation_rate"][axis] - pad_before
    under = cells[:, None] * windows["strides"][axis] + taps
    is_under = np.zeros(size, bool)
    is_under[under[(under >= 0) & (under < size)]] = True
    return np.flatnonzero(is_under)
