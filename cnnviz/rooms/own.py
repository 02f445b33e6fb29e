"""A teacher's own lesson in a room: there as long as the room is."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnviz.lessons import Lesson

_TIMES = 10
"""How much more memory a lesson takes than its text, at most."""


@dataclass(frozen=True)
class Own:
    """A lesson that a teacher brought. Its name says what is in it, and cannot be guessed.

    Attributes:
        lesson: The lesson.
        text: What its file has in it.
    """

    lesson: Lesson
    text: str

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return _TIMES * sys.getsizeof(self.text)
