"""The rooms of this app, for its routes and for its pages."""

from __future__ import annotations

from functools import cache

from cnnviz.rooms.rooms import Rooms


@cache
def rooms() -> Rooms:
    """Return all rooms: in this process's memory."""
    return Rooms()
