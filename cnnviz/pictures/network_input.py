"""A picture becomes a network's input: the one place that says how, for every kind of pictures that networks read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz.pictures.decode import Source
from cnnviz.pictures.kinds import IN_INK, PictureKind
from cnnviz.pictures.numbers import numbers_of
from cnnviz.pictures.photo import Photo, read_photo
from cnnviz.pictures.prepare import INPUT_SIZE, prepare
from cnnviz.pictures.read_ink import DigitInk, read_drawing, read_ink
from cnnviz.pictures.strokes import Stroke, draw_strokes

Steps = dict[str, npt.NDArray[np.uint8] | npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Preparation:
    """A network's input, and how a picture became it.

    Attributes:
        picture: (height, width, 3) uint8: the picture upright, at most 640 pixels a side, for showing.
        steps: What the picture was on its way, by name, the whole of it first: "ink", "crop", "widened" and "scaled"
            of a digit, float32 in [0, 1], 1 = ink; "picture" and "crop" of anything else,
            (height, width, 3) uint8. A step that did nothing is left out; numbers have none.
        box: (top, left, bottom, right) of what is read, in pixels of the first step; bottom and right excluded.
        offset: (row, col) of the top left corner of the step "scaled" in the input; None where there is no such step.
        input: (height, width, channels) float32 in [0, 1], what the network gets; of digits 1 = ink. Numbers are
            (1, count, 1), whatever they are.
        notes: Sentences to show about what was done.
        has_lines: Whether lines of the paper were taken away.
        changed: Whether the visitor has changed that input since.
    """

    picture: npt.NDArray[np.uint8]
    steps: Steps
    box: tuple[int, int, int, int]
    offset: tuple[int, int] | None
    input: npt.NDArray[np.float32]
    notes: tuple[str, ...] = ()
    has_lines: bool = False
    changed: bool = False


def prepare_picture(
    source: Source,
    kind: PictureKind,
    shape: tuple[int, ...],
    *,
    swap: bool = False,
    keep_lines: bool = False,
    centre: bool = True,
) -> Preparation:
    """Return any picture as the input of a network, or numbers, where it reads numbers.

    A PNG that is marked as a network's input, see cnnviz/pictures/input_png.py, is used unchanged.

    Args:
        source: A path, the bytes of a file, a PIL image or an array; see cnnviz.pictures.decode.decode. Where it reads
            numbers, what numbers_of takes.
        kind: The kind of pictures that the network reads.
        shape: (height, width, channels) of the network's input.
        swap: Whether ink and paper, or a grey thing and its background, are the other way round than they seem.
        keep_lines: Whether what seem to be lines of the paper are strokes of the digit.
        centre: Whether what is in ink is cut out, scaled and centred as MNIST's digits were. No other kind is centred.
    Raises:
        PictureError: If the picture cannot be read. The message is one sentence to show.
        ValueError: If the network reads digits, but not of 28 x 28 pixels.
    Example:
        >>> prepare_picture(np.eye(28)[::-1], "digits", (28, 28, 1)).input.shape
        (28, 28, 1)
    """
    if kind == "numbers":
        return prepare_numbers(numbers_of(source, shape[1]))
    if kind in IN_INK:
        _check_digit_shape(shape)
        ink = read_ink(source, swap=swap, keep_lines=keep_lines, whole=kind == "drawings")
        return _from_ink(ink, centre, widen=True)
    return _from_photo(read_photo(source, shape, swap=swap))


def prepare_sample(
    image: npt.NDArray[np.uint8], kind: PictureKind, shape: tuple[int, ...], *, centre: bool = True
) -> Preparation:
    """Return a picture of a data set as the input of a network that learned from it, without inverting it.

    Args:
        image: (height, width, channels) uint8; of digits 255 is ink.
        kind: As for prepare_picture, like the rest.
        shape: (height, width, channels) of the network's input.
        centre: Whether a digit is centred.
    Raises:
        PictureError: If it should be a digit and is empty.
    """
    if kind in IN_INK:
        _check_digit_shape(shape)
        ink = read_drawing(image[..., 0].astype(np.float32) / np.float32(255), whole=kind == "drawings")
        return _from_ink(ink, centre, widen=False)
    return _from_photo(read_photo(image, shape, invert=False))


def prepare_strokes(strokes: Sequence[Stroke], kind: PictureKind = "digits", *, centre: bool = True) -> Preparation:
    """Return what is drawn on the pad as the input of a network that reads digits or other drawings.

    Raises:
        PictureError: If nothing is drawn.
    """
    digit = read_drawing(draw_strokes(strokes), whole=kind == "drawings")
    return _from_ink(digit, centre, widen=True, pen=min(stroke.width for stroke in strokes))


def prepare_numbers(numbers: Sequence[float] | npt.NDArray[np.float32]) -> Preparation:
    """Return numbers as the input of a network that reads no picture: a row of them, as they are."""
    row = np.array(numbers, np.float32).reshape(1, -1, 1)
    return Preparation(np.zeros((*row.shape[:2], 3), np.uint8), {}, (0, 0, *row.shape[:2]), None, row)


def _check_digit_shape(shape: tuple[int, ...]) -> None:
    if shape != (INPUT_SIZE, INPUT_SIZE, 1):
        raise ValueError(
            f"Digits are prepared for networks that take {INPUT_SIZE} × {INPUT_SIZE} × 1 values, and this one takes "
            f"{' × '.join(map(str, shape))}: give trace_input an array of that shape."
        )


def _from_ink(digit: DigitInk, centre: bool, *, widen: bool, pen: float = 0) -> Preparation:
    prepared = prepare(digit.ink, centre=centre and not digit.is_input, widen=widen, pen=pen)
    steps: Steps = {"ink": prepared.ink}
    if prepared.scaled is not None:
        steps["crop"] = prepared.crop
        if prepared.widened is not None:
            steps["widened"] = prepared.widened
        steps["scaled"] = prepared.scaled
    return Preparation(
        digit.picture, steps, prepared.box, prepared.offset, prepared.input, digit.notes, digit.has_lines
    )


def _from_photo(photo: Photo) -> Preparation:
    steps: Steps = {"picture": photo.picture}
    if photo.crop.shape != photo.picture.shape:
        steps["crop"] = photo.crop
    notes = ("Light background: inverted.",) if photo.inverted else ()
    return Preparation(photo.picture, steps, photo.box, None, photo.input, notes)
