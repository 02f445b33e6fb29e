"""Pooling a whole map in NumPy: the largest value of each window, its mean, or its L2 norm."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cnnviz.arithmetic import Axis, output_size

PoolingKind = Literal["max", "average", "l2"]
Edge = Literal["valid", "same", "overhang"]
"""Windows stay inside the input; or may hang over both of its edges; or the last ones over the far edge alone."""


def pool(
    values: np.ndarray, size: int, *, stride: int, kind: PoolingKind = "max", padding: Edge = "valid"
) -> np.ndarray:
    """Return the pooled maps: one value for every window of size x size cells, each channel by itself.

        max:     the largest x of the window
        average: sum of x / number of cells
        l2:      sqrt(sum of x²)

    What a window covers beyond the edge does not take part: it is never the largest, and the mean divides by the cells
    inside, as in Keras. "same" gives ceil(length / stride) windows along an axis and shares the overhang between both
    ends. "overhang" begins at the first cell and adds a last window if cells would be left over, which others call
    ceil mode: 7 cells, windows of 2 and a stride of 2 give 4 windows, of which the last has one cell.

    Args:
        values: (height, width, channels), any real dtype.
        size: Cells of the window along both axes.
        stride: Cells from one window to the next, along both axes.
        kind: What is made of a window.
        padding: What happens at the edges.
    Returns:
        (output_h, output_w, channels): the dtype of `values`; floating for means and norms.
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
    if kind == "max":
        return windows.max(axis=(2, 3))
    if kind == "average":
        return windows.mean(axis=(2, 3), where=inside)
    return np.sqrt(np.square(windows).sum(axis=(2, 3), where=inside))


def winners(values: np.ndarray, size: int, *, stride: int, padding: Edge = "valid") -> np.ndarray:
    """Return which cell of the input each value of max pooling is: the first of equal ones, row by row.

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
    # Where a window hangs over the near edge, the cell at the edge stands for those before it.
    found = rows[:, None, None] + best // size, cols[None, :, None] + best % size
    return np.stack([np.clip(at, 0, length - 1) for at, length in zip(found, values.shape, strict=False)], axis=-1)


def first_cells(length: int, size: int, *, stride: int, padding: Edge = "valid") -> np.ndarray:
    """Return where the windows begin along one axis; below 0 where one hangs over the near edge.

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
        # A window that would begin beyond the edge has no cell.
        windows += covered < length and windows * stride < length
        return np.arange(windows) * stride
    if padding not in ("valid", "same"):
        raise ValueError(f"padding is 'valid', 'same' or 'overhang'. Received: {padding!r}.")
    axis = Axis(length, size, stride, padding)
    return np.arange(axis.output_size) * stride - axis.pad_before


def _windows(values: np.ndarray, size: int, stride: int, padding: Edge) -> tuple[np.ndarray, np.ndarray]:
    """Return every window, (output_h, output_w, size, size, channels), and which of its cells are inside.

    Outside stands the cell at the edge, which is in the window anyway: the largest is the same.
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
