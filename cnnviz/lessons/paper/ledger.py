"""A ledger on paper: the lines that make a value, some of them blank."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.facts import Fact, fact_file
from cnnviz.facts.parts.shown import number
from cnnviz.lessons.answers import blanks
from cnnviz.lessons.said import said
from cnnviz.lessons.steps import Question, Work

_LINES = 6
_MOST_COLUMNS = 3
"""Longer ledgers stand in columns, side by side."""
_LETTER, _NUMBER, _GAP = 1.8, 22, 5
"""About how wide these are on paper, in millimetres: a letter of the words, a number, what lies between columns."""


@dataclass(frozen=True)
class Line:
    """A line.

    Attributes:
        words: What the number is.
        text: The number.
        is_blank: Whether it is to be filled in.
        is_zero: Whether it reads 0.
    """

    words: str
    text: str
    is_blank: bool = False
    is_zero: bool = False


@dataclass(frozen=True)
class Ledger:
    """A ledger.

    Attributes:
        lines: Its lines.
        title: What they make.
        value: What that is, as text.
    """

    lines: tuple[Line, ...]
    title: str
    value: str

    @property
    def columns(self) -> list[tuple[Line, ...]]:
        """The lines in columns of about the same length."""
        count = min(_MOST_COLUMNS, -(-len(self.lines) // _LINES)) or 1
        length = -(-len(self.lines) // count) or 1
        return [self.lines[start : start + length] for start in range(0, len(self.lines), length)]

    @property
    def width(self) -> float:
        """About how wide it is on paper, in millimetres."""
        words = [max(len(line.words) for line in lines) for lines in self.columns]
        return max(sum(_LETTER * letters + _NUMBER + _GAP for letters in words), _LETTER * len(self.title) + 40)


def ledger_of(block: Question | Work, fact: Fact) -> Ledger:
    """Return the ledger of a fact; on a worksheet's also a line that has the whole value is blank."""
    is_work = isinstance(block, Work)
    open_lines = blanks(block, fact) if isinstance(block, Work) else []
    lines = []
    for index, (words, value) in enumerate(fact.steps):
        text = number(value, block.decimals) if isinstance(block, Work) and not block.percent else _plain(value)
        gives_away = is_work and isinstance(fact.value, int | float) and value == fact.value and value != 0
        lines.append(Line(words, text, index in open_lines or gives_away, not text.strip("0.−")))
    return Ledger(tuple(lines), fact_file(block.fact.name).TITLE, said(block, fact.value))


def _plain(value: float) -> str:
    """Return a whole number as it is, and others with four digits that count, or four decimals.

    Example:
        >>> _plain(1176), _plain(-0.012345), _plain(2e-8), _plain(14321.5)
        ('1,176', '−0.01235', '0.0000', '14,322')
    """
    if float(value).is_integer():
        return number(value)
    if abs(value) < 1e-4 or abs(value) >= 1000:
        return number(value, 0 if abs(value) >= 1000 else 4)
    return f"{value:.4g}".replace("-", "−")
