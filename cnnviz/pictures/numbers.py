"""Numbers as a network's input, where it reads no picture: a line of a table, typed, pasted or from a text file.

They go in as they are: nothing is scaled, and none is guessed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.matrix_text import number_text
from cnnviz.pictures.errors import PictureError

LARGEST = 3.4e38
"""A float32 holds no larger number."""
_MOST_BYTES = 1_000_000
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)


class NumbersError(PictureError):
    """Numbers that a network cannot read. Its text is one sentence to show: what is wrong, and what would work."""


def read_numbers(text: str, count: int) -> tuple[float, ...]:
    """Return the numbers of a line of a table.

    Semicolons, tabs, commas or spaces are between them; beside commas that stand between them, a decimal sign is a
    point, else it is a point or a comma. Which it is, the count tells.

    Args:
        text: The line. A typographic minus sign and quotation marks around a number are understood.
        count: How many numbers there have to be.
    Raises:
        NumbersError: If there are more or fewer, or something else is among them.
    Example:
        >>> read_numbers("0,5; 1; −2", 3), read_numbers("0.5,1,-2", 3), read_numbers("0,5 1 -2", 3)
        ((0.5, 1.0, -2.0), (0.5, 1.0, -2.0), (0.5, 1.0, -2.0))
        >>> read_numbers("1 2 x", 3)
        Traceback (most recent call last):
        cnnviz.pictures.numbers.NumbersError: Number 2, “x”, is none: write 3 numbers in a line, such as 0.5; 1; −2.
    """
    wanted = f"write {count:,} numbers in a line, such as 0.5; 1; −2"
    written = text.strip(" \r\n").replace("−", "-").replace('"', "")
    if not written.strip():
        raise NumbersError(f"There is no number: {wanted}.")
    ways = _ways(written)
    texts = next((texts for texts in ways if len(texts) == count and all(map(_is_number, texts))), None)
    if texts is None:
        # What is wrong is said of the way that leaves the fewest texts that are no numbers.
        texts = min(ways, key=lambda texts: (sum(not _is_number(each) for each in texts), abs(len(texts) - count)))
        for index, each in enumerate(texts):
            if not each:
                raise NumbersError(f"Number {index} is missing: {wanted}.")
            if not _is_number(each):
                raise NumbersError(f"Number {index}, “{each[:20]}”, is none: {wanted}.")
        raise NumbersError(f"It reads {count:,} numbers, and {_were(len(texts))} given: {wanted}.")
    values = [float(each.replace(",", ".")) + 0.0 for each in texts]
    for index, value in enumerate(values):
        if abs(value) > LARGEST:
            raise NumbersError(f"Number {index}, “{texts[index][:20]}”, is too large: it may have 38 digits.")
    return tuple(values)


def numbers_of(source: Any, count: int) -> npt.NDArray[np.float32]:
    """Return the numbers that somebody brings for a network.

    Args:
        source: A line of a table, the path or the bytes of a text file that has one, or an array or list of numbers.
        count: How many numbers there have to be.
    Returns:
        (count,) float32.
    Raises:
        NumbersError: If they are others. The message is one sentence to show.
    """
    if isinstance(source, (str, os.PathLike, bytes)):
        return np.array(read_numbers(_text(source, count), count), np.float32)
    try:
        values = np.asarray(source, np.float64).ravel()
    except (TypeError, ValueError):
        raise NumbersError(_no_picture(count)) from None
    if len(values) != count:
        raise NumbersError(f"It reads {count:,} numbers, and {_were(len(values))} given.")
    if not (np.abs(values) <= LARGEST).all():
        raise NumbersError("Some of what is given is no number or too large: numbers of up to 38 digits work.")
    return values.astype(np.float32)


def numbers_line(numbers: Sequence[float]) -> str:
    """Return numbers as a line that read_numbers reads.

    Example:
        >>> numbers_line((0.5, 1.0, -2.0))
        '0.5; 1; -2'
    """
    return "; ".join(map(number_text, numbers))


def _text(source: str | os.PathLike[str] | bytes, count: int) -> str:
    content = source
    if not isinstance(content, bytes):
        try:
            path = Path(content)
            if not path.is_file():
                return str(source)
            if path.stat().st_size > _MOST_BYTES:
                raise NumbersError(_no_picture(count))
            content = path.read_bytes()
        except (OSError, ValueError) as error:
            if isinstance(error, NumbersError):
                raise
            # A line of numbers may be longer than any name of a file.
            return str(source)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NumbersError(_no_picture(count)) from None


def _no_picture(count: int) -> str:
    return f"It reads {count:,} numbers, no picture: give them in a line, such as 0.5; 1; −2."


def _ways(line: str) -> list[list[str]]:
    """Return the texts between the separators, for each way in which the line can be meant."""
    for separator in (";", "\t"):
        if separator in line:
            return [_between(line, re.escape(separator))]
    ways = [_between(line, r"\s+")]
    # With commas between them, a comma is no decimal sign.
    return [_between(line, r"\s*,\s*|\s+"), *ways] if "," in line else ways


def _between(line: str, separator: str) -> list[str]:
    texts = [text.strip() for text in re.split(separator, line)]
    # A separator may end the line.
    return texts[:-1] if len(texts) > 1 and not texts[-1] else texts


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _were(count: int) -> str:
    return f"{count:,} {'was' if count == 1 else 'were'}"
