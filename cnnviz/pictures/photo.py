"""Make any picture of a thing the input of a network that was trained on small photographs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnnviz.pictures.decode import Source, decode
from cnnviz.pictures.ink_and_paper import is_dark_on_light

SHOWN_SIDE = 640
"""The longest side, in pixels, at which a picture is shown."""


@dataclass(frozen=True)
class Photo:
    """Every step from a picture to the network's input.

    Attributes:
        picture: (height, width, 3) uint8: the picture upright, at most 640 pixels a side.
        box: (top, left, bottom, right) of the square that is cut out of `picture`, in its pixels.
        crop: (side, side, 3) uint8, that square.
        inverted: Whether a thing on a light background was made bright on black, as the training pictures are.
        input: (height, width, channels) float32 in [0, 1], what the network gets.
    """

    picture: npt.NDArray[np.uint8]
    box: tuple[int, int, int, int]
    crop: npt.NDArray[np.uint8]
    inverted: bool
    input: npt.NDArray[np.float32]


def read_photo(source: Source, shape: tuple[int, ...], *, invert: bool = True, swap: bool = False) -> Photo:
    """Return the middle square of a picture, scaled to the network's input size.

    A picture that already has that size is not scaled; one that is marked as a network's input, see
    cnnviz/pictures/input_png.py, is not inverted either.

    Args:
        source: A path, bytes, a PIL image or an array; see cnnviz.pictures.decode.decode.
        shape: (height, width, channels) of the network's input; one channel is grey, bright on black.
        invert: Whether a grey picture of something dark on a light background is inverted.
        swap: Whether it is inverted exactly if it would not be.
    Raises:
        PictureError: If the picture cannot be decoded or is too large.
    """
    decoded = decode(source)
    shown = Image.fromarray(decoded.colour)
    shown.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    picture = np.asarray(shown)
    side = min(picture.shape[:2])
    top, left = ((length - side) // 2 for length in picture.shape[:2])
    crop = picture[top : top + side, left : left + side]
    height, width, channels = shape
    image = Image.fromarray(crop)
    if channels == 1:
        image = image.convert("L")
    if image.size != (width, height):
        image = image.resize((width, height), Image.Resampling.BOX if side > width else Image.Resampling.BICUBIC)
    values = np.asarray(image, np.float32).reshape(height, width, channels) / np.float32(255)
    as_it_is = decoded.is_input and picture.shape[:2] == (height, width)
    inverted = channels == 1 and invert and not as_it_is and bool(is_dark_on_light(values[..., 0])) != swap
    return Photo(picture, (top, left, top + side, left + side), crop, inverted, 1 - values if inverted else values)
