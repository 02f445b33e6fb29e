"""Read the ink of one digit in whatever people draw, upload or photograph."""

from __future__ import annotations

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
    """

    picture: npt.NDArray[np.uint8]
    ink: npt.NDArray[np.float32]
    inverted: bool
    digits: int
    notes: tuple[str, ...]
    is_input: bool = False


def read_ink(source: Source, *, invert: bool | None = None) -> DigitInk:
    """Return the ink of the digit in a drawing, a scan or a photograph.

    Light ink on an exactly black background, as in MNIST or on the pad, is not changed, nor is a PNG of 28 x 28 pixels
    that is marked as a network's input: see cnnviz/pictures/input_png.py.

    Args:
        source: A path, bytes, a PIL image or an array; see cnnviz.pictures.decode.decode.
        invert: True takes what is dark for ink, False what is light; None decides by the picture.
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
    frame = frame_box(picture.grey)
    digit = _find_in_frame(picture, frame, invert) if frame else None
    if digit is None:
        frame, digit = None, find_ink(picture.grey, invert=invert, exact=picture.exact)
    shown = Image.fromarray(picture.colour)
    shown.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    notes = ("A frame found: the app reads what is in it.",) * bool(frame) + _notes(digit)
    return DigitInk(np.asarray(shown), digit.ink, digit.inverted, digit.digits, notes)


def _find_in_frame(picture: Picture, frame: Box, invert: bool | None) -> FoundDigit | None:
    """Return the digit inside a frame, its ink where it is in the whole picture; None if there is none."""
    top, left, bottom, right = frame
    try:
        digit = find_ink(picture.grey[top:bottom, left:right], invert=invert, exact=picture.exact)
    except PictureError:
        return None
    whole = np.zeros_like(picture.grey)
    whole[top:bottom, left:right] = digit.ink
    return digit._replace(ink=whole)


def read_drawing(ink: npt.NDArray[np.float32]) -> DigitInk:
    """Return the ink of the digit in a drawing of the pad: the same as read_ink, but faster.

    Args:
        ink: (height, width) float32 in [0, 1], as draw_strokes gives it.
    Raises:
        PictureError: If nothing is drawn.
    """
    digit = find_ink(ink, invert=False, exact=True)
    shown = np.repeat(np.rint(ink * 255).astype(np.uint8)[..., None], 3, axis=2)
    return DigitInk(shown, digit.ink, digit.inverted, digit.digits, _notes(digit))


def _notes(digit: FoundDigit) -> tuple[str, ...]:
    notes = []
    if digit.inverted:
        notes.append("Dark ink on light paper: inverted.")
    if digit.digits > 1:
        number = _NUMBERS[digit.digits] if digit.digits < len(_NUMBERS) else str(digit.digits)
        which = "the one on the left" if digit.is_leftmost else "the largest"
        notes.append(f"{number} digits found: the app reads {which}, framed.")
    return tuple(notes)
