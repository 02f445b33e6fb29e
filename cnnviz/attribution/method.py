"""The description of a method, beside its arithmetic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """A way to ask which pixels spoke for a class.

    Attributes:
        title: Its usual name.
        words: What it can say, and what it cannot, in two or three sentences.
        formula: The formula of one pixel's value.
        source: The authors and year of the paper it comes from.
        url: The address of that paper.
        signed: Whether values can be negative: then the pixel spoke against the class.
    """

    title: str
    words: str
    formula: str
    source: str
    url: str
    signed: bool
