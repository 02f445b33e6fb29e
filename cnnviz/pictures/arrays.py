"""Turn a NumPy array into a PIL image, after checking what its numbers mean."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.limits import check_size

_ROUNDING = 1e-3
"""An array of floats whose largest exceeds 1 by more than this is read as running from 0 to 255."""


def image_from_array(array: npt.NDArray[Any]) -> Image.Image:
    """Return an array as an image.

    Args:
        array: (height, width) or (height, width, channels) with 1, 3 or 4 channels; bool, whole numbers from 0 to
            255, uint16 from 0 to 65,535, floats in [0, 1] or floats in [0, 255].
    Returns:
        An image of mode "L", "RGB" or "RGBA"; of mode "F" in [0, 1] if it has one channel and more than 8 bits.
    Raises:
        PictureError: If the array is anything else.
    """
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim != 2 and not (array.ndim == 3 and array.shape[2] in (3, 4)):
        raise PictureError(
            f"An array of shape {array.shape} is not a picture: give (height, width), or (height, width, channels) "
            "with 1, 3 or 4 channels."
        )
    check_size(array.shape[1], array.shape[0])
    pixels = _pixels(array)
    if array.ndim == 3 and pixels.dtype == np.float32:
        pixels = np.rint(pixels * 255).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(pixels))


def _pixels(array: npt.NDArray[Any]) -> npt.NDArray[np.uint8] | npt.NDArray[np.float32]:
    """Return the picture as uint8 from 0 to 255, or as float32 from 0 to 1."""
    if array.dtype == np.bool_:
        return array.astype(np.uint8) * np.uint8(255)
    if array.dtype == np.uint8:
        return array
    if array.dtype == np.uint16:
        return array.astype(np.float32) / np.float32(65535)
    if array.dtype.kind not in "iuf":
        raise PictureError(f"An array of {array.dtype} is not a picture: give whole numbers, floats or bool.")
    lowest, highest = array.min(), array.max()
    if not np.isfinite(lowest) or not np.isfinite(highest):
        raise PictureError("The array holds NaN or infinity, which no pixel can be: replace them, by 0 for example.")
    if lowest < 0 or highest > 255:
        raise PictureError(
            f"The array runs from {lowest:g} to {highest:g}: give 0 to 1, or 0 to 255 (uint16: 0 to 65,535)."
        )
    if array.dtype.kind in "iu":
        return array.astype(np.uint8)
    pixels = array.astype(np.float32)
    return np.minimum(pixels, 1) if highest <= 1 + _ROUNDING else pixels / np.float32(255)
