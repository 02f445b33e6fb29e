"""One picture turning into another, in steps: by fading, or by changing its outlines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnnviz.what_if.transforms import FloatImage

LEVELS = 16
"""At how many levels of brightness the outlines of a picture are taken."""


def mix(first: FloatImage, second: FloatImage, shares: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Return pictures between two, each value on a straight line: the first fades while the second appears.

        (1 - share) · first + share · second

    Args:
        first: (height, width, channels), float32 in [0, 1].
        second: The same shape.
        shares: (count,) in [0, 1]: how much of the second picture.
    Returns:
        (count, height, width, channels) float32.
    """
    column = np.asarray(shares, np.float32)[:, None, None, None]
    return (1 - column) * first + column * second


def reshape(first: FloatImage, second: FloatImage, shares: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Return pictures between two whose outlines change from those of the first to those of the second.

    Both pictures are cut at LEVELS levels of brightness. For each level the signed distances to the two outlines,
    positive inside, are mixed, and the pixels where the mixture is positive lie inside the new outline. The picture is
    the mean over the levels. At a share of 0 or 1 it is the first or the second picture itself.

    Args:
        first: (height, width, 1), float32 in [0, 1].
        second: The same shape.
        shares: (count,) in [0, 1]: how much of the second picture.
    Returns:
        (count, height, width, 1) float32 in [0, 1].
    """
    shares = np.asarray(shares)
    levels = (np.arange(LEVELS, dtype=np.float32) + 0.5) / LEVELS
    inside = [mix(_distance(first > level), _distance(second > level), shares) > 0 for level in levels]
    images: npt.NDArray[np.float32] = np.mean(inside, axis=0, dtype=np.float32)
    images[shares <= 0], images[shares >= 1] = first, second
    return images


def _distance(inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """Return the signed distance of each pixel's middle to the outline in pixels: positive inside, negative outside."""
    from scipy import ndimage

    if inside.all() or not inside.any():
        # Without an outline every pixel counts as farther from it than any two pixels can be.
        return np.full(inside.shape, (1 if inside.all() else -1) * np.hypot(*inside.shape[:2]), np.float32)
    plane = inside[..., 0]
    distance = np.where(
        plane, ndimage.distance_transform_edt(plane) - 0.5, 0.5 - ndimage.distance_transform_edt(~plane)
    )
    return distance[..., None].astype(np.float32)
