"""Changes to a picture, each as strong as one likes: moved, turned, thicker, noisy, partly hidden.

All take and return (height, width, channels) float32 in [0, 1]. What comes in from outside of the picture is empty
ground, 0, in a picture of one channel, and in colours what is nearest at the edge.
"""

from __future__ import annotations

import numpy as np


def translate(image: np.ndarray, down: float, right: float) -> np.ndarray:
    """Return the picture moved by pixels, interpolated linearly between them; negative numbers move it up and left.

    Example:
        >>> translate(np.float32([[[1], [0]]]), 0, 1)[..., 0]
        array([[0., 1.]], dtype=float32)
    """
    return _mapped(image, np.eye(2), np.array([-down, -right]))


def rotate(image: np.ndarray, degrees: float) -> np.ndarray:
    """Return the picture turned clockwise about its middle.

    Example:
        >>> rotate(np.float32([[[1], [0]], [[0], [0]]]), 90)[..., 0].round(3)
        array([[0., 1.],
               [0., 0.]], dtype=float32)
    """
    angle = np.deg2rad(degrees)
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return _about_the_middle(image, turned)


def scale(image: np.ndarray, factor: float) -> np.ndarray:
    """Return what is in the picture larger or smaller, about the picture's middle.

    Args:
        image: (height, width, channels), float32 in [0, 1].
        factor: Above 0; 2 makes it twice as high and wide.
    Raises:
        ValueError: If the factor is not above 0.
    """
    if not factor > 0:
        raise ValueError(f"A factor of {factor} does not do: give one above 0.")
    return _about_the_middle(image, np.eye(2) / factor)


def thicken(image: np.ndarray, pixels: float) -> np.ndarray:
    """Return the picture with what is bright grown on all sides, or shrunk.

    Each pixel becomes the brightest (below 0: the darkest) within that distance; between whole pixels the two are
    mixed.

    Args:
        image: (height, width, channels), float32 in [0, 1].
        pixels: How far it grows; below 0 it shrinks.
    Example:
        >>> thicken(np.float32([[[0], [1], [0], [0]]]), 0.5)[..., 0]
        array([[0.5, 1. , 0.5, 0. ]], dtype=float32)
    """
    radius, share = int(abs(pixels)), abs(pixels) % 1
    thinner = _grown(image, radius, shrink=pixels < 0)
    if not share:
        return thinner
    return ((1 - share) * thinner + share * _grown(image, radius + 1, shrink=pixels < 0)).astype(np.float32)


def blur(image: np.ndarray, pixels: float) -> np.ndarray:
    """Return the picture blurred by a Gaussian.

    Args:
        image: (height, width, channels), float32 in [0, 1].
        pixels: Its standard deviation; 0 blurs nothing.
    """
    from scipy import ndimage

    return ndimage.gaussian_filter(image, (pixels, pixels, 0), mode="nearest")


def contrast(image: np.ndarray, factor: float) -> np.ndarray:
    """Return the picture with every value's distance from middle grey multiplied.

        0.5 + factor · (image - 0.5), clipped to [0, 1]

    Args:
        image: (height, width, channels), float32 in [0, 1].
        factor: 1 changes nothing, 0 leaves grey, -1 makes the negative.
    Example:
        >>> contrast(np.float32([[[0.25], [1]]]), -1)[..., 0]
        array([[0.75, 0.  ]], dtype=float32)
    """
    return np.clip(0.5 + factor * (image - 0.5), 0, 1).astype(np.float32)


def noise(image: np.ndarray, strength: float, seed: int) -> np.ndarray:
    """Return the picture with a normally distributed number added to every value, clipped to [0, 1].

    Args:
        image: (height, width, channels), float32 in [0, 1].
        strength: The standard deviation.
        seed: At least 0; the same one gives the same noise, stronger or weaker.
    """
    drawn = np.random.default_rng(seed).standard_normal(image.shape, np.float32)
    return np.clip(image + np.float32(strength) * drawn, 0, 1)


def occlude(image: np.ndarray, size: int, row: int, col: int) -> np.ndarray:
    """Return the picture with a square hidden: by empty ground, 0, or in a colour picture by middle grey.

    Args:
        image: (height, width, channels), float32 in [0, 1].
        size: The square's side, in pixels; 0 hides nothing.
        row: Its top row. What would be outside of the picture is cut off.
        col: Its left column.
    Example:
        >>> occlude(np.ones((2, 2, 1), np.float32), 1, 0, 1)[..., 0]
        array([[1., 0.],
               [1., 1.]], dtype=float32)
    """
    hidden = image.copy()
    hidden[max(row, 0) : max(row + size, 0), max(col, 0) : max(col + size, 0)] = 0 if image.shape[2] == 1 else 0.5
    return hidden


def _about_the_middle(image: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    middle = (np.array(image.shape[:2]) - 1) / 2
    return _mapped(image, matrix, middle - matrix @ middle)


def _mapped(image: np.ndarray, matrix: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """Return the picture whose pixel at (row, col) is the given one's at matrix @ (row, col) + offset."""
    from scipy import ndimage

    # Rounding may put a pixel of the edge a hair outside of the picture, where it would be empty.
    matrix, offset = matrix.round(12), offset.round(12)
    mode = "grid-constant" if image.shape[2] == 1 else "nearest"
    channels = [
        ndimage.affine_transform(image[..., channel], matrix, offset, order=1, mode=mode)
        for channel in range(image.shape[2])
    ]
    return np.clip(np.stack(channels, axis=-1), 0, 1)


def _grown(image: np.ndarray, radius: int, *, shrink: bool) -> np.ndarray:
    from scipy import ndimage

    if not radius:
        return image.copy()
    reach = np.arange(-radius, radius + 1)
    disc = (reach[:, None] ** 2 + reach**2 <= radius**2)[..., None]
    change = ndimage.grey_erosion if shrink else ndimage.grey_dilation
    return change(image, footprint=disc, mode="nearest")
