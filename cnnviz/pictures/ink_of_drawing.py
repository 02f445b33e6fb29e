"""The ink of a picture drawn on a screen: the paper is one exact tone, and all that differs from it is ink."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_LEAST_PAPER = 0.3
"""At least this part of a drawing is paper."""
_FAINT = 16 / 255
"""Pixels between 0 and this are edges of strokes, or noise where there are many."""
_PALE = 0.9
"""Where the darkest ink on white is paler than this, it is scaled to 1. Light ink on black is never scaled."""

_EDGE = 1 / 100
"""Soft edges of strokes are at most this wide, as a share of the picture's longer side, and 2 pixels at least."""
_STRAY = 0.02
"""Where more of the picture than this is neither paper, nor strong ink, nor the edge of strong ink, a piece of paper of
another tone lies on it."""
_SMALLEST = 64
"""In a picture whose longer side is less, in pixels, strokes are grey and edges wide."""


def drawn_ink(grey: npt.NDArray[np.float32], invert: bool | None) -> tuple[npt.NDArray[np.float32], bool] | None:
    """Return the ink of a drawing on exact black or on exact white.

    Args:
        grey: (height, width), float32 in [0, 1], 0 is black.
        invert: As for find_ink. If it contradicts the picture, the paper counts as ink.
    Returns:
        The ink, (height, width) float32 in [0, 1], and whether it was inverted. Light ink on black is `grey` itself.
        None if the picture is not a drawing on one exact tone.
    """
    if _is_paper(grey):
        return (1 - grey, True) if invert else (grey, False)
    darkness = 1 - grey
    if not _is_paper(darkness) or _has_patches(darkness):
        return None
    if invert is False:
        return grey, False
    fullest = darkness.max()
    return (darkness / fullest if fullest < _PALE else darkness), True


def _is_paper(ink: npt.NDArray[np.float32]) -> bool:
    """Return whether the margin and much of the picture are exactly 0, and little else is nearly so."""
    margin = np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])
    empty = int(np.count_nonzero(ink == 0))
    if 2 * np.count_nonzero(margin == 0) < margin.size or empty < _LEAST_PAPER * ink.size:
        return False
    # A scan or a photograph, clipped at white, has noise over much of its paper.
    full = int(np.count_nonzero(ink >= _FAINT))
    return bool(ink.size - empty - full <= max(full, 1))


def _has_patches(ink: npt.NDArray[np.float32]) -> bool:
    """Return whether grey areas lie beside the strokes: a scan that was pasted on white."""
    from scipy import ndimage

    side = max(ink.shape)
    if side < _SMALLEST:
        return False
    edge = max(2, round(_EDGE * side))
    strong = ndimage.maximum_filter(ink >= 0.5 * ink.max(), 2 * edge + 1)
    return bool(np.count_nonzero((ink >= _FAINT) & ~strong) > _STRAY * ink.size)
