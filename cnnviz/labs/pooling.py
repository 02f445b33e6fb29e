"""Pooling a whole map in NumPy: the largest value of each window, its mean, or its L2 norm."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from cnnviz.arithmetic import Axis, output_size

PoolingKind = Literal["max", "average", "l2"]
Edge = Literal["valid", "same", "overhang"]
"""What windows do at the edges of the input: stay inside, hang over both edges, or hang over the far edge only."""


def pool(
    values: np.ndarray, size: int, *, stride: int, kind: PoolingKind = "max", padding: Edge = "valid"
) -> np.ndarray:
    """Return the pooled maps: one value for every window of size x size cells, for each channel by itself.

        max:     the largest x of the window
        average: sum of x / number of cells
        l2:      sqrt(sum of x²)

    Cells beyond the edge do not count: they are never the largest, and a mean divides by the number of cells inside, as
    in Keras. "same" gives ceil(length / stride) windows along an axis and shares the overhang between both ends.
    "overhang", elsewhere called ceil mode, begins at the first cell and adds a last window if cells would be left over:
    7 cells, windows of 2 and a stride of 2 give 4 windows, of which the last has one cell inside.

    Args:
        values: (height, width, channels), any real dtype.
        size: Cells of the window along both axes.
        stride: Cells from one window to the next, along both axes.
        kind: How a window becomes one number.
        padding: What happens at the edges.
    Returns:
        (output_h, output_w, channels): the dtype of `values` for the maximum; floating for means and norms.
    Raises:
        ValueError: If the window does not fit, or a name is not known. The message gives what was received.
    Example:
        >>> image = np.arange(9.0).reshape(3, 3, 1)
        >>> pool(image, 2, stride=2, padding="overhang")[..., 0]
        array([[4., 5.],
               [7., 8.]])
        >>> pool(np.array([[[3], [0]], [[0], [4]]]), 2, stride=2, kind="l2").item()
        5.0

    References:
        Boureau, Ponce & LeCun, A Theoretical Analysis of Feature Pooling in Visual Recognition, ICML 2010 (max, mean);
        Sermanet, Chintala & LeCun, arXiv:1204.3968 (Lp pooling; p = 2 is the L2 norm).
    """
    if kind not in ("max", "average", "l2"):
        raise ValueError(f"kind is 'max', 'average' or 'l2'. Received: {kind!r}.")
    windows, inside = _windows(values, size, stride, padding)
    pooled: np.ndarray
    if kind == "max":
        pooled = windows.max(axis=(2, 3))
    elif kind == "average":
        pooled = windows.mean(axis=(2, 3), where=inside)
    else:
        pooled = np.sqrt(np.square(windows).sum(axis=(2, 3), where=inside))
    return pooled


def winners(values: np.ndarray, size: int, *, stride: int, padding: Edge = "valid") -> npt.NDArray[np.int64]:
    """Return which cell of the input each value of max pooling comes from; among equals the first, row by row.

    Args:
        values, size, stride, padding: As for pool().
    Returns:
        (output_h, output_w, channels, 2) int64: row and column in the input.
    Example:
        >>> winners(np.array([[[3], [0]], [[0], [4]]]), 2, stride=2).tolist()
        [[[[1, 1]]]]
    """
    windows, _ = _windows(values, size, stride, padding)
    output_h, output_w, *_, channels = windows.shape
    best = windows.reshape(output_h, output_w, size * size, channels).argmax(axis=2)
    rows, cols = (first_cells(length, size, stride=stride, padding=padding) for length in values.shape[:2])
    row, col = rows[:, None, None] + best // size, cols[None, :, None] + best % size
    # Where a window hangs over an edge, _windows repeats the cell at the edge.
    return np.stack([row.clip(0, values.shape[0] - 1), col.clip(0, values.shape[1] - 1)], axis=-1)


def first_cells(length: int, size: int, *, stride: int, padding: Edge = "valid") -> npt.NDArray[np.int64]:
    """Return the first cell of each window along one axis; negative where a window hangs over the near edge.

    Args:
        length: Cells of the input along the axis.
        size, stride, padding: As for pool().
    Returns:
        (windows,) int64.
    Raises:
        ValueError: If the window does not fit. The message gives what was received.
    Example:
        >>> first_cells(7, 2, stride=2, padding="overhang").tolist()
        [0, 2, 4, 6]
        >>> first_cells(6, 3, stride=1, padding="same").tolist()
        [-1, 0, 1, 2, 3, 4]
    """
    if padding == "overhang":
        windows = output_size(length, size, stride=stride)
        covered = (windows - 1) * stride + size
        # A last window that would begin beyond the edge would have no cell inside.
        windows += covered < length and windows * stride < length
        return np.arange(windows) * stride
    if padding not in ("valid", "same"):
        raise ValueError(f"padding is 'valid', 'same' or 'overhang'. Received: {padding!r}.")
    axis = Axis(length, size, stride, padding)
    return np.arange(axis.output_size) * stride - axis.pad_before


def _windows(values: np.ndarray, size: int, stride: int, padding: Edge) -> tuple[np.ndarray, npt.NDArray[np.bool_]]:
    """Return every window, (output_h, output_w, size, size, channels), and which of its cells are inside the input.

    Outside, the cell at the edge is repeated. It is in the window anyway, so the maximum stays the same.
    """
    if values.ndim != 3:
        raise ValueError(f"Maps are (height, width, channels). Received: {values.shape}.")
    rows, cols = (
        first_cells(length, size, stride=stride, padding=padding)[:, None] + np.arange(size)
        for length in values.shape[:2]
    )
    height, width = values.shape[:2]
    inside_rows, inside_cols = (rows >= 0) & (rows < height), (cols >= 0) & (cols < width)
    inside = inside_rows[:, None, :, None, None] & inside_cols[None, :, None, :, None]
    rows, cols = rows.clip(0, height - 1), cols.clip(0, width - 1)
    return values[rows[:, None, :, None], cols[None, :, None, :]], inside
