"""Telling ink from paper in a grey picture, however it is lit."""

from __future__ import annotations

import numpy as np
from PIL import Image

_SMALL_SIDE = 160
"""Longer side of the small copy on which the paper is estimated: it changes slowly, and strokes fade on it."""
_WIDEST_STROKE = 0.22
"""Of the longer side: what is darker and narrower than this is ink, what is wider is a shadow or a table."""
_DARKEST_PAPER = 0.3
"""Contrast is not stretched further than paper of this lightness needs, or dark corners would be full of ink."""
_THUMBNAIL_SIDE = 64
"""Up to this size a picture is a digit with a plain margin, and the margin shows the colour of the paper."""
_TWO_TONES, _ONE_MARGIN = 0.85, 0.75
"""A picture in which this part of the pixels is nearly as light or as dark as any, and this part of the margin is of
one of the two tones, is evenly lit: it has no table around it and no shadow across it."""


def is_dark_on_light(grey: np.ndarray) -> bool | None:
    """Return whether the ink is darker than the paper; None where that is not clear.

    Ink covers little and stands out by much, so the differences from the local mean are skewed towards it; the edges
    of a sheet or of a shadow weigh as much on either side. They are taken relative to the local mean, because the
    light falls on ink and paper alike.

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


def _margin(grey: np.ndarray) -> np.ndarray:
    """Return the pixels along the edges of a picture."""
    return np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])


def ink_contrast(grey: np.ndarray) -> np.ndarray:
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
    contrast = 1 - grey / np.maximum(paper, _DARKEST_PAPER)
    usual = np.median(contrast[::3, ::3])
    return contrast - usual if usual < 0.1 else contrast


def _reduced(grey: np.ndarray, side: int) -> np.ndarray:
    """Return the picture averaged down, by a whole number, to about this longer side."""
    factor = round(max(grey.shape) / side)
    return np.asarray(Image.fromarray(grey).reduce(factor)) if factor > 1 else grey
