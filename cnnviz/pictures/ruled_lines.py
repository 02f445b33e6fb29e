"""Ruled and squared paper: telling its lines from strokes."""

from __future__ import annotations

import numpy as np

_THICKEST = 1 / 128
_CROSSING = 1 / 64
_SEGMENT = 1 / 16
_GAP = 1 / 4
_LINE = 0.4
"""Of the longer side: a line is at most this thick; other lines cross it over this length; between gaps, where
strokes cross it, it is straight over this length; a gap is at most so long; and in all it is at least so long."""


def without_lines(mask: np.ndarray) -> np.ndarray:
    """Return the mask without long, thin, nearly level or upright lines; strokes that cross them stay.

    Args:
        mask: (height, width) bool, True where there may be ink.
    """
    return mask & ~_level_lines(mask) & ~_level_lines(mask.T).T


def _level_lines(mask: np.ndarray) -> np.ndarray:
    from scipy import ndimage

    side = max(mask.shape)
    thin = mask & ~_runs(mask, max(3, round(side * _THICKEST)) + 1, axis=0)
    # A line that leans a little is a staircase of short steps: thickened, it holds straight pieces.
    thickened = thin.copy()
    for step in range(1, round(side / 512) + 1):
        thickened[step:] |= thin[:-step]
        thickened[:-step] |= thin[step:]
    bridged = _bridged(thickened, max(3, round(side * _CROSSING)))
    pieces = _runs(bridged, max(5, round(side * _SEGMENT)), axis=1)
    labels, _ = ndimage.label(_bridged(pieces, round(side * _GAP)), np.ones((3, 3)))
    long = [columns.stop - columns.start >= _LINE * side for _, columns in ndimage.find_objects(labels)]
    return np.array([False, *long])[labels] & thin


def _bridged(mask: np.ndarray, gap: int) -> np.ndarray:
    """Return the mask with gaps of up to this many columns filled."""
    return ~_runs(~mask, gap + 1, axis=1)


def _runs(mask: np.ndarray, length: int, axis: int) -> np.ndarray:
    """Return the pixels that are in an unbroken run of at least `length` along an axis."""
    if axis == 0:
        return _runs(np.ascontiguousarray(mask.T), length, axis=1).T
    runs = mask.copy()
    # Doubling the reach makes a run of n a matter of log2(n) steps: first where such a run starts, then all of it.
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
