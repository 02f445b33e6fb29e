"""The rooms of this app, for its routes and for its pages."""

from __future__ import annotations

import os
from functools import cache

from cnnviz.rooms.codes import LETTERS
from cnnviz.rooms.rooms import Rooms

SETTING = "CNNVIZ_ROOM_LETTERS"
"""The environment variable with the letters that this server's codes begin with; without it all do.

Where several servers share the work, each has its own, and a proxy sends every question about a room to the server that
the first letter of its code names.
"""


@cache
def rooms() -> Rooms:
    """Return all rooms: in this process's memory. ValueError, with a sentence, if the setting is wrong."""
    return Rooms(first=first_letters(os.environ.get(SETTING)))


def first_letters(setting: str | None) -> str:
    """Return the letters that codes begin with, given the setting. ValueError, with a sentence, if it is wrong.

    Example:
        >>> first_letters("bcd"), len(first_letters(None))
        ('BCD', 20)
    """
    if not setting:
        return LETTERS
    letters = setting.upper()
    if not set(letters) <= set(LETTERS) or len(set(letters)) < len(letters):
        raise ValueError(
            f"{SETTING} is {setting[:60]!r}: it takes some of the letters {LETTERS}, each once and with nothing "
            "between them, such as BCDFGH."
        )
    return letters
