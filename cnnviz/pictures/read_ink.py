"""What people upload or photograph -> the ink that a network is shown."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
from PIL import Image

from cnnviz.pictures.decode import decode
from cnnviz.pictures.find_ink import Found, find_ink
from cnnviz.pictures.prepare import INPUT_SIZE

SHOWN_SIDE = 640
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True)
class DigitInk:
    """A picture as it was given, and the ink of the digit that is read in it.

    Attributes:
        picture: (height, width, 3) uint8: the picture upright, at most 640 pixels a side, for showing.
        ink: (height, width) float32 in [0, 1]: 1 is ink, the background is exactly 0, and where there are several
            digits only the chosen one is left. At most 1024 pixels a side; it shows the same part as `picture`.
        inverted: Whether dark ink on light paper was turned round.
        digits: How many digits were found.
        notes: Sentences to show about what was done.
        is_input: Whether `ink` is a network's input already, to be prepared without centring, which leaves it as it is.
    """

    picture: np.ndarray
    ink: np.ndarray
    inverted: bool
    digits: int
    notes: tuple[str, ...]
    is_input: bool = False


def read_ink(source: str | os.PathLike | bytes | Image.Image | np.ndarray, *, invert: bool | None = None) -> DigitInk:
    """Return the ink of the digit in a picture, be it a drawing, a scan or a photograph.

    Light ink on an exactly black background, as in MNIST or on the pad, is left as it is, and so is a PNG of 28 x 28
    pixels that says it is a network's input: see cnnviz/pictures/input_png.py.

    Args:
        source: A path, bytes, a PIL image or an array; see cnnviz.pictures.decode.decode.
        invert: True takes what is dark for ink, False what is light; None decides by the picture.
    Returns:
        The ink and what was done to get it.
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
    found = find_ink(picture.grey, invert=invert, exact=picture.exact)
    shown = Image.fromarray(picture.colour)
    shown.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    return DigitInk(np.asarray(shown), found.ink, found.inverted, found.digits, _notes(found))


def read_drawing(ink: np.ndarray) -> DigitInk:
    """Return the ink of the digit in what was drawn on the pad: the same as read_ink, sooner.

    Args:
        ink: (height, width) float32 in [0, 1], as draw_strokes gives it.
    Raises:
        PictureError: If nothing is drawn.
    """
    found = find_ink(ink, invert=False, exact=True)
    shown = np.repeat(np.rint(ink * 255).astype(np.uint8)[..., None], 3, axis=2)
    return DigitInk(shown, found.ink, found.inverted, found.digits, _notes(found))


def _notes(found: Found) -> tuple[str, ...]:
    notes = []
    if found.inverted:
        notes.append("Dark ink on light paper: turned round.")
    if found.digits > 1:
        number = _NUMBERS[found.digits] if found.digits < len(_NUMBERS) else str(found.digits)
        which = "the one on the left" if found.is_leftmost else "the largest"
        notes.append(f"{number} digits found: the app reads {which}, framed.")
    return tuple(notes)
