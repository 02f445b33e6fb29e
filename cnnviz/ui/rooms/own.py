"""A teacher's own lesson, brought to a room: read as on the page Lessons, and found as long as the room is there."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b

from cnnviz.lessons import LessonError, read_lesson
from cnnviz.rooms.errors import RoomError
from cnnviz.rooms.own import Own
from cnnviz.ui.lessons.pins import AppPages

PREFIX = "room-"
"""What the name of such a lesson begins with. The rest says what is in it: nobody can guess it."""


def open_own(text: str) -> Own:
    """Return the lesson in a file's text. RoomError if anything is wrong with it, in one sentence that says where."""
    content = text.encode(errors="replace")
    try:
        lesson = read_lesson(content, "", AppPages())
    except LessonError as error:
        raise RoomError(f"This lesson cannot be opened: {error}") from error
    return Own(replace(lesson, name=PREFIX + blake2b(content, digest_size=12).hexdigest()), text)
