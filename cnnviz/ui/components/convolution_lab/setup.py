"""What is set up in "Your own kernel", and its form in the URL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from cnnviz.arithmetic import Padding
from cnnviz.labs.kernels import SOBEL_X

Kernel = tuple[tuple[float, ...], ...]

SOURCES = {
    "four": "A 4",
    "six": "6 × 6 matrix",
    "yours": "Your picture",
    "photo": "Photograph",
    "upload": "Upload",
}
"""What the kernel can be laid on: names in the URL and words."""
VIEWS = ("map", "picture", "red", "green", "blue")
"""How the output can be shown."""
LIMITS = {"kernel": 7, "step": 16, "number": 1_000_000}
"""The largest side of a kernel, the largest stride, dilation or padding, the largest weight or bias in size."""


@dataclass(frozen=True)
class Setup:
    """What is set up.

    Attributes:
        on: The picture, one of SOURCES.
        grey: Whether a colour picture is made grey.
        kernel: Its rows, each of as many numbers.
        stride: Cells from one window to the next.
        padding: "valid", "same" or a number of zeros on each side.
        dilation: Cells from one cell of a window to the next.
        bias: What is added to every sum.
        flip: Whether the kernel is turned by half a turn first.
        view: One of VIEWS, None for what suits the picture.
        at: The (row, col) of the output that is pinned, None for the liveliest.
    """

    on: str = "four"
    grey: bool = False
    kernel: Kernel = tuple(map(tuple, SOBEL_X.tolist()))
    stride: int = 1
    padding: Padding = "valid"
    dilation: int = 1
    bias: float = 0.0
    flip: bool = False
    view: str | None = None
    at: tuple[int, int] | None = None


START = Setup()


def to_query(setup: Setup) -> dict[str, str]:
    """Return the setup as URL parameters; what is as it was at the start is left out.

    Example:
        >>> to_query(Setup(kernel=((1, 0.5),), stride=2, padding=1))
        {'kernel': '1_0.5', 'stride': '2', 'padding': '1'}
    """
    return {
        each.name: _text(getattr(setup, each.name))
        for each in fields(Setup)
        if getattr(setup, each.name) != getattr(START, each.name)
    }


def from_query(query: Mapping[str, str], before: Setup = START) -> Setup:
    """Return the setup that URL parameters name; what they do not name, or cannot, is as it was before.

    Example:
        >>> from_query({"kernel": "1_2__3_1e999", "stride": "2", "padding": "-1"}).stride
        2
    """
    found = {name: read(query[name]) for name, read in _READERS.items() if isinstance(query.get(name), str)}
    return replace(before, **{name: value for name, value in found.items() if value is not None})


def _text(value: Any) -> str:
    match value:
        case bool():
            return str(int(value))
        case float():
            return repr(value).removesuffix(".0")
        case ((_, *_), *_):
            return "__".join("_".join(_text(float(weight)) for weight in row) for row in value)
        case (int(row), int(col)):
            return f"{row}-{col}"
    return str(value)


def _number(text: str) -> float | None:
    if len(text) > 30 or not re.fullmatch(r"-?(\d+\.?\d*|\.\d+)(e-?\d+)?", text, re.ASCII):
        return None
    # Minus zero would be another number in the URL.
    value = float(text) + 0.0
    return value if abs(value) <= LIMITS["number"] else None


def _kernel(text: str) -> Kernel | None:
    if len(text) > LIMITS["kernel"] ** 2 * 31:
        return None
    rows = tuple(tuple(_number(cell) for cell in row.split("_")) for row in text.split("__"))
    sides = {len(rows), *map(len, rows)}
    good = len({len(row) for row in rows}) == 1 and max(sides) <= LIMITS["kernel"]
    return rows if good and all(weight is not None for row in rows for weight in row) else None


def _whole(text: str, least: int, most: int) -> int | None:
    good = text.isascii() and text.isdecimal() and len(text) < 5 and least <= int(text) <= most
    return int(text) if good else None


def _at(text: str) -> tuple[int, int] | None:
    row, _, col = text.partition("-")
    place = _whole(row, 0, 9999), _whole(col, 0, 9999)
    return None if None in place else place


_READERS = {
    "on": lambda text: text if text in SOURCES else None,
    "grey": {"1": True, "0": False}.get,
    "kernel": _kernel,
    "stride": lambda text: _whole(text, 1, LIMITS["step"]),
    "padding": lambda text: text if text in ("valid", "same") else _whole(text, 0, LIMITS["step"]),
    "dilation": lambda text: _whole(text, 1, LIMITS["step"]),
    "bias": _number,
    "flip": {"1": True, "0": False}.get,
    "view": lambda text: text if text in VIEWS else None,
    "at": _at,
}
