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
_RIM = 0.03
"""So much of the frame's longer side is cut off inside it, for the line itself."""
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
        if (labels[box] == label).mean() < _RECTANGULAR:
            continue
        rim = max(2, round(_RIM * max(tall, wide)))
        inner = rows.start + rim, columns.start + rim, rows.stop - rim, columns.stop - rim
        if _holds_something(grey[inner[0] : inner[2], inner[1] : inner[3]]):
            return inner
    return None


def _holds_something(grey: npt.NDArray[np.float32]) -> bool:
    """Return whether something large lies in a picture, clear of its edges."""
    from scipy import ndimage

    if min(grey.shape) < 8:
        return False
    margin = np.median(np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]]))
    labels, _ = ndimage.label(np.abs(grey - margin) > _STANDS_OUT, np.ones((3, 3)))
    return any(
        rows.start > 0
        and columns.start > 0
        and rows.stop < grey.shape[0]
        and columns.stop < grey.shape[1]
        and rows.stop - rows.start >= _CONTENT * grey.shape[0]
        for rows, columns in ndimage.find_objects(labels)
    )
