"""The options of a question in the order of one sheet: neighbours have the right one at different places."""

from __future__ import annotations

from hashlib import blake2b

from cnnviz.lessons.asks import Choose
from cnnviz.lessons.options import Option, options
from cnnviz.lessons.truth import Truth


def ordered(ask: Choose, truth: Truth, title: str, number: int) -> tuple[Option, ...]:
    """Return the options of a question on a sheet.

    From each sheet to the next the right one moves by one place; the others are in an order of each sheet's own.

    Args:
        ask: What is asked for.
        truth: The answer, and what wrong beliefs would answer.
        title: The question's title, which decides where the right one is on the first sheet.
        number: The sheet's number, from 0.
    Raises:
        LessonError: As options().
    """
    found = options(ask, truth.fact, truth.wrong, f"{title} {number}")
    others = [option for option in found if not option.is_right]
    first = int.from_bytes(blake2b(title.encode(), digest_size=4).digest(), "big")
    at = (first + number) % len(found)
    return (*others[:at], *(option for option in found if option.is_right), *others[at:])
