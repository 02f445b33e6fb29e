"""Remove the lines of ruled and squared paper, and keep the strokes that cross them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_THICKEST = 1 / 128
_CROSSING = 1 / 64
_SEGMENT = 1 / 16
_GAP = 1 / 4
_LINE = 0.4
"""Lengths as shares of the picture's longer side: the thickness of a line at most; the length over which another line
crosses it; the length over which it runs straight between gaps, where strokes cross it; a gap at most; the whole line
at least."""


def without_lines(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return a mask without long, thin lines that are nearly level or upright; strokes that cross them stay.

    Args:
        mask: (height, width) bool, True where there may be ink.
    Returns:
        (height, width) bool.
    """
    return mask & ~_level_lines(mask) & ~_level_lines(mask.T).T


def _level_lines(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    from scipy import ndimage

    side = max(mask.shape)
    thin = mask & ~_runs(mask, max(3, round(side * _THICKEST)) + 1, axis=0)
    # A line that leans a little is a staircase of short steps; thickened, it contains straight pieces.
    thickened = thin.copy()
    for step in range(1, round(side / 512) + 1):
        thickened[step:] |= thin[:-step]
        thickened[:-step] |= thin[step:]
    bridged = _bridged(thickened, max(3, round(side * _CROSSING)))
    pieces = _runs(bridged, max(5, round(side * _SEGMENT)), axis=1)
    labels, _ = ndimage.label(_bridged(pieces, round(side * _GAP)), np.ones((3, 3)))
    long = [columns.stop - columns.start >= _LINE * side for _, columns in ndimage.find_objects(labels)]
    is_line: npt.NDArray[np.bool_] = np.array([False, *long])[labels]
    return is_line & thin


def _bridged(mask: npt.NDArray[np.bool_], gap: int) -> npt.NDArray[np.bool_]:
    """Return the mask with gaps of up to this many columns filled."""
    return ~_runs(~mask, gap + 1, axis=1)


def _runs(mask: npt.NDArray[np.bool_], length: int, axis: int) -> npt.NDArray[np.bool_]:
    """Return the pixels that are in an unbroken run of at least `length` along an axis."""
    if axis == 0:
        return _runs(np.ascontiguousarray(mask.T), length, axis=1).T
    runs = mask.copy()
    # The reach doubles each time, so that a run of n takes log2(n) steps: first find where runs start, then fill them.
    for step in _steps(length):
        runs[:, :-step] &= runs[:, step:]
    runs[:, max(0, runs.shape[1] - length + 1) :] = False
    for step in _steps(length):
        runs[:, step:] |= runs[:, :-step]
    return runs


def _steps(length: int) -> list[int]:
    steps, reach = [], 1
    while reach < length:
        steps.append(min(reach, length - reach))
        reach += steps[-1]
    return steps
