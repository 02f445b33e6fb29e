"""Find the ink of one digit in a grey picture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.pictures.digits_from_marks import Mark, digit_to_read, digits_of, marks_of
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.ink_and_paper import ink_contrast, is_dark_on_light
from cnnviz.pictures.ink_of_drawing import drawn_ink
from cnnviz.pictures.ink_of_photo import Handwriting, clean_ink, find_handwriting

ONE_DIGIT_SIDE = 32
"""A picture no larger than this, in pixels a side, is one digit, even if it is in several pieces."""
_BLANK = 0.04
"""A picture is blank if its darkest and lightest pixels differ by less than this; black to white is 1."""


class FoundDigit(NamedTuple):
    """The ink of one digit.

    Attributes:
        ink: (height, width) float32 in [0, 1]: 1 is full ink, the paper is exactly 0.
        inverted: Whether dark ink on light paper was inverted.
        digits: How many digits the picture has.
        is_leftmost: Whether this is the leftmost one; otherwise it is the largest.
        is_unsure: Whether ink and paper might be the other way round.
        has_lines: Whether lines of the paper were taken away.
    """

    ink: npt.NDArray[np.float32]
    inverted: bool
    digits: int = 1
    is_leftmost: bool = True
    is_unsure: bool = False
    has_lines: bool = False


def find_ink(
    grey: npt.NDArray[np.float32],
    *,
    invert: bool | None = None,
    exact: bool = False,
    keep_lines: bool = False,
    whole: bool = False,
) -> FoundDigit:
    """Return the ink of the digit in a drawing or a photograph; of several digits, that of one.

    Args:
        grey: (height, width), float32 in [0, 1], 0 is black.
        invert: True takes what is dark for ink, False what is light; None decides by the picture.
        exact: Whether every pixel is as it was drawn: not photographed, and not compressed lossily.
        keep_lines: Whether what may be lines of the paper are strokes.
        whole: Whether all that is drawn belongs together, as of a face with two eyes.
    Returns:
        The digit. An exact drawing of one light digit on black is returned as it is.
    Raises:
        PictureError: If the picture is blank, or nothing in it can be a digit.
    """
    drawn = drawn_ink(grey, invert) if exact and np.ptp(grey) else None
    if drawn:
        return FoundDigit(*drawn) if whole else _in_drawing(*drawn)
    if np.ptp(grey) < _BLANK:
        what = "drawing" if whole else "digit"
        raise PictureError(f"The picture is blank: use one with a {what} that stands out from its background.")
    if invert is None:
        invert = is_dark_on_light(grey)
    return _in_photograph(grey, (True, False) if invert is None else (invert,), keep_lines, whole)


def _in_drawing(ink: npt.NDArray[np.float32], inverted: bool) -> FoundDigit:
    if max(ink.shape) <= ONE_DIGIT_SIDE:
        return FoundDigit(ink, inverted)
    labels, marks = marks_of(ink > 0, ink)
    digits = digits_of(marks)
    if len(digits) == 1:
        return FoundDigit(ink, inverted)
    digit = digit_to_read(digits)
    return FoundDigit(ink * np.isin(labels, digit.labels), inverted, len(digits), digit is digits[0])


def _in_photograph(
    grey: npt.NDArray[np.float32], inversions: tuple[bool, ...], keep_lines: bool, whole: bool
) -> FoundDigit:
    """Return the digit in a photograph; of the given inversions, use the one under which its ink is strongest."""
    readings: list[tuple[float, bool, Handwriting, Mark]] = []
    for inverted in inversions:
        dark = grey if inverted else 1 - grey
        if max(grey.shape) <= ONE_DIGIT_SIDE:
            return FoundDigit(clean_ink(ink_contrast(dark)), inverted, is_unsure=len(inversions) > 1)
        found = find_handwriting(dark, keep_lines=keep_lines)
        if found.digits:
            digit = digit_to_read(found.digits)
            readings.append((digit.strength, inverted, found, digit))
    if not readings:
        what = "drawing" if whole else "digit"
        raise PictureError(f"No {what} was found: use a picture of one, dark on light paper or light on dark.")
    _, inverted, found, digit = max(readings, key=lambda reading: reading[0])
    members = [label for mark in (found.digits if whole else [digit]) for label in mark.labels]
    ink = clean_ink(found.contrast, np.isin(found.labels, members))
    return FoundDigit(
        ink,
        inverted,
        1 if whole else len(found.digits),
        digit is found.digits[0],
        is_unsure=len(readings) > 1,
        has_lines=found.has_lines,
    )
