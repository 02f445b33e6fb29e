"""Recognise the format of a file by its first bytes, before any decoder sees them."""

from __future__ import annotations

from cnnviz.pictures.errors import PictureError

FORMATS = ("PNG", "JPEG", "WebP", "GIF", "BMP", "HEIC")
"""The only formats whose decoders are ever opened."""
USE_ANOTHER = "use a PNG, JPEG, WebP, GIF, BMP or HEIC picture"

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"PK\x03\x04", "ZIP archive"),
)
_PHOTO_BRANDS = {
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"hevc": "HEIC",
    b"heim": "HEIC",
    b"heis": "HEIC",
    b"mif1": "HEIC",
    b"avif": "AVIF",
    b"avis": "AVIF",
}
_ADVICE = {
    "PDF": "This is a PDF, not a picture: take a screenshot of the page and use that.",
    "SVG": "This is an SVG, a drawing without pixels: export it as a PNG and use that.",
    "AVIF": "This is an AVIF picture, which the app cannot read: save it as a PNG or JPEG and use that.",
    "TIFF": "This is a TIFF, which the app cannot read: save it as a PNG and use that.",
    "ZIP archive": "This is a ZIP archive or a document, not a picture: take the picture out of it and use that.",
}


def format_of(data: bytes) -> str:
    """Return which of FORMATS a file has, by its first bytes.

    Raises:
        PictureError: If it has none of them. The sentence names the format if it is a common one.
    """
    if not data:
        raise PictureError(f"The file is empty: {USE_ANOTHER}.")
    name = _name_of(data)
    if name in FORMATS:
        return name
    raise PictureError(_ADVICE.get(name, f"This file is not a picture that the app can read: {USE_ANOTHER}."))


def _name_of(data: bytes) -> str:
    """Return the name of a file's format; "" if it is unknown."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp":
        return _PHOTO_BRANDS.get(data[8:12], "")
    # An SVG may begin with a declaration, a comment and a document type of any length.
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<svg") or (start.startswith((b"<?xml", b"<!")) and b"<svg" in start):
        return "SVG"
    return ""
