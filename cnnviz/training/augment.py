"""Changed copies of training pictures, which teach a network what does not matter."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt

BEND = 1.1
"""How far bending moves pixels: the standard deviation, in pixels."""
BEND_WIDTH = 4.0
"""How smooth the bending is: the standard deviation of the blur of its noise, in pixels."""
BENDS = 4_000
"""The number of different ways in which pictures are bent."""
SHIFT = 4
"""Photographs are moved by at most this many pixels to each side."""


def bend_digits(
    images: npt.NDArray[np.float32], random: np.random.Generator, strength: float
) -> npt.NDArray[np.float32]:
    """Return digits as other hands would write them: turned, slanted, scaled, moved and bent, each differently.

    Args:
        images: (count, height, width, 1) float32 in [0, 1], black around.
        random: The source of random numbers.
        strength: 0 changes nothing; 1 turns by 7 degrees, as a standard deviation.
    Returns:
        Images of the same shape and range.
    References:
        Simard, Steinkraus & Platt, Best Practices for Convolutional Neural Networks (2003): elastic distortions.
    """
    count, size = images.shape[:2]

    def spread(deviation: float) -> npt.NDArray[np.float32]:
        return random.normal(0, deviation * strength, (count, 1, 1)).astype(np.float32)

    turn, zoom_x, zoom_y, slant, move_x, move_y = map(spread, (math.radians(7), 0.06, 0.06, 0.1, 0.8, 0.8))
    fields = _bends(size)
    bend_x, bend_y = fields[random.integers(0, len(fields), (2, count))] * np.float32(BEND * strength)
    middle = (size - 1) / 2
    y, x = np.indices((size, size), np.float32) - middle
    from_x = np.cos(turn) * (1 + zoom_x) * x + (np.sin(turn) + slant) * y + move_x + bend_x + middle
    from_y = -np.sin(turn) * x + np.cos(turn) * (1 + zoom_y) * y + move_y + bend_y + middle
    return _interpolated(images[..., 0], from_y, from_x)[..., None]


def flip_and_shift(
    images: npt.NDArray[np.float32], random: np.random.Generator, strength: float
) -> npt.NDArray[np.float32]:
    """Return photographs moved by up to SHIFT pixels, half of them mirrored; edge pixels fill the gaps.

    Args:
        images: (count, height, width, channels) float32 in [0, 1].
        random: The source of random numbers.
        strength: 0 moves nothing; 1 moves by up to SHIFT pixels.
    Returns:
        Images of the same shape and range.
    """
    count, height, width, _ = images.shape
    reach = round(SHIFT * strength)
    padded = np.pad(images, ((0, 0), (reach, reach), (reach, reach), (0, 0)), mode="edge")
    rows = random.integers(0, 2 * reach + 1, (count, 1)) + np.arange(height)
    cols = random.integers(0, 2 * reach + 1, (count, 1)) + np.arange(width)
    mirrored = random.random(count) < 0.5
    cols[mirrored] = cols[mirrored, ::-1]
    moved: npt.NDArray[np.float32] = padded[np.arange(count)[:, None, None], rows[:, :, None], cols[:, None, :]]
    return moved


@cache
def _bends(size: int) -> npt.NDArray[np.float32]:
    """Return (BENDS, size, size) float32: smooth noise with standard deviation 1, cached because it takes seconds."""
    from scipy.ndimage import gaussian_filter

    noise = np.random.default_rng(1).uniform(-1, 1, (BENDS, size, size)).astype(np.float32)
    smooth = gaussian_filter(noise, (0, BEND_WIDTH, BEND_WIDTH))
    return np.asarray(smooth / smooth.std(), np.float32)


def _interpolated(
    images: npt.NDArray[np.float32], rows: npt.NDArray[np.float32], cols: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Return the images' values between pixels by linear interpolation; 0 outside. All (count, height, width)."""
    count, height, width = images.shape
    padded = np.pad(images, ((0, 0), (1, 2), (1, 2))).reshape(-1)
    stride = width + 3
    top, left = np.floor(rows), np.floor(cols)
    down, right = rows - top, cols - left
    top, left = np.clip(top + 1, 0, height + 1).astype(np.int32), np.clip(left + 1, 0, width + 1).astype(np.int32)
    corner = (np.arange(count)[:, None, None] * (height + 3) + top) * stride + left
    above = padded[corner] * (1 - right) + padded[corner + 1] * right
    below = padded[corner + stride] * (1 - right) + padded[corner + stride + 1] * right
    return np.asarray(above * (1 - down) + below * down, np.float32)
