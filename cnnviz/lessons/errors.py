"""What is wrong with a lesson, in one sentence that says where."""

from __future__ import annotations

import re


class LessonError(ValueError):
    """A mistake in a lesson's file.

    Attributes:
        file: The file's name.
        line: The line, from 1; None where it is the file as a whole.
        field: The field in the front matter or in a step's block; "" where it is the prose.
        sentence: What is wrong, and what is allowed.
    """

    def __init__(self, sentence: str, *, file: str = "", line: int | None = None, field: str = "") -> None:
        """Put the sentence behind the place that it is about."""
        sentence = re.sub(r"\S{100,}", lambda long: f"{long[0][:60]}…", sentence)
        self.file, self.line, self.field, self.sentence = file, line, field, sentence
        where = [file] * bool(file) + [f"line {line}"] * (line is not None) + [field] * bool(field)
        super().__init__(f"{', '.join(where)}: {sentence}" if where else sentence)


def listed(words: object) -> str:
    """Return what is allowed, in a list for a sentence.

    Example:
        >>> listed(["b", "a"]), listed([])
        ('b, a', 'none')
    """
    return ", ".join(map(str, words)) or "none"  # type: ignore[call-overload]
