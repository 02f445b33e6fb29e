"""What there is to say of a method, beside its arithmetic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """A way to ask which pixels spoke for a class.

    Attributes:
        title: How people call it.
        words: Two sentences: what it can say, and what it cannot.
        formula: How one pixel's value comes about.
        source: The paper it comes from.
        url: Where that paper is.
        signed: Whether a value can be negative, which then means that the pixel spoke against the class.
    """

    title: str
    words: str
    formula: str
    source: str
    url: str
    signed: bool
