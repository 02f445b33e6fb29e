"""The kinds of numbers that a layer takes: how each is typed, what is allowed, and how it stands in a link.

Every one has

    mark            the letter before it in a link, "" for a layer's main number; see cnnviz/architecture/text.py
    label           what it is called beside its field
    read(text)      what was typed -> its value, or a ValueError whose message says what would do
    write(value)    its value -> what stands in the field, and after the mark in a link
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_WHOLE = re.compile(r"[0-9]{1,7}")


@dataclass(frozen=True)
class Whole:
    """A whole number.

    Example:
        >>> Whole("", "filters", most=4096).read("64")
        64
    """

    mark: str
    label: str
    most: int
    least: int = 1

    def read(self, text: str) -> int:
        value = int(text) if _WHOLE.fullmatch(text.strip()) else -1
        if not self.least <= value <= self.most:
            raise ValueError(
                f"{_named(self.label)} must be a whole number from {self.least} to {self.most:,}, not {_quoted(text)}."
            )
        return value

    def write(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True)
class Pair:
    """A height and a width: one number where they are alike.

    Attributes:
        empty: What it means if nothing is typed, where that is allowed; the value is None then.

    Example:
        >>> kernel = Pair("k", "kernel", most=99)
        >>> kernel.read("3"), kernel.read("3 × 5"), kernel.write((3, 3)), kernel.write((3, 5))
        ((3, 3), (3, 5), '3', '3x5')
    """

    mark: str
    label: str
    most: int
    empty: str = ""

    def read(self, text: str) -> tuple[int, int] | None:
        if self.empty and not text.strip():
            return None
        parts = re.split(r"\s*[x×*,]\s*|\s+", text.strip().lower())
        values = [int(part) if _WHOLE.fullmatch(part) else 0 for part in parts]
        if len(values) > 2 or not all(1 <= value <= self.most for value in values):
            raise ValueError(
                f"{_named(self.label)} must be a whole number from 1 to {self.most}, or two, such as 3 × 5, for height "
                f"and width, not {_quoted(text)}."
            )
        return values[0], values[-1]

    def write(self, value: tuple[int, int] | None) -> str:
        if value is None:
            return ""
        return str(value[0]) if value[0] == value[1] else f"{value[0]}x{value[1]}"


@dataclass(frozen=True)
class Share:
    """A part of the whole, less than all of it.

    Example:
        >>> Share("", "rate").read("0.25")
        0.25
    """

    mark: str
    label: str

    def read(self, text: str) -> float:
        # No more than four digits: what is read is written the same way.
        value = float(text) if re.fullmatch(r"0?\.[0-9]{1,4}|0", text.strip()) else -1.0
        if not 0 <= value < 1:
            raise ValueError(f"{_named(self.label)} must be a number from 0 to 0.99, such as 0.5, not {_quoted(text)}.")
        return value

    def write(self, value: float) -> str:
        return f"{value:g}"


@dataclass(frozen=True)
class OneOf:
    """One of a few values.

    Attributes:
        label: The name of the parameter.
        options: For each letter that stands for a value in a link, the value and its name.

    Example:
        >>> padding = OneOf("padding", {"v": ("valid", "valid"), "p": ("same", "same")})
        >>> padding.read("p"), padding.write("same")
        ('same', 'p')
    """

    label: str
    options: Mapping[str, tuple[Any, str]]

    def read(self, text: str) -> Any:
        if text not in self.options:
            raise ValueError(
                f"{_named(self.label)} must be one of {', '.join(name for _, name in self.options.values())}."
            )
        return self.options[text][0]

    def write(self, value: Any) -> str:
        return next(letter for letter, (option, _) in self.options.items() if option == value)


Parameter = Whole | Pair | Share | OneOf


def _named(label: str) -> str:
    return f"The {label}"


def _quoted(text: str) -> str:
    text = text.strip()
    return f"“{text[:20]}{'…' * (len(text) > 20)}”" if text else "nothing"
