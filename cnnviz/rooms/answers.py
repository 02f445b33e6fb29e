"""What a student answers, what is to be said of it, and what of it others set themselves for a task."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import NamedTuple

from cnnviz.rooms.errors import RoomError

MOST_TEXT = 2_000
"""Bytes of an answer, in UTF-8."""
MOST_DRAWING = 100_000
"""Bytes of a drawing."""
MOST_NICKNAME = 24
KINDS = ("", "choose", "number", "class", "cell", "order", "draw", "do", "work", "text")
"""What a step takes for an answer; "" for none, "text" for a student's own words."""
WITH_DRAWING = ("draw", "do")
TASKS_FROM = 1_000
"""A task that students set each other is a step too: the first has this number."""


class Judged(NamedTuple):
    """What is to be said of an answer.

    Attributes:
        right: Whether it is right; None if nobody can say.
        belief: The wrong belief that it speaks for; None if it speaks for none.
        shown: How it reads, in the words of the question; of a drawing, what the network read. Never a student's words.
        options: Where `shown` is one of several words, all of them: with these it can be set for a task.
    """

    right: bool | None = None
    belief: str | None = None
    shown: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """A student's last answer to a step, in one of the two rounds.

    Attributes:
        number: No other answer of the room has it.
        text: The answer as it was given.
        sure: How sure the student was, 1 to 4; 0 where nobody asked.
        drawing: The address of what was drawn or made, ASCII; "" for nothing.
        at: When it was given, in seconds.
        judged: What is to be said of it; None as long as that is being worked out.
    """

    number: int
    text: str
    sure: int = 0
    drawing: str = ""
    at: float = 0.0
    judged: Judged | None = None

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return 500 + sys.getsizeof(self.text) + sys.getsizeof(self.drawing)


@dataclass(frozen=True)
class Task:
    """What a student made, for the others to predict what the network says to it.

    Attributes:
        step: The step that it is: TASKS_FROM and up.
        made_at: The step at which it was made.
        number: That of the answer that it was.
        text: The answer as it was given.
        drawing: The address of what was made.
        says: What the network says.
        options: What it might say.
        is_open: Whether the teacher has taken it.
    """

    step: int
    made_at: int
    number: int
    text: str
    drawing: str
    says: str
    options: tuple[str, ...]
    is_open: bool = False

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return 500 + sys.getsizeof(self.text) + sys.getsizeof(self.drawing) + sum(map(sys.getsizeof, self.options))

    def judge(self, text: str) -> Judged:
        """Return what is to be said of a prediction. RoomError if it is none."""
        if text not in self.options:
            raise RoomError("Choose one of what is offered.")
        return Judged(text == self.says, None, text)


def clean_text(text: object) -> str:
    """Return a text of at most MOST_TEXT bytes, without what cannot be printed. RoomError if it is none."""
    if not isinstance(text, str):
        raise RoomError("An answer is a text.")
    # Half of a pair, which JSON can say, is no text: nothing could be done with it.
    kept = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text[: MOST_TEXT + 1])
    if len(text) > MOST_TEXT or len(kept.encode()) > MOST_TEXT:
        raise RoomError(f"An answer has at most {MOST_TEXT:,} bytes: use fewer words.")
    return kept


def clean_drawing(drawing: object) -> str:
    """Return a drawing: ASCII, at most MOST_DRAWING bytes. RoomError if it is none."""
    if not isinstance(drawing, str) or not drawing.isascii() or not drawing.isprintable():
        raise RoomError("A drawing is the address of what was drawn, in ASCII.")
    if len(drawing) > MOST_DRAWING:
        raise RoomError(f"A drawing has at most {MOST_DRAWING:,} bytes: draw fewer strokes.")
    return drawing


def clean_sure(sure: object) -> int:
    """Return how sure somebody is, 1 to 4; 0 if nobody asked. RoomError if it is neither."""
    if sure is None:
        return 0
    if type(sure) is not int or not 0 <= sure <= 4:
        raise RoomError("How sure one is goes from 1 to 4.")
    return sure


def clean_nickname(name: object) -> str:
    """Return a nickname. RoomError if it is none."""
    words = " ".join(name.split()) if isinstance(name, str) else ""
    if not 0 < len(words) <= MOST_NICKNAME or not words.isprintable():
        raise RoomError(f"A nickname has 1 to {MOST_NICKNAME} letters.")
    return words
