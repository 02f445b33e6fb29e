"""A student of a room: known by a token that nobody can guess, and by nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from cnnviz.rooms.answers import Answer

PLACE_SIZE = 2_000
"""About how many bytes of memory a student takes beside the answers."""


@dataclass
class Student:
    """A student.

    Attributes:
        token: What the browser names the student by.
        place: The how-manieth to join, from 0.
        joined: When, in seconds.
        seen: When the browser asked last.
        nickname: What the student wants to be called; "" for nothing.
        answers: The last answer to each step in each round, 1 or 2.
        flags: The steps that the student did not get.
        spoke: When the last answer was sent.
        changed: Grows with everything that the student does.
    """

    token: str
    place: int
    joined: float
    seen: float
    nickname: str = ""
    answers: dict[tuple[int, int], Answer] = field(default_factory=dict)
    flags: set[int] = field(default_factory=set)
    spoke: float = float("-inf")
    changed: int = 0

    @property
    def letters(self) -> str:
        """What the student is called in a table: A, B … Z, AA, AB …"""
        return letters(self.place)

    @property
    def size(self) -> int:
        """About how many bytes of memory the student takes."""
        return PLACE_SIZE + sum(answer.size for answer in self.answers.values())


def letters(place: int) -> str:
    """Return the letters of a place.

    Example:
        >>> letters(0), letters(25), letters(26), letters(299)
        ('A', 'Z', 'AA', 'KN')
    """
    found = ""
    place += 1
    while place:
        place, last = divmod(place - 1, 26)
        found = chr(ord("A") + last) + found
    return found
