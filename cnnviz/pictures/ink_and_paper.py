"""Tell ink from paper in a grey picture, under any lighting."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

_SMALL_SIDE = 160
"""Longer side of the small copy on which the paper is estimated: paper changes slowly, and strokes fade there."""
_WIDEST_STROKE = 0.22
"""Share of the longer side: dark things narrower than this are ink, wider ones are shadows or the table."""
_DARKEST_PAPER = 0.3
"""Contrast is stretched at most as far as paper of this lightness needs: dark corners would fill with ink."""
_THUMBNAIL_SIDE = 64
"""A picture up to this size, in pixels, is one digit with a plain margin, which shows the tone of the paper."""
_TWO_TONES, _ONE_MARGIN = 0.85, 0.75
"""A picture is evenly lit, without a table around the paper or a shadow across it, if this share of its pixels is close
to its lightest or darkest tone and this share of its margin has one of the two tones."""


def is_dark_on_light(grey: npt.NDArray[np.float32]) -> bool | None:
    """Return whether the ink is darker than the paper; None if that is unclear.

    Ink covers little of a picture and stands out strongly, so the differences from the local mean are skewed towards
    it, while the edges of a sheet or a shadow weigh the same on both sides. The differences are divided by the local
    mean, because light falls on ink and paper alike.

    Args:
        grey: (height, width), float32 in [0, 1].
    """
    from scipy import ndimage

    small = _reduced(grey, 200)
    if max(grey.shape) <= _THUMBNAIL_SIDE:
        return bool(2 * np.median(_margin(grey)) > grey.min() + grey.max())
    skews = []
    for part in (4, 10):
        mean = ndimage.gaussian_filter(small, max(small.shape) / part)
        skews.append(float((((small - mean) / np.maximum(mean, 0.1)) ** 3).mean()))
    if (skews[0] < 0) == (skews[1] < 0):
        return skews[0] < 0
    low, high = np.percentile(small, (1, 99))
    part_way = (small - low) / max(high - low, 1e-6)
    has_two_tones = np.mean((part_way < 0.25) | (part_way > 0.75)) > _TWO_TONES
    is_light = _margin(part_way) > 0.5
    has_one_margin = max(is_light.mean(), 1 - is_light.mean()) > _ONE_MARGIN
    return bool(is_light.mean() > 0.5) if has_two_tones and has_one_margin else None


def _margin(grey: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the pixels along the edges of a picture."""
    return np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])


def ink_contrast(grey: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return how much darker than the paper around it each pixel is.

    The paper is what a morphological closing leaves: gradients and edges stay as they are, strokes are filled.

    Args:
        grey: (height, width), float32 in [0, 1], of dark ink on light paper.
    Returns:
        (height, width) float32, about 0 on paper and at most 1.
    """
    from scipy import ndimage

    height, width = grey.shape
    small = _reduced(grey, _SMALL_SIDE)
    reach = max(3, round(_WIDEST_STROKE * max(small.shape)) | 1)
    if small.shape == grey.shape:
        paper = ndimage.grey_closing(small, size=(reach, reach), mode="nearest")
    else:
        small = ndimage.gaussian_filter(small, 0.7)
        paper = ndimage.grey_closing(small, size=(reach, reach), mode="nearest")
        paper = ndimage.gaussian_filter(paper, 1.5, mode="nearest")
        paper = np.asarray(Image.fromarray(paper).resize((width, height), Image.Resampling.BILINEAR))
    tone: npt.NDArray[np.float32] = np.maximum(paper, _DARKEST_PAPER)
    contrast = 1 - grey / tone
    usual = np.float32(np.median(contrast[::3, ::3]))
    return contrast - usual if usual < 0.1 else contrast


def _reduced(grey: npt.NDArray[np.float32], side: int) -> npt.NDArray[np.float32]:
    """Return the picture averaged down, by a whole number, to about this longer side."""
    factor = round(max(grey.shape) / side)
    return np.asarray(Image.fromarray(grey).reduce(factor)) if factor > 1 else grey
