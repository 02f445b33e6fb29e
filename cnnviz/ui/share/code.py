"""The QR code of a link, as SVG. Nothing is asked of another machine."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from io import BytesIO
from math import ceil

import segno

QUIET = 4
"""Modules of white around a code: what ISO/IEC 18004 asks for."""
LEAST_SIDE = 280
MODULE = 4
"""Pixels that a module gets at least: from the back row a camera tells no smaller ones apart."""
_FINE = 100
"""Modules a side from which cameras have to come near."""


def code_of(link: str) -> segno.QRCode | None:
    """Return the QR code of a link; None if no code has room for it (2,953 bytes)."""
    try:
        return segno.make(link, error="l", micro=False)
    except segno.DataOverflowError:
        return None


def side_of(code: segno.QRCode) -> int:
    """Return how wide a code is shown, with its quiet zone, in pixels: as many whole ones for each module."""
    return _modules(code) * max(MODULE, ceil(LEAST_SIDE / _modules(code)))


def is_fine(code: segno.QRCode) -> bool:
    """Return whether a code has so many modules that it is read from near alone."""
    return len(code.matrix) > _FINE


def svg_of(code: segno.QRCode) -> bytes:
    """Return a code as the content of an SVG file: black on white, whatever the page's colours."""
    file = BytesIO()
    code.save(file, kind="svg", border=QUIET, dark="#000", light="#fff", scale=side_of(code) // _modules(code))
    return file.getvalue()


def html_of(code: segno.QRCode, words: str) -> str:
    """Return the HTML of a code as a picture.

    Args:
        code: The code.
        words: What is read out in its place.
    """
    side, content = side_of(code), b64encode(svg_of(code)).decode()
    return (
        f'<img alt="{escape(words)}" width="{side}" height="{side}" src="data:image/svg+xml;base64,{content}" '
        'style="display:block;max-width:100%;height:auto">'
    )


def _modules(code: segno.QRCode) -> int:
    """Return how many modules wide a code is, with its quiet zone."""
    return len(code.matrix) + 2 * QUIET
