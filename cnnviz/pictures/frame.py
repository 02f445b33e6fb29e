"""Find the frame around a digit: the axes of a plotted figure, a black panel on a white page, the box of a form."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_STANDS_OUT = 0.15
"""A frame differs from the margin of the picture by at least this; black to white is 1."""
_LEAST = 0.3
"""The sides of a frame are at least this share of the picture's."""
_RECTANGULAR = 0.97
"""A frame with everything in it fills at least this share of its box."""
_SOFT = 2
"""The frame's soft edge, in pixels, is cut off inside it."""
_LINE = 0.8
"""A line runs along more than this share of the frame's side."""
_MOST_TOUCHING = 0.2
"""What is in the frame touches less than this share of it."""
_LEAST_PIXELS = 8
_CONTENT = 0.25
"""What is in the frame is at least this share of it high, or the frame may be a digit itself: a box-shaped 0."""
_SMALLEST = 64
"""In a picture whose longer side is less, in pixels, a frame cannot be told from a digit."""

Box = tuple[int, int, int, int]


def frame_box(grey: npt.NDArray[np.float32]) -> Box | None:
    """Return the box of what a frame holds, None if the picture has no frame with something in it.

    Args:
        grey: (height, width), float32 in [0, 1].
    Returns:
        (top, left, bottom, right) in pixels, bottom and right excluded, without the frame's own line.
    """
    from scipy import ndimage

    height, width = grey.shape
    if max(height, width) < _SMALLEST:
        return None
    margin = np.median(np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]]))
    labels, _ = ndimage.label(ndimage.binary_fill_holes(np.abs(grey - margin) > _STANDS_OUT))
    for label, box in enumerate(ndimage.find_objects(labels), 1):
        rows, columns = box
        tall, wide = rows.stop - rows.start, columns.stop - columns.start
        at_edge = rows.start == 0 or columns.start == 0 or rows.stop == height or columns.stop == width
        if at_edge or tall < _LEAST * height or wide < _LEAST * width:
            continue
        # Ticks may stick out of it.
        member = labels[box] == label
        (top, bottom), (left, right) = (_extent(member.mean(axis=axis) > 0.5) for axis in (1, 0))
        if not (bottom and right) or member[top:bottom, left:right].mean() < _RECTANGULAR:
            continue
        top, left, bottom, right = top + rows.start, left + columns.start, bottom + rows.start, right + columns.start
        inner = _inside(grey[top:bottom, left:right], top, left)
        if _holds_something(grey[inner[0] : inner[2], inner[1] : inner[3]]):
            return inner
    return None


def _extent(is_inside: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Return the first index that is inside, and the one behind the last; 0 and 0 if there is none."""
    inside = np.flatnonzero(is_inside)
    return (int(inside[0]), int(inside[-1]) + 1) if inside.size else (0, 0)


def _inside(framed: npt.NDArray[np.float32], top: int, left: int) -> Box:
    """Return the box of what a frame holds: within its four lines, if it has them."""
    differs = np.abs(framed - np.median(framed)) > _STANDS_OUT
    tall, wide = framed.shape
    ends = [_line_ends(differs.mean(axis=axis)[::way] > _LINE) for axis, way in ((1, 1), (0, 1), (1, -1), (0, -1))]
    # What has fewer lines is a piece of paper, and they are the bar of a 7.
    above, before, below, after = ends if all(ends) else (0, 0, 0, 0)
    return top + above + _SOFT, left + before + _SOFT, top + tall - below - _SOFT, left + wide - after - _SOFT


def _line_ends(is_line: npt.NDArray[np.bool_]) -> int:
    """Return behind how many rows the line ends that lies among the first ones; 0 if there is none."""
    lines = np.flatnonzero(is_line[: max(3, len(is_line) // 10)])
    return int(lines[-1]) + 1 if lines.size else 0


def _holds_something(grey: npt.NDArray[np.float32]) -> bool:
    """Return whether something tall lies in a picture whose edges are plain."""
    from scipy import ndimage

    if min(grey.shape, default=0) < _LEAST_PIXELS:
        return False
    margin = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    tone = np.median(margin)
    if np.mean(np.abs(margin - tone) > _STANDS_OUT) > _MOST_TOUCHING:
        return False
    labels, _ = ndimage.label(np.abs(grey - tone) > _STANDS_OUT, np.ones((3, 3)))
    return any(rows.stop - rows.start >= _CONTENT * grey.shape[0] for rows, _ in ndimage.find_objects(labels))
