"""Remove the lines of ruled and squared paper, and keep the strokes that cross them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_THICKEST = 1 / 128
_CROSSING = 1 / 64
_SEGMENT = 1 / 16
_GAP = 1 / 4
_LINE = 0.4
_AT_EDGE = 0.02
"""Lengths as shares of the picture's longer side: the thickness of a line at most; the length over which another line
crosses it; the length over which it runs straight between gaps, where strokes cross it; a gap at most; the whole line
at least; how close to the picture's edge it ends."""
_SMALLEST = 64
"""In a picture whose longer side is less, in pixels, lines cannot be told from strokes."""
_SEVERAL = 3
"""So many parallel lines are those of the paper."""
_FAINTER = 0.75
"""A single line is the paper's if its contrast is less than this share of the writing's."""


def without_lines(mask: npt.NDArray[np.bool_], contrast: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Return a mask without the lines of the paper; strokes that cross them stay.

    A long, thin, straight piece is a line of the paper if there are several like it, or if it runs from edge to edge
    and is fainter than the writing. Otherwise it may be the stem of a 4 or the bar of a 7.

    Args:
        mask: (height, width) bool, True where there may be ink.
        contrast: (height, width) float32, how much darker than its paper each pixel is.
    Returns:
        (height, width) bool.
    """
    if max(mask.shape) < _SMALLEST:
        return mask
    level, upright = _level_lines(mask), [piece.T for piece in _level_lines(mask.T)]
    straight = np.any([*level, *upright], axis=0) if level or upright else np.zeros_like(mask)
    writing = contrast[mask & ~straight]
    pen = float(np.percentile(writing, 80)) if writing.size else 0.0
    lines = np.zeros_like(mask)
    for pieces, axis in ((level, 1), (upright, 0)):
        across = [piece for piece in pieces if _reaches_both_edges(piece, axis)]
        faint = [piece for piece in across if np.median(contrast[piece]) < _FAINTER * pen]
        for piece in pieces if len(pieces) >= _SEVERAL else across if len(across) > 1 else faint:
            # A stroke may lie on a line, as the bar of a 5 does.
            on_line = contrast[piece]
            is_faint = np.median(on_line) < _FAINTER * pen
            lines |= piece & (contrast < _FAINTER * pen) if is_faint else piece
    return mask & ~lines


def _reaches_both_edges(piece: npt.NDArray[np.bool_], axis: int) -> bool:
    along = np.flatnonzero(piece.any(axis=1 - axis))
    length = piece.shape[axis]
    near = max(2, round(_AT_EDGE * length))
    return bool(along[0] < near and along[-1] >= length - near)


def _level_lines(mask: npt.NDArray[np.bool_]) -> list[npt.NDArray[np.bool_]]:
    """Return the pixels of each long, thin piece that is nearly level."""
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
    boxes = ndimage.find_objects(labels)
    long = [label for label, (_, columns) in enumerate(boxes, 1) if columns.stop - columns.start >= _LINE * side]
    lines = [thin & (labels == label) for label in long]
    return [line for line in lines if line.any()]


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
