"""The kinds of pictures that networks read. The kind decides how any other picture is made like them."""

from __future__ import annotations

from typing import Literal, get_args

PictureKind = Literal["digits", "drawings", "greyscale", "colour"]
"""Digits in ink, white on black; other drawings in ink, each of all that is drawn; things in bright grey on black;
things in colour."""
IN_INK: tuple[PictureKind, ...] = ("digits", "drawings")
"""The kinds that can be drawn on the pad."""
PICTURE_KINDS: tuple[PictureKind, ...] = get_args(PictureKind)
