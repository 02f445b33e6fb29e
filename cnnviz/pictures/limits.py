"""How large a picture may be. All limits are checked before a pixel is decoded."""

from __future__ import annotations

from cnnviz.pictures.errors import PictureError

MAX_BYTES = 10_000_000
MAX_PIXELS = 25_000_000
MAX_SIDE = 10_000
MAX_ASPECT = 50
USE_SMALLER = f"use one of at most {MAX_PIXELS // 10**6} megapixels and {MAX_SIDE:,} pixels a side"


def check_size(width: int, height: int) -> None:
    """Raise PictureError, with the sentence to show, unless a picture of this size in pixels may be decoded."""
    size = f"{width:,} x {height:,} pixels"
    if not width or not height:
        raise PictureError(f"The picture has no pixels ({size}): use one with a digit in it.")
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise PictureError(f"The picture is too large ({size}): {USE_SMALLER}.")
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise PictureError(f"The picture is too long and thin ({size}): crop it closer to the digit.")
