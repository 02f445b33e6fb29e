"""Changes to a picture, each of any strength: moved, turned, thicker, noisy, partly hidden.

All take and return (height, width, channels) float32 in [0, 1]. Pixels that come in from outside are empty ground, 0,
in a picture of one channel; in a colour picture they repeat the nearest pixel of the edge.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

FloatImage = npt.NDArray[np.float32]
"""(height, width, channels), in [0, 1]."""


def translate(image: FloatImage, down: float, right: float) -> FloatImage:
    """Return the picture moved by pixels, interpolated linearly between them; negative numbers move it up and left.

    Example:
        >>> translate(np.float32([[[1], [0]]]), 0, 1)[..., 0]
        array([[0., 1.]], dtype=float32)
    """
    return _mapped(image, np.eye(2), np.array([-down, -right]))


def rotate(image: FloatImage, degrees: float) -> FloatImage:
    """Return the picture turned clockwise by degrees about its middle.

    Example:
        >>> rotate(np.float32([[[1], [0]], [[0], [0]]]), 90)[..., 0].round(3)
        array([[0., 1.],
               [0., 0.]], dtype=float32)
    """
    angle = np.deg2rad(degrees)
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return _about_the_middle(image, turned)


def scale(image: FloatImage, factor: float) -> FloatImage:
    """Return the picture enlarged or reduced about its middle, in a frame of the same size.

    Args:
        image: (height, width, channels), float32 in [0, 1].
        factor: Above 0; 2 makes everything twice as high and wide.
    Raises:
        ValueError: If the factor is not above 0.
    """
    if not factor > 0:
        raise ValueError(f"The factor must be above 0. Received: {factor}.")
    return _about_the_middle(image, np.eye(2) / factor)


def thicken(image: FloatImage, pixels: float) -> FloatImage:
    """Return the picture with its bright parts grown on all sides, or shrunk.

    Each pixel becomes the brightest within that distance, or the darkest for a negative one. A distance between two
    whole numbers of pixels mixes the pictures of both.

    Args:
        image: (height, width, channels), float32 in [0, 1].
        pixels: How far the bright parts grow; negative to shrink them.
    Example:
        >>> thicken(np.float32([[[0], [1], [0], [0]]]), 0.5)[..., 0]
        array([[0.5, 1. , 0.5, 0. ]], dtype=float32)
    """
    radius, share = int(abs(pixels)), abs(pixels) % 1
    whole = _grown(image, radius, shrink=pixels < 0)
    if not share:
        return whole
    return ((1 - share) * whole + share * _grown(image, radius + 1, shrink=pixels < 0)).astype(np.float32)


def blur(image: FloatImage, pixels: float) -> FloatImage:
    """Return the picture blurred by a Gaussian.

    Args:
        image: (height, width, channels), float32 in [0, 1].
        pixels: Its standard deviation; 0 leaves the picture as it is.
    """
    from scipy import ndimage

    return np.asarray(ndimage.gaussian_filter(image, (pixels, pixels, 0), mode="nearest"), np.float32)


def contrast(image: FloatImage, factor: float) -> FloatImage:
    """Return the picture with every value's distance from middle grey multiplied.

        0.5 + factor · (image - 0.5), clipped to [0, 1]

    Args:
        image: (height, width, channels), float32 in [0, 1].
        factor: 1 changes nothing, 0 makes everything grey, -1 gives the negative.
    Example:
        >>> contrast(np.float32([[[0.25], [1]]]), -1)[..., 0]
        array([[0.75, 0.  ]], dtype=float32)
    """
    stretched: FloatImage = np.clip(0.5 + factor * (image - 0.5), 0, 1).astype(np.float32)
    return stretched


def noise(image: FloatImage, strength: float, seed: int) -> FloatImage:
    """Return the picture with a normally distributed number added to every value, clipped to [0, 1].

    Args:
        image: (height, width, channels), float32 in [0, 1].
        strength: The standard deviation.
        seed: At least 0. The same seed gives the same pattern at every strength.
    """
    pattern = np.random.default_rng(seed).standard_normal(image.shape, np.float32)
    return np.clip(image + np.float32(strength) * pattern, 0, 1)


def occlude(image: FloatImage, size: int, row: int, col: int) -> FloatImage:
    """Return the picture with a square hidden: filled with empty ground, 0, or in a colour picture with middle grey.

    Args:
        image: (height, width, channels), float32 in [0, 1].
        size: The square's side in pixels; 0 hides nothing.
        row: Its top row. The part of the square outside of the picture is cut off.
        col: Its left column.
    Example:
        >>> occlude(np.ones((2, 2, 1), np.float32), 1, 0, 1)[..., 0]
        array([[1., 0.],
               [1., 1.]], dtype=float32)
    """
    hidden = image.copy()
    hidden[max(row, 0) : max(row + size, 0), max(col, 0) : max(col + size, 0)] = 0 if image.shape[2] == 1 else 0.5
    return hidden


def _about_the_middle(image: FloatImage, matrix: npt.NDArray[np.float64]) -> FloatImage:
    middle = (np.array(image.shape[:2]) - 1) / 2
    return _mapped(image, matrix, middle - matrix @ middle)


def _mapped(image: FloatImage, matrix: npt.NDArray[np.float64], offset: npt.NDArray[np.float64]) -> FloatImage:
    """Return the picture whose pixel at (row, col) is the given picture's at matrix @ (row, col) + offset."""
    from scipy import ndimage

    # Without this, rounding errors may put a pixel of the edge just outside of the picture, where it would be empty.
    matrix, offset = matrix.round(12), offset.round(12)
    mode: Literal["grid-constant", "nearest"] = "grid-constant" if image.shape[2] == 1 else "nearest"
    channels = [
        ndimage.affine_transform(image[..., channel], matrix, offset, order=1, mode=mode)
        for channel in range(image.shape[2])
    ]
    return np.clip(np.stack(channels, axis=-1), 0, 1)


def _grown(image: FloatImage, radius: int, *, shrink: bool) -> FloatImage:
    """Return the picture with each pixel the brightest, or the darkest, within a disc of that radius."""
    from scipy import ndimage

    if not radius:
        return image.copy()
    reach = np.arange(-radius, radius + 1)
    disc = (reach[:, None] ** 2 + reach**2 <= radius**2)[..., None]
    filtered = ndimage.grey_erosion if shrink else ndimage.grey_dilation
    return np.asarray(filtered(image, footprint=disc, mode="nearest"), np.float32)
