"""The pixels of the input that a value of any layer depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.explainers import kind_of, role_of
from cnnviz.layer import PICTURE, Layer, as_maps


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
    other depends on what that cell depends on. Where branches meet, a cell depends on what it depends on along any.

    Args:
        layers: The layers from the input up to and including the one with the cell, each after those that feed it.
        position: The cell's row and column in the last layer's maps; a channel after them does not matter. Of a layer
            of tokens, the token; of one of units, the unit.
    Returns:
        The smallest region that contains them all; an empty one if all windows lie in padding; the whole input if one
        of the layers makes each unit of all that comes in.
    References:
        Araujo, Norris & Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill (2019).
    """
    height, width = layers[0].input_shape[:2]
    first, *others = position
    match layers[-1].output_shape:
        case [_, _, _]:
            cells = _Cells(_one(first), _one(others[0]))
        case [_, _] as tokens:
            cells = _Cells(*map(_one, divmod(first, as_maps(tokens)[1])))
        case _:
            cells = _Cells(_one(first))
    wanted = {len(layers) - 1: cells}
    for place in range(len(layers) - 1, PICTURE, -1):
        if place not in wanted:
            continue
        cells, layer = wanted.pop(place), layers[place]
        if _sees_all(layer):
            return Region(0, 0, height, width)
        for source, shape in zip(layer.fed_by(place), layer.input_shapes, strict=True):
            wanted[source] = _joined(wanted.get(source), _before(layer, cells, as_maps(shape)))
    rows, cols = wanted[PICTURE]
    if cols is None or not (len(rows) and len(cols)):
        return Region(0, 0, 0, 0)
    return Region(int(rows[0]), int(cols[0]), int(rows[-1]) + 1, int(cols[-1]) + 1)


Indices = npt.NDArray[np.int64]


class _Cells(NamedTuple):
    """Cells of maps, all of some rows and columns, sorted; or units, where there are no columns. Tokens are cells."""

    rows: Indices
    cols: Indices | None = None


def _one(index: int) -> Indices:
    return np.array([index])


def _joined(some: _Cells | None, others: _Cells) -> _Cells:
    if some is None:
        return others
    rows = np.union1d(some.rows, others.rows)
    return _Cells(rows, None if some.cols is None or others.cols is None else np.union1d(some.cols, others.cols))


def _before(layer: Layer, cells: _Cells, shape: tuple[int, ...]) -> _Cells:
    """Return the cells of one input of a layer, of this shape, that some of its cells are computed from."""
    if cells.cols is None:
        if len(shape) == 1:
            return cells
        rows, cols, *_ = np.unravel_index(cells.rows, shape)
        return _Cells(np.unique(rows), np.unique(cols))
    if role_of(layer) == "layout":
        return _laid_out(as_maps(layer.output_shape), cells, shape)
    windows = kind_of(layer).geometry(layer)
    if "row_reach" in windows:
        return _Cells(_reached(windows["row_reach"], cells.rows), _reached(windows["col_reach"], cells.cols))
    if "kernel_size" in windows:
        rows = _under(windows, 0, cells.rows, windows["pad_top"], shape[0])
        return _Cells(rows, _under(windows, 1, cells.cols, windows["pad_left"], shape[1]))
    # Where maps of other sizes meet, a single row or column serves all.
    return _Cells(_one(0) if shape[0] == 1 else cells.rows, _one(0) if shape[1] == 1 else cells.cols)


def _laid_out(after: tuple[int, ...], cells: _Cells, shape: tuple[int, ...]) -> _Cells:
    """Return the cells of maps of one shape that some cells of the same values in another shape come from."""
    assert cells.cols is not None
    _, width, channels = after
    firsts = (cells.rows[:, None] * width + cells.cols).ravel() * channels
    rows, cols, _ = np.unravel_index((firsts[:, None] + np.arange(channels)).ravel(), shape)
    return _Cells(np.unique(rows), np.unique(cols))


def _reached(reach: Sequence[tuple[int, int]], cells: Indices) -> Indices:
    """Return which cells of one axis these are made of, given the first and the end of them for each."""
    return np.unique(np.concatenate([np.arange(*reach[cell]) for cell in cells] or [cells]))


def _sees_all(layer: Layer) -> bool:
    """Return whether each of a layer's values may depend on all that comes in."""
    role = role_of(layer)
    are_maps = [len(as_maps(shape)) == 3 for shape in (layer.input_shape, layer.output_shape)]
    if role in ("whole", "order"):
        return True
    if are_maps[1]:
        return not are_maps[0]
    return role in ("units", "probabilities", "join", "across") or (are_maps[0] and role not in ("flatten", "layout"))


def _under(
    windows: Mapping[str, Any], axis: int, cells: npt.NDArray[np.int64], pad_before: int, size: int
) -> npt.NDArray[np.int64]:
    """Return which of the `size` cells of one axis lie under the windows of these cells, sorted."""
    taps = np.arange(windows["kernel_size"][axis]) * windows["dilation_rate"][axis] - pad_before
    under = cells[:, None] * windows["strides"][axis] + taps
    is_under = np.zeros(size, bool)
    is_under[under[(under >= 0) & (under < size)]] = True
    return np.flatnonzero(is_under)
