"""Why a room does not do what it is asked for, each in one sentence that can be shown."""

from __future__ import annotations


class RoomError(ValueError):
    """What is asked for is malformed or cannot be. The message is one sentence."""


class NotAllowedError(RoomError):
    """Only the teacher may do it, or see it."""


class GoneError(RoomError):
    """There is no such room, or no such student in it."""


class ClosedError(RoomError):
    """It would be possible at another time: the room is paused, elsewhere, or full."""


class TooOftenError(RoomError):
    """It was asked for too often."""
