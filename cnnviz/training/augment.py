"""Changed copies of training pictures, so that a network learns what does not matter."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

BEND = 1.1
"""How far pixels are moved when a picture is bent, as a standard deviation in pixels."""
BEND_WIDTH = 4.0
"""Over how many pixels neighbours move together."""
BENDS = 4_000
SHIFT = 4
"""The most pixels a photograph is moved to each side."""


def bend_digits(images: np.ndarray, random: np.random.Generator, strength: float) -> np.ndarray:
    """Return digits turned, slanted, scaled, moved and bent, each differently, as other hands would write them.

    Args:
        images: (count, height, width, 1) float32 in [0, 1], black around.
        random: Where chance comes from.
        strength: 0 leaves them as they are; 1 turns by 7 degrees, as a standard deviation.
    References:
        Simard, Steinkraus & Platt, Best Practices for Convolutional Neural Networks (2003): elastic distortions.
    """
    count, size = images.shape[:2]

    def spread(deviation: float) -> np.ndarray:
        return random.normal(0, deviation * strength, (count, 1, 1)).astype(np.float32)

    turn, zoom_x, zoom_y, slant, move_x, move_y = map(spread, (math.radians(7), 0.06, 0.06, 0.1, 0.8, 0.8))
    fields = _bends(size)
    bend_x, bend_y = fields[random.integers(0, len(fields), (2, count))] * np.float32(BEND * strength)
    middle = (size - 1) / 2
    y, x = np.indices((size, size), np.float32) - middle
    from_x = np.cos(turn) * (1 + zoom_x) * x + (np.sin(turn) + slant) * y + move_x + bend_x + middle
    from_y = -np.sin(turn) * x + np.cos(turn) * (1 + zoom_y) * y + move_y + bend_y + middle
    return _sample(images[..., 0], from_y, from_x)[..., None]


def flip_and_shift(images: np.ndarray, random: np.random.Generator, strength: float) -> np.ndarray:
    """Return photographs moved by up to SHIFT pixels, half of them mirrored; the edge is repeated where they left.

    Args:
        images: (count, height, width, channels) float32 in [0, 1].
        random: Where chance comes from.
        strength: 0 leaves them where they are; 1 moves by up to SHIFT pixels.
    """
    count, height, width, _ = images.shape
    reach = round(SHIFT * strength)
    padded = np.pad(images, ((0, 0), (reach, reach), (reach, reach), (0, 0)), mode="edge")
    rows = random.integers(0, 2 * reach + 1, (count, 1)) + np.arange(height)
    cols = random.integers(0, 2 * reach + 1, (count, 1)) + np.arange(width)
    mirrored = random.random(count) < 0.5
    cols[mirrored] = cols[mirrored, ::-1]
    return padded[np.arange(count)[:, None, None], rows[:, :, None], cols[:, None, :]]


@cache
def _bends(size: int) -> np.ndarray:
    """Return (BENDS, size, size) float32 of smooth noise with standard deviation 1; made once, it is slow to make."""
    from scipy.ndimage import gaussian_filter

    noise = np.random.default_rng(1).uniform(-1, 1, (BENDS, size, size)).astype(np.float32)
    smooth = gaussian_filter(noise, (0, BEND_WIDTH, BEND_WIDTH))
    return smooth / smooth.std()


def _sample(images: np.ndarray, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    """Return the images' values between pixels, interpolated linearly; 0 outside. All (count, height, width)."""
    count, height, width = images.shape
    padded = np.pad(images, ((0, 0), (1, 2), (1, 2))).reshape(-1)
    stride = width + 3
    top, left = np.floor(rows), np.floor(cols)
    down, right = rows - top, cols - left
    top, left = np.clip(top + 1, 0, height + 1).astype(np.int32), np.clip(left + 1, 0, width + 1).astype(np.int32)
    corner = (np.arange(count)[:, None, None] * (height + 3) + top) * stride + left
    above = padded[corner] * (1 - right) + padded[corner + 1] * right
    below = padded[corner + stride] * (1 - right) + padded[corner + stride + 1] * right
    return above * (1 - down) + below * down
