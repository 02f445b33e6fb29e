"""The kinds of pictures that networks read, and numbers. The kind decides how others are made like them."""

from __future__ import annotations

from typing import Literal, get_args

PictureKind = Literal["digits", "drawings", "greyscale", "colour", "numbers"]
"""Digits in ink, white on black; other drawings in ink, each of all that is drawn; things in bright grey on black;
things in colour; numbers that are no picture, such as measurements."""
IN_INK: tuple[PictureKind, ...] = ("digits", "drawings")
"""The kinds that can be drawn on the pad."""
PICTURE_KINDS: tuple[PictureKind, ...] = get_args(PictureKind)
