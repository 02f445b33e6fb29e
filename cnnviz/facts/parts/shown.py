"""Numbers, shares and values as they stand in prose."""

from __future__ import annotations

from cnnviz.facts.parts.fact import Value


def number(value: float, decimals: int = 0) -> str:
    """Return a number with so many decimals, a comma between thousands and a true minus sign.

    Example:
        >>> number(1176), number(-8.2094, 3), number(-0.0004, 2)
        ('1,176', '−8.209', '0.00')
    """
    text = f"{value:,.{decimals}f}"
    if not text.strip("-0.,"):
        text = text.removeprefix("-")
    return text.replace("-", "−")


def share(value: float, decimals: int = 0) -> str:
    """Return a share in per cent. What is not all, or not nothing, gets the decimals that say so, up to three.

    Example:
        >>> share(0.744), share(0.9999, 1), share(1), share(0.99999999)
        ('74 %', '99.99 %', '100 %', 'more than 99.999 %')
    """
    if value in (0, 1):
        return f"{value:.0%}".replace("%", " %")
    digits = next((more for more in range(decimals, 4) if 0 < round(value, more + 2) < 1), None)
    if digits is None and 0 < value < 1:
        return "more than 99.999 %" if value > 0.5 else "less than 0.001 %"
    return f"{number(100 * value, decimals if digits is None else digits)} %"


def place(index: tuple[int, ...]) -> str:
    """Return a cell in words: "row 3, column 1", "row 0, column 6, map 4".

    Example:
        >>> place((3, 1))
        'row 3, column 1'
    """
    return ", ".join(f"{name} {at}" for name, at in zip(("row", "column", "map"), index, strict=False))


def value_text(value: Value, decimals: int = 0, *, percent: bool = False) -> str:
    """Return any value of a fact as text.

    Args:
        value: The value.
        decimals: Of a number; in per cent, after the point of the percentage.
        percent: Whether a number is a share, written in per cent.
    Example:
        >>> value_text(0.0747, 1, percent=True), value_text("ankle boot"), value_text((2, 0, 1, 3))
        ('7.5 %', 'ankle boot', '2, 0, 1, 3')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return place(value) if len(value) in (2, 3) else ", ".join(map(str, value))
    return share(value, decimals) if percent else number(value, decimals)
