"""Questions as GIFT: a text with an empty line between questions, which Moodle and other programs read.

The format is described at docs.moodle.org/en/GIFT_format. Its texts are HTML here, each on one line; ~ = # { } : and
the backslash are written with a backslash before them. It has no ledgers and no pictures: of a ledger only the value
is asked, with the given lines in the text.
"""

from __future__ import annotations

from collections.abc import Iterable

from cnnviz.lessons.questions.exported import (
    Cells,
    Choices,
    Exported,
    Ledger,
    Nothing,
    Number,
    Numbers,
    Places,
    Sentence,
)
from cnnviz.lessons.questions.hypertext import plain
from cnnviz.lessons.questions.numerals import numeral, tolerance

_CONTROL = str.maketrans({mark: f"\\{mark}" for mark in "\\~=#{}:"})


def gift_text(title: str, questions: Iterable[Exported]) -> str:
    """Return questions as GIFT, in a category that has the lesson's title."""
    title = " ".join(title.split())
    parts = [f"// {title}", f"$CATEGORY: {category(title)}".replace("\\", "\\\\"), *map(_question, questions)]
    return "\n\n".join(parts) + "\n"


def category(title: str) -> str:
    """Return where a lesson's questions are kept. A slash in a title is doubled: a single one begins a subcategory.

    Example:
        >>> category("X/O")
        '$course$/cnnviz/X//O'
    """
    inside = " ".join(title.split()).replace("/", "//")
    return f"$course$/cnnviz/{' ' if inside.startswith('/') else ''}{inside}"


def starters_text(starters: tuple[str, ...]) -> str:
    """Return how a sentence may begin, as HTML; "" if that is open."""
    items = "".join(f"<li>{starter}</li>" for starter in starters)
    return f"<p>You may begin so:</p><ul>{items}</ul>" if items else ""


def _question(question: Exported) -> str:
    text, lines = question.text, list[str]()
    match question.answer:
        case Nothing():
            return _head(question, text + question.hint)
        case Choices(choices):
            lines = [
                ("=" if choice.fraction else "~") + _text(choice.text) + _feedback(choice.feedback)
                for choice in choices
            ]
        case Numbers(numbers):
            lines = ["#", *map(_number, numbers)]
        case Ledger() as ledger:
            text += ledger.table(lambda line: "?") + f"<p>{LAST_LINE}</p>"
            lines = ["#", *map(_number, ledger.lines[-1].numbers)]
        case Places(pairs):
            # Fewer than three answers are refused: the third one goes with nothing.
            spare = [("", "3rd")] if len(pairs) == 2 else []
            lines = [f"={_text(thing)} -> {_text(place)}" for thing, place in [*pairs, *spare]]
        case Cells(right, wrong):
            lines = [f"=%100%{_text(written)}" for cell in right for written in spellings(cell)]
            lines += [f"=%0%{_text(written)}{_feedback(said)}" for cell, said in wrong for written in spellings(cell)]
            return _asked(question, text + f"<p>{ROW_AND_COLUMN}</p>", lines)
        case Sentence(starters):
            text += starters_text(starters)
    return _asked(question, text, lines)


ROW_AND_COLUMN = plain("Answer with the row, a comma and the column.")
LAST_LINE = plain("Answer with the number of the last line.")


def spellings(cell: tuple[int, int]) -> tuple[str, ...]:
    """Return how a cell may be typed.

    Example:
        >>> spellings((3, 1))
        ('3, 1', '3,1', '3 1')
    """
    row, column = cell
    return f"{row}, {column}", f"{row},{column}", f"{row} {column}"


def _asked(question: Exported, text: str, lines: Iterable[str]) -> str:
    feedback = [f"####{_text(question.feedback)}"] if question.feedback else []
    return "\n".join([_head(question, text + question.hint) + "{", *lines, *feedback, "}"])


def _head(question: Exported, text: str) -> str:
    return f"::{question.name.translate(_CONTROL)}::[html]{text.translate(_CONTROL)}"


def _text(text: str) -> str:
    """Return a text; a bracket or a % at its beginning would be taken for a format or for marks."""
    return ("[html]" if text.startswith(("[", "%")) else "") + text.translate(_CONTROL)


def _number(number: Number) -> str:
    value, near = numeral(number.value, number.near), tolerance(number.near)
    return f"=%{number.fraction}%{value}:{near}{_feedback(number.feedback)}"


def _feedback(feedback: str) -> str:
    return f"#{_text(feedback)}" if feedback else ""
