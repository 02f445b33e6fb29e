"""A grey picture -> the ink of one digit in it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cnnviz.pictures.drawn import drawn_ink
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.lines import without_lines
from cnnviz.pictures.marks import Mark, chosen, digits_of, marks_of
from cnnviz.pictures.paper import ink_contrast, is_dark_on_light

ONE_DIGIT_SIDE = 32
"""A picture with no longer side, in pixels, is the input of a network: one digit, whatever pieces it is in."""
_BLANK = 0.04
"""A picture is blank if all of it is within this, of the range from black to white."""
_FAINTEST = 0.06
"""Ink differs from its paper by more than this, of the tone of the paper."""


class Found(NamedTuple):
    """The ink of one digit.

    Attributes:
        ink: (height, width) float32 in [0, 1]: 1 is full ink, the paper is exactly 0.
        inverted: Whether dark ink on light paper was turned round.
        digits: How many digits there are.
        is_leftmost: Whether this is the one furthest to the left; otherwise it is the largest.
    """

    ink: np.ndarray
    inverted: bool
    digits: int = 1
    is_leftmost: bool = True


def find_ink(grey: np.ndarray, *, invert: bool | None = None, exact: bool = False) -> Found:
    """Return the ink of the digit in a drawing or a photograph, of one of them where there are several.

    Args:
        grey: (height, width), float32 in [0, 1], 0 is black.
        invert: True takes what is dark for ink, False what is light; None decides by the picture.
        exact: Whether every pixel is as it was drawn, not photographed and not compressed with losses.
    Returns:
        The digit. An exact drawing of one light digit on black is returned as it is.
    Raises:
        PictureError: If the picture is blank, or nothing in it can be a digit.
    """
    drawn = drawn_ink(grey, invert) if exact and np.ptp(grey) else None
    if drawn:
        return _digit_drawn(*drawn)
    if np.ptp(grey) < _BLANK:
        raise PictureError("The picture is blank: use one with a digit that stands out from its background.")
    inverted = is_dark_on_light(grey) if invert is None else invert
    return _digit_photographed(grey if inverted else 1 - grey, inverted)


def _digit_drawn(ink: np.ndarray, inverted: bool) -> Found:
    if max(ink.shape) <= ONE_DIGIT_SIDE:
        return Found(ink, inverted)
    labels, marks = marks_of(ink > 0, ink)
    digits = digits_of(marks)
    if len(digits) == 1:
        return Found(ink, inverted)
    digit = chosen(digits)
    return Found(ink * np.isin(labels, digit.labels), inverted, len(digits), digit is digits[0])


def _digit_photographed(grey: np.ndarray, inverted: bool) -> Found:
    """Return the digit in a picture of dark ink on light paper."""
    from scipy import ndimage

    height, width = grey.shape
    side = max(grey.shape)
    if side > 200:
        grey = ndimage.gaussian_filter(grey, 0.6 * side / 800)
    contrast = ink_contrast(grey)
    paper = float(np.median(contrast))
    noise = 1.4826 * float(np.median(np.abs(contrast - paper)))
    if paper < 0.1:
        contrast -= paper
    # Next to ink only ink counts: what is much fainter there is a ruled line, a smear or the traces of compression.
    nearby = ndimage.maximum_filter(contrast, max(3, round(0.04 * side) | 1))
    mask = contrast > np.maximum(max(_FAINTEST, 4 * min(noise, 0.03)), 0.45 * nearby)
    if side <= ONE_DIGIT_SIDE:
        return Found(_ink(contrast, mask), inverted)
    labels, marks = marks_of(mask, contrast)
    if any(max(mark.height, mark.width) > 0.4 * side and mark.fill < 0.15 for mark in marks):
        mask = without_lines(mask)
        labels, marks = marks_of(mask, contrast)
    digits = digits_of(_possible(marks, height, width))
    if not digits:
        raise PictureError("No digit was found: use a picture of one, dark on light paper or light on dark.")
    digit = chosen(digits)
    return Found(_ink(contrast, np.isin(labels, digit.labels)), inverted, len(digits), digit is digits[0])


def _possible(marks: list[Mark], height: int, width: int) -> list[Mark]:
    """Return the marks that may be a digit or a part of one: strong ink, neither specks, nets of lines nor a table."""
    smallest = max(6, 0.02 * max(height, width))
    whole = [
        mark
        for mark in marks
        if not mark.at_edge and mark.fill > 0.045 and mark.height < 0.92 * height and mark.width < 0.92 * width
    ]
    cut = [
        mark
        for mark in marks
        if 0 < mark.at_edge < 0.25 * (mark.height + mark.width)
        and mark.fill > 0.1
        and min(mark.height, mark.width) > 0.08 * max(mark.height, mark.width)
    ]
    large = [mark for mark in whole if mark.size >= smallest]
    large_cut = [mark for mark in cut if mark.size >= smallest]
    # What the edge of the picture cuts is read only where all else is mere specks beside it.
    if max(map(_prominence, large), default=0) < 0.5 * max(map(_prominence, large_cut), default=0):
        whole, large = whole + cut, large_cut
    if not large:
        return []
    strongest = max(large, key=_prominence)
    return [mark for mark in whole if mark.strength >= 0.5 * strongest.strength]


def _prominence(mark: Mark) -> float:
    return mark.strength * mark.size**0.5


def _ink(contrast: np.ndarray, core: np.ndarray) -> np.ndarray:
    """Return the marked ink with its soft edges; everything else is 0."""
    from scipy import ndimage

    full = np.percentile(contrast[core], 70)
    edges = max(1, round(max(core.shape) / 600))
    around = ndimage.maximum_filter(core, 2 * edges + 1)
    return np.where(around, np.clip((contrast / full - 0.2) / 0.65, 0, 1), 0).astype(np.float32)
