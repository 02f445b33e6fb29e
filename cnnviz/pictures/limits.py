"""How large a picture may be. All limits are checked before a pixel is decoded."""

from __future__ import annotations

from cnnviz.pictures.errors import PictureError

MAX_BYTES = 20_000_000
MAX_PIXELS = 25_000_000
MAX_SIDE = 10_000
MAX_JPEG_PIXELS = 120_000_000
MAX_JPEG_SIDE = 20_000
"""A JPEG can be reduced while it is decoded: phones have up to 108 megapixels, an A4 page at 600 dpi has 35."""
MAX_PROGRESSIVE_PIXELS = 50_000_000
"""A progressive JPEG is held whole, in coefficients, before it can be reduced: six bytes a pixel at most."""
MAX_ASPECT = 50
USE_SMALLER = f"use one of at most {MAX_PIXELS // 10**6} megapixels and {MAX_SIDE:,} pixels a side"


def check_size(
    width: int, height: int, *, pixels: int = MAX_PIXELS, side: int = MAX_SIDE, use: str = USE_SMALLER
) -> None:
    """Raise PictureError, with the sentence to show, unless a picture of this size in pixels may be decoded."""
    size = f"{width:,} x {height:,} pixels"
    if not width or not height:
        raise PictureError(f"The picture has no pixels ({size}): use one with a digit in it.")
    if width * height > pixels or max(width, height) > side:
        raise PictureError(f"The picture is too large ({size}): {use}.")
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise PictureError(f"The picture is too long and thin ({size}): crop it closer to the digit.")


def check_jpeg_size(width: int, height: int, *, progressive: bool) -> None:
    """Raise PictureError unless a JPEG of this size, which is reduced while it is decoded, may be decoded."""
    pixels = MAX_PROGRESSIVE_PIXELS if progressive else MAX_JPEG_PIXELS
    use = f"use one of at most {pixels // 10**6} megapixels and {MAX_JPEG_SIDE:,} pixels a side"
    check_size(width, height, pixels=pixels, side=MAX_JPEG_SIDE, use=use)
