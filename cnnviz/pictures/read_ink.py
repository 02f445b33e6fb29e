"""Read the ink of one digit in whatever people draw, upload or photograph."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnnviz.pictures.decode import Picture, Source, decode
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.find_ink import FoundDigit, find_ink
from cnnviz.pictures.frame import Box, frame_box
from cnnviz.pictures.prepare import INPUT_SIZE

SHOWN_SIDE = 640
"""The longest side, in pixels, at which a picture is shown."""
_FRAME = "The picture has a frame: the app reads what is in it."
_UNSURE = "What is ink here, and what is paper? The app is not sure: if the digit looks wrong, swap them."
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True)
class DigitInk:
    """A picture, and the ink of the digit that is read in it.

    Attributes:
        picture: (height, width, 3) uint8: the picture upright, at most 640 pixels a side, for showing.
        ink: (height, width) float32 in [0, 1]: 1 is ink, the background is exactly 0; of several digits, only the one
            to read. At most 1024 pixels a side, and the same section as `picture`.
        inverted: Whether dark ink on light paper was inverted.
        digits: How many digits the picture has.
        notes: Sentences for the visitor about what was done.
        is_input: Whether `ink` is a network's input already, which is then used without centring.
        has_lines: Whether lines of the paper were taken away.
    """

    picture: npt.NDArray[np.uint8]
    ink: npt.NDArray[np.float32]
    inverted: bool
    digits: int
    notes: tuple[str, ...]
    is_input: bool = False
    has_lines: bool = False


def read_ink(
    source: Source,
    *,
    invert: bool | None = None,
    swap: bool = False,
    keep_lines: bool = False,
    whole: bool = False,
) -> DigitInk:
    """Return the ink of the digit in a drawing, a scan or a photograph.

    Light ink on an exactly black background, as in MNIST or on the pad, is not changed, nor is a PNG of 28 x 28 pixels
    that is marked as a network's input: see cnnviz/pictures/input_png.py.

    Args:
        source: A path, bytes, a PIL image or an array; see cnnviz.pictures.decode.decode.
        invert: True takes what is dark for ink, False what is light; None decides by the picture.
        swap: Whether what was taken for paper is the ink after all.
        keep_lines: Whether what was taken for lines of the paper are strokes after all.
        whole: Whether all that is drawn belongs together; else one digit of several is read.
    Returns:
        The ink, and what was done to get it.
    Raises:
        PictureError: If the picture cannot be decoded, is too large, is blank or has no digit in it.
    Example:
        >>> read_ink(np.eye(28)[::-1]).ink.shape
        (28, 28)
    """
    picture = decode(source)
    if picture.is_input and picture.grey.shape == (INPUT_SIZE, INPUT_SIZE):
        note = "The file says that it is a network's input: it is taken as it is."
        return DigitInk(picture.colour, picture.grey, False, 1, (note,), is_input=True)
    frame, digit = _find(picture, invert, keep_lines, whole)
    if swap:
        frame, digit = _find(picture, not digit.inverted, keep_lines, whole)
    shown = Image.fromarray(picture.colour)
    shown.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    notes = (_FRAME,) * bool(frame) + _notes(digit)
    return DigitInk(np.asarray(shown), digit.ink, digit.inverted, digit.digits, notes, has_lines=digit.has_lines)


def _find(picture: Picture, invert: bool | None, keep_lines: bool, whole: bool) -> tuple[Box | None, FoundDigit]:
    """Return the frame around the digit, if there is one, and the digit, its ink where it is in the whole picture."""
    frame = frame_box(picture.grey)
    if frame:
        top, left, bottom, right = frame
        inside = picture.grey[top:bottom, left:right]
        # What looks like a frame may be anything else if no digit is in it.
        with suppress(PictureError):
            digit = find_ink(inside, invert=invert, exact=picture.exact, keep_lines=keep_lines, whole=whole)
            ink = np.zeros_like(picture.grey)
            ink[top:bottom, left:right] = digit.ink
            return frame, digit._replace(ink=ink)
    return None, find_ink(picture.grey, invert=invert, exact=picture.exact, keep_lines=keep_lines, whole=whole)


def read_drawing(ink: npt.NDArray[np.float32], *, whole: bool = False) -> DigitInk:
    """Return the ink of the digit in a drawing of the pad: the same as read_ink, but faster.

    Args:
        ink: (height, width) float32 in [0, 1], as draw_strokes gives it.
        whole: As for read_ink.
    Raises:
        PictureError: If nothing is drawn.
    """
    digit = find_ink(ink, invert=False, exact=True, whole=whole)
    shown = np.repeat(np.rint(ink * 255).astype(np.uint8)[..., None], 3, axis=2)
    return DigitInk(shown, digit.ink, digit.inverted, digit.digits, _notes(digit))


def _notes(digit: FoundDigit) -> tuple[str, ...]:
    notes = []
    if digit.inverted:
        notes.append("Dark ink on light paper: inverted.")
    if digit.is_unsure:
        notes.append(_UNSURE)
    if digit.has_lines:
        notes.append("Straight lines were taken for those of the paper, and left out.")
    if digit.digits > 1:
        number = _NUMBERS[digit.digits] if digit.digits < len(_NUMBERS) else str(digit.digits)
        which = "the one on the left" if digit.is_leftmost else "the largest"
        notes.append(f"{number} digits found: the app reads {which}, framed.")
    return tuple(notes)
