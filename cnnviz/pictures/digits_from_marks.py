"""Connected marks of ink -> the digits they make up, and which of them is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

SAME_SIZE = 0.75
"""Digits at least this tall, compared with the tallest, count as equally large."""
_DIGIT_SIZE = 0.5
"""Marks less tall than this, compared with the tallest, are not digits beside it."""
_MARKS_COMPARED = 100
"""Only the largest marks are looked at: a noisy picture has thousands of specks."""


class Mark(NamedTuple):
    """Ink that belongs together: first one connected component, in the end a digit.

    Attributes:
        labels: Of the connected components in it.
        top, left, bottom, right: Its box in pixels; bottom and right excluded.
        strength: How much its ink stands out from the paper.
        fill: The part of its box that is ink.
        at_edge: How many of its pixels are at the edge of the picture.
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
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def size(self) -> int:
        return max(self.height, self.width)


def marks_of(mask: np.ndarray, strength: np.ndarray) -> tuple[np.ndarray, list[Mark]]:
    """Return the connected components of a mask, the largest first.

    Args:
        mask: (height, width) bool, True where there is ink.
        strength: (height, width) float32, how much it stands out from the paper.
    Returns:
        (height, width) int32, the label of each pixel, 0 for none; and the marks.
    """
    from scipy import ndimage

    labels, _ = ndimage.label(mask, np.ones((3, 3)))
    areas = np.bincount(labels.ravel())
    boxes = ndimage.find_objects(labels)
    largest = sorted(range(1, len(areas)), key=lambda label: -areas[label])[:_MARKS_COMPARED]
    return labels, [_mark(label, boxes[label - 1], labels, strength) for label in largest]


def _mark(label: int, box: tuple[slice, slice], labels: np.ndarray, strength: np.ndarray) -> Mark:
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

    What is weaker than `weakest` or much smaller than the rest is not a digit, though it may be a part of one.
    """
    groups = list(marks)
    index = 0
    while index < len(groups):
        partner = next((k for k in range(index + 1, len(groups)) if _belong_together(groups[index], groups[k])), None)
        if partner is None:
            index += 1
        else:
            # The joined mark may now reach others, so it is compared with all again.
            groups[index] = _joined(groups[index], groups.pop(partner))
            index = 0
    groups = [group for group in groups if group.strength >= weakest]
    tallest = max((group.height for group in groups), default=0)
    return sorted((group for group in groups if group.height >= _DIGIT_SIZE * tallest), key=lambda group: group.left)


def chosen(digits: Sequence[Mark]) -> Mark:
    """Return the digit that is read: the largest, and of several about as large the one furthest to the left."""
    tallest = max(digit.height for digit in digits)
    return min((digit for digit in digits if digit.height >= SAME_SIZE * tallest), key=lambda digit: digit.left)


def _belong_together(one: Mark, other: Mark) -> bool:
    """Return whether two marks are of the same digit.

    The bar of a 5 floats above it, the stem of a 4 stands beside it and strokes break; but the digits of a number
    stand side by side, equally tall, and lean over each other a little.
    """
    tall, low = (one, other) if one.height >= other.height else (other, one)
    size = max(tall.height, tall.width / 2)
    beside = max(one.left, other.left) - min(one.right, other.right)
    below = max(one.top, other.top) - min(one.bottom, other.bottom)
    if beside < 0 and below < 0 and beside * below >= 0.25 * low.height * low.width:
        return True
    if -beside >= 0.3 * min(one.width, other.width):
        return below <= (0.3 if low.height < 0.5 * tall.height else 0.08) * size
    return below < 0 and beside <= (0.15 if low.height < 0.65 * tall.height else 0.06) * size


def _joined(one: Mark, other: Mark) -> Mark:
    return Mark(
        one.labels + other.labels,
        min(one.top, other.top),
        min(one.left, other.left),
        max(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.strength, other.strength),
    )
