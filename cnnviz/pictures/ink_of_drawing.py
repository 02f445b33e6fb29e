"""Pictures drawn on a screen: their paper is one exact tone, so their ink is what they differ from it by."""

from __future__ import annotations

import numpy as np

_LEAST_PAPER = 0.3
_FAINT = 16 / 255
_PALE = 0.9
"""Dark ink that is paler than this at its fullest is brought to 1; light ink on black is never touched."""


def drawn_ink(grey: np.ndarray, invert: bool | None) -> tuple[np.ndarray, bool] | None:
    """Return the ink of a drawing on exact black or on exact white.

    Args:
        grey: (height, width), float32 in [0, 1], 0 is black.
        invert: As for find_ink. Where it goes against the picture, the paper becomes ink.
    Returns:
        The ink, (height, width) float32 in [0, 1], and whether it was inverted. On black and not inverted it is
        `grey` itself. None if the picture is no such drawing.
    """
    if _is_paper(grey):
        return (1 - grey, True) if invert else (grey, False)
    darkness = 1 - grey
    if not _is_paper(darkness):
        return None
    if invert is False:
        return grey, False
    fullest = darkness.max()
    return (darkness / fullest if fullest < _PALE else darkness), True


def _is_paper(ink: np.ndarray) -> bool:
    """Return whether the margin and much of the picture are exactly 0, and little else is nearly so."""
    margin = np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])
    empty = np.count_nonzero(ink == 0)
    if 2 * np.count_nonzero(margin == 0) < margin.size or empty < _LEAST_PAPER * ink.size:
        return False
    # A scan or a photograph, clipped at white, has noise over much of its paper.
    full = np.count_nonzero(ink >= _FAINT)
    return ink.size - empty - full <= max(full, 1)
