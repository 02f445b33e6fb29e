"""Connected marks of ink become digits, and one of the digits is chosen to be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SAME_SIZE = 0.75
"""Digits with at least this share of the tallest one's height count as equally large."""
_DIGIT_SIZE = 0.5
"""Marks with less than this share of the tallest one's height are not digits."""
_MARKS_COMPARED = 100
"""Only so many of the largest marks are considered: a noisy picture has thousands of specks."""


class Mark(NamedTuple):
    """Ink that belongs together: at first one connected component, in the end a whole digit.

    Attributes:
        labels: The labels of the connected components it consists of.
        top, left, bottom, right: Its bounding box in pixels; bottom and right excluded.
        strength: How much its ink stands out from the paper, at most 1.
        fill: The share of the box that is ink.
        at_edge: How many of its pixels lie at the edge of the picture.
    """

    labels: tuple[int, ...]
    top: int
    left: int
    bottom: int
    right: int
    strength: float = 1.0
    fill: float = 1.0
    at_edge: int = 0

    @property
    def height(self) -> int:
        """Of its box, in pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Of its box, in pixels."""
        return self.right - self.left

    @property
    def size(self) -> int:
        """The longer side of its box, in pixels."""
        return max(self.height, self.width)


def marks_of(
    mask: npt.NDArray[np.bool_], strength: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.int32], list[Mark]]:
    """Return the connected components of a mask, the largest first.

    Args:
        mask: (height, width) bool, True where there is ink.
        strength: (height, width) float32, how much each pixel stands out from the paper.
    Returns:
        (height, width) int32, the label of each pixel, 0 for paper; and the marks, at most 100.
    """
    from scipy import ndimage

    labels = ndimage.label(mask, np.ones((3, 3)))[0].astype(np.int32)
    areas = np.bincount(labels.ravel())
    boxes = ndimage.find_objects(labels)
    largest = sorted(range(1, len(areas)), key=lambda label: -areas[label])[:_MARKS_COMPARED]
    return labels, [_mark(label, boxes[label - 1], labels, strength) for label in largest]


def _mark(label: int, box: tuple[slice, ...], labels: npt.NDArray[np.int32], strength: npt.NDArray[np.float32]) -> Mark:
    rows, columns = box
    inside = labels[box] == label
    edges = (rows.start == 0, 0), (rows.stop == labels.shape[0], -1)
    sides = (columns.start == 0, 0), (columns.stop == labels.shape[1], -1)
    at_edge = sum(int(inside[at].sum()) for touches, at in edges if touches)
    at_edge += sum(int(inside[:, at].sum()) for touches, at in sides if touches)
    return Mark(
        (label,),
        rows.start,
        columns.start,
        rows.stop,
        columns.stop,
        float(np.percentile(strength[box][inside], 80)),
        float(inside.mean()),
        at_edge,
    )


def digits_of(marks: Sequence[Mark], weakest: float = 0) -> list[Mark]:
    """Return the digits that the marks make up, from left to right.

    A mark that is weaker than `weakest`, or much smaller than the others, is no digit, but may be part of one.
    """
    groups = list(marks)
    index = 0
    while index < len(groups):
        partner = next((k for k in range(index + 1, len(groups)) if _belong_together(groups[index], groups[k])), None)
        if partner is None:
            index += 1
        else:
            # The joined mark may reach others now, so compare it with all of them again.
            groups[index] = _joined(groups[index], groups.pop(partner))
            index = 0
    groups = [group for group in groups if group.strength >= weakest]
    tallest = max((group.height for group in groups), default=0)
    return sorted((group for group in groups if group.height >= _DIGIT_SIZE * tallest), key=lambda group: group.left)


def digit_to_read(digits: Sequence[Mark]) -> Mark:
    """Return the largest digit; of several that are about equally large, the leftmost."""
    tallest = max(digit.height for digit in digits)
    return min((digit for digit in digits if digit.height >= SAME_SIZE * tallest), key=lambda digit: digit.left)


def _belong_together(first: Mark, second: Mark) -> bool:
    """Return whether two marks are parts of the same digit.

    The bar of a 5 floats above it, the stem of a 4 stands beside it and strokes break; but the digits of a number
    stand side by side, equally tall, and lean over each other a little.
    """
    tall, low = (first, second) if first.height >= second.height else (second, first)
    size = max(tall.height, tall.width / 2)
    beside = max(first.left, second.left) - min(first.right, second.right)
    below = max(first.top, second.top) - min(first.bottom, second.bottom)
    if beside < 0 and below < 0 and beside * below >= 0.25 * low.height * low.width:
        return True
    if -beside >= 0.3 * min(first.width, second.width):
        return below <= (0.3 if low.height < 0.5 * tall.height else 0.15) * size
    return below < 0 and beside <= (0.15 if low.height < 0.65 * tall.height else 0.06) * size


def _joined(first: Mark, second: Mark) -> Mark:
    return Mark(
        first.labels + second.labels,
        min(first.top, second.top),
        min(first.left, second.left),
        max(first.bottom, second.bottom),
        max(first.right, second.right),
        max(first.strength, second.strength),
    )
