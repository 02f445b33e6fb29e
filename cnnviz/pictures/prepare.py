"""Turn ink into the 28 x 28 input of a digit network, in the way MNIST was made, keeping every step.

MNIST's digits were cut out, scaled into a 20 x 20 box with their proportions kept, and placed in 28 x 28
pixels so that the centre of mass of the ink is in the middle. A network trained on them expects the same.

References:
    http://yann.lecun.com/exdb/mnist/
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnnviz.pictures.stroke_width import MARGIN_SHARE, widened

INPUT_SIZE = 28
BOX_SIZE = 20


@dataclass(frozen=True)
class DigitSteps:
    """Every step from a picture of ink to the network's input. All arrays are float32 in [0, 1], 1 = ink.

    Attributes:
        ink: (height, width), the whole picture.
        box: (top, left, bottom, right) of the digit in `ink`, in its pixels; bottom and right excluded.
        crop: The part of `ink` in `box`.
        widened: The digit with wider strokes, at another resolution, which is scaled in place of the crop; None if its
            strokes are wide enough, or are to stay as they are.
        scaled: The digit, scaled so that its longer side is 20 pixels; None without centring.
        offset: (row, col) of the top left corner of `scaled` in the input; None without centring.
        input: (28, 28, 1), what the network gets.
    """

    ink: npt.NDArray[np.float32]
    box: tuple[int, int, int, int]
    crop: npt.NDArray[np.float32]
    widened: npt.NDArray[np.float32] | None
    scaled: npt.NDArray[np.float32] | None
    offset: tuple[int, int] | None
    input: npt.NDArray[np.float32]


def prepare(ink: npt.NDArray[np.float32], *, centre: bool = True, widen: bool = False, pen: float = 0) -> DigitSteps:
    """Return a digit network's input for a picture of ink, with the steps to it.

    Args:
        ink: (height, width), float32 in [0, 1], 1 = ink.
        centre: Cut out, scale and centre as MNIST was. False squashes the whole picture to 28 x 28 instead.
        widen: Whether strokes of a thin pen are widened before they are scaled; see cnnviz/pictures/stroke_width.py.
        pen: The width of the thinnest pen that drew it, in pixels; 0 if that is not known.
    Returns:
        The steps. An empty picture gives an empty input.
    """
    box = ink_box(ink)
    top, left, bottom, right = box
    crop = ink[top:bottom, left:right]
    if not centre:
        return DigitSteps(ink, box, crop, None, None, None, _resize(_square(ink), INPUT_SIZE, INPUT_SIZE)[..., None])
    thick = widened(crop, pen) if widen and ink.any() else None
    digit = crop
    if thick is not None:
        digit, box = _cut_out(thick, box)
    height, width = digit.shape
    factor = BOX_SIZE / max(height, width)
    scaled = _resize(digit, max(1, round(height * factor)), max(1, round(width * factor)))
    row, col = _offset(scaled)
    image = np.zeros((INPUT_SIZE, INPUT_SIZE, 1), np.float32)
    image[row : row + scaled.shape[0], col : col + scaled.shape[1], 0] = scaled
    return DigitSteps(ink, box, crop, None if thick is None else digit, scaled, (row, col), image)


def ink_box(ink: npt.NDArray[np.float32]) -> tuple[int, int, int, int]:
    """Return (top, left, bottom, right) of the smallest box that holds the ink; the whole picture if it is empty."""
    visible = ink > 0
    rows, cols = np.flatnonzero(visible.any(axis=1)), np.flatnonzero(visible.any(axis=0))
    if not rows.size:
        return 0, 0, *ink.shape
    return int(rows[0]), int(cols[0]), int(rows[-1]) + 1, int(cols[-1]) + 1


def _cut_out(
    thick: npt.NDArray[np.float32], box: tuple[int, int, int, int]
) -> tuple[npt.NDArray[np.float32], tuple[int, int, int, int]]:
    """Return a widened digit without its margin, and where it is in the picture whose `box` it was made of."""
    top, left, bottom, right = inner = ink_box(thick)
    pixel = max(box[2] - box[0], box[3] - box[1]) * (1 + 2 * MARGIN_SHARE) / max(thick.shape)
    margin = max(box[2] - box[0], box[3] - box[1]) * MARGIN_SHARE
    corners = (box[index % 2] - margin + inner[index] * pixel for index in range(4))
    return thick[top:bottom, left:right], tuple(round(corner) for corner in corners)


def _offset(scaled: npt.NDArray[np.float32]) -> tuple[int, int]:
    """Return where to put the scaled digit: its centre of mass in the middle, unless that would cut something off."""
    total = float(scaled.sum())
    if not total:
        return (INPUT_SIZE - scaled.shape[0]) // 2, (INPUT_SIZE - scaled.shape[1]) // 2
    offsets = []
    for axis, size in enumerate(scaled.shape):
        mass = float(np.arange(size) @ scaled.sum(axis=1 - axis)) / total
        offsets.append(min(max(round(INPUT_SIZE / 2 - mass), 0), INPUT_SIZE - size))
    return offsets[0], offsets[1]


def _square(ink: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the picture with empty margins that make it square."""
    height, width = ink.shape
    side = max(height, width)
    square = np.zeros((side, side), np.float32)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = ink
    return square


def _resize(ink: npt.NDArray[np.float32], height: int, width: int) -> npt.NDArray[np.float32]:
    if ink.shape == (height, width):
        return np.array(ink, np.float32)
    picture = Image.fromarray(np.ascontiguousarray(ink, np.float32))
    return np.asarray(picture.resize((width, height), Image.Resampling.HAMMING), np.float32)
