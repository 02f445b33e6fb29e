"""One picture on its way into another."""

from __future__ import annotations

import numpy as np

LEVELS = 16
"""Into how many levels of brightness a picture is cut for its outlines to wander."""


def mix(first: np.ndarray, second: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return pictures between two, every value on a straight line: one fades while the other appears.

        (1 - share) · first + share · second

    Args:
        first: (height, width, channels), float32 in [0, 1].
        second: The same shape.
        shares: (count,), in [0, 1].
    Returns:
        (count, height, width, channels) float32.
    """
    shares = _column(shares)
    return (1 - shares) * first + shares * second


def reshape(first: np.ndarray, second: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return pictures between two whose outlines wander from one to the other.

    Both are cut at LEVELS levels of brightness. Of each level the signed distance to its outline, above 0 inside, is
    mixed, and what comes out above 0 is inside again; the picture is the mean over the levels. At a share of 0 and of 1
    it is the picture itself.

    Args:
        first: (height, width, 1), float32 in [0, 1].
        second: The same shape.
        shares: (count,), in [0, 1].
    Returns:
        (count, height, width, 1) float32 in [0, 1].
    """
    shares = np.asarray(shares, np.float32)
    levels = (np.arange(LEVELS, dtype=np.float32) + 0.5) / LEVELS
    inside = [mix(_distance(first > level), _distance(second > level), shares) > 0 for level in levels]
    images = np.mean(inside, axis=0, dtype=np.float32)
    images[shares <= 0], images[shares >= 1] = first, second
    return images


def _distance(inside: np.ndarray) -> np.ndarray:
    """Return the distance of each pixel's middle to the outline: above 0 inside, below 0 outside, in pixels."""
    from scipy import ndimage

    if inside.all() or not inside.any():
        # There is no outline: it is as far away as anything can be.
        return np.full(inside.shape, (1 if inside.all() else -1) * np.hypot(*inside.shape[:2]), np.float32)
    plane = inside[..., 0]
    distance = np.where(
        plane, ndimage.distance_transform_edt(plane) - 0.5, 0.5 - ndimage.distance_transform_edt(~plane)
    )
    return distance[..., None].astype(np.float32)


def _column(shares: np.ndarray) -> np.ndarray:
    return np.asarray(shares, np.float32)[:, None, None, None]
