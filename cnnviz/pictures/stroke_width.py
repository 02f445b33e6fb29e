"""Measure how wide the strokes of a digit are, and widen those of thin pens.

Scaled down to 20 pixels, a stroke much thinner than one pixel becomes grey, and breaks. The networks learned from
pencils and felt pens, whose strokes are about a tenth as wide as their digits are tall.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

THIN = 0.06
"""Strokes narrower than this are widened; widths are shares of the digit's longer side."""
WIDENED = 0.09
"""How wide they become."""
SURELY_WIDE = THIN / 0.9
"""What a pen at least this wide draws is not narrow: drawn strokes measure more than nine tenths of their pen."""
_SIDE = 120
"""The digit's longer side, in pixels, at which strokes are measured and widened."""
_FAINT = 0.2
"""Ink fainter than this is the soft edge of a stroke."""
_MARGIN = 8
"""Empty pixels around it, into which strokes grow."""


def widened(ink: npt.NDArray[np.float32], pen: float = 0) -> npt.NDArray[np.float32] | None:
    """Return a digit with wider strokes, None if they are wide enough.

    Args:
        ink: (height, width) float32 in [0, 1], 1 = ink, cut out closely around the digit.
        pen: The width of the thinnest pen that drew it, in pixels; 0 if that is not known. What it tells need not be
            measured.
    Returns:
        (height, width) float32 in [0, 1]: as large as `ink` and a margin of MARGIN_SHARE of its longer side on all
        four sides, at another resolution.
    """
    if pen >= SURELY_WIDE * max(ink.shape) or not (ink > _FAINT).any():
        return None
    from scipy import ndimage

    height, width = ink.shape
    factor = _SIDE / max(height, width)
    size = max(1, round(width * factor)), max(1, round(height * factor))
    digit = Image.fromarray(np.ascontiguousarray(ink, np.float32)).resize(size, Image.Resampling.BICUBIC)
    usual = np.median(ink[ink > _FAINT])
    solid = np.pad(np.asarray(digit) >= 0.5 * usual, _MARGIN)
    stroke = _width(ndimage.distance_transform_edt(solid)[solid])
    if stroke >= THIN * _SIDE:
        return None
    reach = (WIDENED * _SIDE - stroke) / 2
    # The edge runs over one pixel, as anti-aliasing would draw it.
    return np.clip(reach + 1 - ndimage.distance_transform_edt(~solid), 0, 1).astype(np.float32)


MARGIN_SHARE = _MARGIN / _SIDE


def _width(depths: npt.NDArray[np.float64]) -> float:
    """Return the mean width of strokes in pixels, from the distances of their pixels to the paper.

    Across a stroke of width w the distances rise from 0 to w / 2 and fall again: their mean is w / 4.
    """
    return float(4 * (depths.mean() - 0.5)) if depths.size else 0.0
