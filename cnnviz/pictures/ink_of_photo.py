"""The ink of a photograph or scan of handwriting: finding the digits, and stretching their ink from 0 to 1."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.pictures.digits_from_marks import Mark, digits_of, marks_of
from cnnviz.pictures.ink_and_paper import ink_contrast
from cnnviz.pictures.ruled_lines import without_lines

_FAINTEST = 0.06
"""Ink is darker than the paper around it by more than this share of the paper's tone."""
_MOST_NOISE = 0.03
"""Contrast that varies by more than this comes from other things in the picture, not from noise."""
_BESIDE_INK, _BESIDE_INK_IF_SMALL = 0.45, 0.3
"""Ink has at least this share of the contrast of the strongest ink beside it. In a small picture, whose longer side is
at most _SMALL pixels, a thin stroke is a blur."""
_SMALL = 64
_LEAST_FILL = 0.02
"""The thinnest digit that fills the picture covers more of it than this; a scratch covers less."""
_SAME_PEN = 0.7
"""Digits have at least this share of the strength of the most prominent one: they are written with one pen."""


class Handwriting(NamedTuple):
    """The handwriting in a photograph.

    Attributes:
        contrast: (height, width) float32, how much darker than its paper each pixel is; at most 1.
        labels: (height, width) int32, the connected component that each pixel is in; 0 for none.
        digits: The digits, from left to right.
        has_lines: Whether lines of the paper were taken away.
    """

    contrast: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int32]
    digits: list[Mark]
    has_lines: bool = False


def find_handwriting(grey: npt.NDArray[np.float32], *, keep_lines: bool = False) -> Handwriting:
    """Return the digits in a picture of dark ink on light paper.

    Args:
        grey: (height, width), float32 in [0, 1].
        keep_lines: Whether what may be lines of the paper are strokes.
    """
    from scipy import ndimage

    side = max(grey.shape)
    contrast = ink_contrast(ndimage.gaussian_filter(grey, 0.6 * side / 800) if side > 200 else grey)
    mask = _ink_mask(contrast)
    labels, marks = marks_of(mask, contrast)
    has_lines = False
    if not keep_lines and any(mark.size > 0.4 * side for mark in marks):
        unruled = without_lines(mask, contrast)
        has_lines = bool((unruled != mask).any())
        if has_lines:
            labels, marks = marks_of(unruled, contrast)
    return Handwriting(contrast, labels, _digits(marks, *grey.shape), has_lines)


def clean_ink(contrast: npt.NDArray[np.float32], core: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.float32]:
    """Return ink with its soft edges, stretched so that full ink is 1; everything else is exactly 0.

    Args:
        contrast: (height, width) float32, as in Handwriting.
        core: (height, width) bool, True on the ink to keep; all ink by default.
    Returns:
        (height, width) float32 in [0, 1].
    """
    from scipy import ndimage

    if core is None:
        core = _ink_mask(contrast)
    full = np.percentile(contrast[core], 70)
    edges = max(1, round(max(core.shape) / 600))
    around = ndimage.maximum_filter(core, 2 * edges + 1)
    return np.where(around, np.clip((contrast / full - 0.2) / 0.65, 0, 1), 0).astype(np.float32)


def _ink_mask(contrast: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    from scipy import ndimage

    sampled = contrast[::3, ::3]
    noise = 1.4826 * float(np.median(np.abs(sampled - np.median(sampled))))
    # Beside strong ink, anything much fainter is a ruled line, a smear or a trace of compression.
    nearby = ndimage.maximum_filter(contrast, max(3, round(0.04 * max(contrast.shape)) | 1))
    share = _BESIDE_INK if max(contrast.shape) > _SMALL else _BESIDE_INK_IF_SMALL
    faintest: npt.NDArray[np.float32] = np.maximum(max(_FAINTEST, 4 * min(noise, _MOST_NOISE)), share * nearby)
    return contrast > faintest


def _digits(marks: list[Mark], height: int, width: int) -> list[Mark]:
    """Return the digits among the marks: strong ink, neither specks, nets of lines nor a table."""
    smallest = max(6, 0.02 * max(height, width))
    whole = [mark for mark in marks if not mark.at_edge]
    cut = [
        mark
        for mark in marks
        if 0 < mark.at_edge < 0.25 * (mark.height + mark.width)
        and mark.fill > 0.1
        and min(mark.height, mark.width) > 0.08 * mark.size
    ]
    prominent = _most_prominent(whole, smallest)
    prominent_cut = _most_prominent(cut, smallest)
    # A mark cut off by the edge of the picture counts only where everything else is tiny beside it.
    if prominent_cut and (not prominent or _prominence(prominent) < 0.5 * _prominence(prominent_cut)):
        parts = [mark for mark in marks if mark not in cut and _is_above_or_below(mark, prominent_cut)]
        whole, prominent = whole + cut + [mark for mark in parts if mark not in whole], prominent_cut
    if not prominent:
        # In a picture cropped tightly to a digit, all ink touches the edges, that of its parts as well.
        filling = [
            mark
            for mark in marks
            if mark.size > 0.8 * max(height, width)
            and mark.at_edge < 1.2 * (mark.height + mark.width)
            and _LEAST_FILL < mark.fill < 0.8
        ]
        prominent = _most_prominent(filling, smallest)
        whole = [mark for mark in marks if prominent and _is_above_or_below(mark, prominent)]
    if not prominent:
        return []
    parts = [mark for mark in whole if mark.strength >= 0.5 * prominent.strength]
    return digits_of(parts, weakest=_SAME_PEN * prominent.strength)


def _is_above_or_below(mark: Mark, digit: Mark) -> bool:
    return min(mark.right, digit.right) - max(mark.left, digit.left) > 0.6 * mark.width


def _most_prominent(marks: list[Mark], smallest: float) -> Mark | None:
    return max((mark for mark in marks if mark.size >= smallest), key=_prominence, default=None)


def _prominence(mark: Mark) -> float:
    return mark.strength * math.sqrt(mark.size)
