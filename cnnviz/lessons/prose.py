"""The prose of a lesson: its placeholders, and the numbers that must not stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_LITERAL = re.compile(r"(?<![\w.,])\d+[.,]\d+|\d[\d.,]*\s*(?:%|per ?cent)")


_YOU_SAID = re.compile(
    r"[;,]\s+you\s+(?:said|pointed\s+at)\s+\{yours\}(?=[.;,])"
    r"|(?<=[.?!])\s+You\s+(?:said|pointed\s+at)\s+\{yours\}\."
)


def placeholders(prose: str) -> list[str]:
    """Return the names of all placeholders, in order.

    Example:
        >>> placeholders("At {value} pixels it is {becomes}.")
        ['value', 'becomes']
    """
    return _PLACEHOLDER.findall(prose)


def literal_numbers(prose: str) -> list[str]:
    """Return the decimal numbers and percentages that stand in prose: they would be false for another network.

    Example:
        >>> literal_numbers("Of 169 places 0.5 or 7,5 % are 5 × 5.")
        ['0.5', '7,5']
    """
    return _LITERAL.findall(prose)


def without_yours(prose: str) -> str:
    """Return a reveal's prose without what it says of the student's own answer: on paper and in courses nobody has it.

    Example:
        >>> without_yours("{value}; you said {yours}. It is the bias.")
        '{value}. It is the bias.'
    """
    return _YOU_SAID.sub("", prose)


def filled(prose: str, words: Mapping[str, str]) -> str:
    """Return prose with its placeholders filled in; those without a word stay.

    Example:
        >>> filled("{value} of {total}", {"value": "3"})
        '3 of {total}'
    """
    return _PLACEHOLDER.sub(lambda match: words.get(match[1], match[0]), prose)
