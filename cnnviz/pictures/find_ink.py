"""A grey picture -> the ink of one digit in it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cnnviz.pictures.digits_from_marks import chosen, digits_of, marks_of
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.ink_and_paper import ink_contrast, is_dark_on_light
from cnnviz.pictures.ink_of_drawing import drawn_ink
from cnnviz.pictures.ink_of_photo import clean_ink, find_handwriting

ONE_DIGIT_SIDE = 32
"""A picture with no longer side, in pixels, is the input of a network: one digit, whatever pieces it is in."""
_BLANK = 0.04
"""A picture is blank if all of it is within this, of the range from black to white."""


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
        return _in_drawing(*drawn)
    if np.ptp(grey) < _BLANK:
        raise PictureError("The picture is blank: use one with a digit that stands out from its background.")
    if invert is None:
        invert = is_dark_on_light(grey)
    return _in_photograph(grey, (True, False) if invert is None else (invert,))


def _in_drawing(ink: np.ndarray, inverted: bool) -> Found:
    if max(ink.shape) <= ONE_DIGIT_SIDE:
        return Found(ink, inverted)
    labels, marks = marks_of(ink > 0, ink)
    digits = digits_of(marks)
    if len(digits) == 1:
        return Found(ink, inverted)
    digit = chosen(digits)
    return Found(ink * np.isin(labels, digit.labels), inverted, len(digits), digit is digits[0])


def _in_photograph(grey: np.ndarray, inversions: tuple[bool, ...]) -> Found:
    """Return the digit in a photograph, with the inversion under which its ink is the strongest."""
    best = None
    for inverted in inversions:
        dark = grey if inverted else 1 - grey
        if max(grey.shape) <= ONE_DIGIT_SIDE:
            return Found(clean_ink(ink_contrast(dark)), inverted)
        contrast, labels, digits = find_handwriting(dark)
        if digits and (best is None or chosen(digits).strength > chosen(best[2]).strength):
            best = contrast, labels, digits, inverted
    if best is None:
        raise PictureError("No digit was found: use a picture of one, dark on light paper or light on dark.")
    contrast, labels, digits, inverted = best
    digit = chosen(digits)
    ink = clean_ink(contrast, np.isin(labels, digit.labels))
    return Found(ink, inverted, len(digits), digit is digits[0])
