"""The kinds of pictures that networks read. The kind decides how any other picture is made like them."""

from __future__ import annotations

from typing import Literal, get_args

PictureKind = Literal["digits", "greyscale", "colour"]
"""Digits in ink, white on black; things in bright grey on black; things in colour."""
PICTURE_KINDS: tuple[PictureKind, ...] = get_args(PictureKind)
