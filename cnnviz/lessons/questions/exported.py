"""A question on its way out of cnnviz, before any format: all its texts are HTML on one line, without braces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One option of a question.

    Attributes:
        text: How it reads.
        fraction: What of the marks it gets, in per cent: 100 or 0.
        feedback: What is said to whoever chose it; "" for nothing.
    """

    text: str
    fraction: int
    feedback: str = ""


@dataclass(frozen=True)
class Number:
    """One number that may be given.

    Attributes:
        value: The number; in per cent where the question asks for per cent.
        near: By how much an answer may be off and still be this one, in the same unit.
        fraction: What of the marks it gets, in per cent: 100 or 0.
        feedback: What is said to whoever gave it; "" for nothing.
    """

    value: float
    near: float
    fraction: int
    feedback: str = ""


@dataclass(frozen=True)
class Choices:
    """One of several options."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Numbers:
    """A number: the right one first, then those of wrong beliefs. The first that an answer is near to counts."""

    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Places:
    """Things to be put in order: each thing, and its place, "1st" or "2nd"."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cells:
    """A cell, as row and column from 0.

    Attributes:
        right: All cells that are right.
        wrong: Cells that wrong beliefs would give, and what is said of them.
    """

    right: tuple[tuple[int, int], ...]
    wrong: tuple[tuple[tuple[int, int], str], ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of a ledger.

    Attributes:
        words: What its number is.
        shown: The number, where it is given; "" where it is to be filled in.
        numbers: What may be filled in; none where it is given.
    """

    words: str
    shown: str = ""
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """Lines, some of them blank; the last one, always blank, is what they make."""

    lines: tuple[Line, ...]

    def table(self, field: Callable[[Line], str]) -> str:
        """Return the lines as a table; a field stands for each number that is to be filled in."""
        rows = (f"<tr><td>{line.words}</td><td>{line.shown or field(line)}</td></tr>" for line in self.lines)
        return f"<table>{''.join(rows)}</table>"


@dataclass(frozen=True)
class Sentence:
    """Something to write, which nobody marks; it may begin in one of some ways."""

    starters: tuple[str, ...]


@dataclass(frozen=True)
class Nothing:
    """No answer: it is only told."""


Answer = Choices | Numbers | Places | Cells | Ledger | Sentence | Nothing


@dataclass(frozen=True)
class Exported:
    """One question.

    Attributes:
        name: Its name, as plain text; no other question of the lesson has it.
        text: What is said and asked.
        hint: How to answer, and where the state is to be seen.
        answer: What is asked for.
        feedback: What everybody is told afterwards; "" for nothing.
        picture: What the network gets, as a PNG; None where no picture belongs to it.
        width: The picture's width in pixels.
        height: Its height.
    """

    name: str
    text: str
    hint: str
    answer: Answer
    feedback: str = ""
    picture: bytes | None = None
    width: int = 0
    height: int = 0
