"""Numbers as learning management systems read them: digits and a point, no power of ten and no thousands."""

from __future__ import annotations

from decimal import ROUND_CEILING, Context, Decimal
from math import floor, log10

_UP = Context(prec=3, rounding=ROUND_CEILING)


def numeral(value: float, near: float = 0.0) -> str:
    """Return a number with the decimals that its tolerance can tell apart, and a few more.

    Args:
        value: The number.
        near: The tolerance; what is left out of the number is less than a hundredth of it. 0 for all digits.
    Example:
        >>> numeral(-8.29177546, 0.005), numeral(429.0, 0.5), numeral(1e-7), numeral(-0.0001, 0.5)
        ('-8.29178', '429', '0.0000001', '0')
    """
    decimals = max(0, 2 - floor(log10(near))) if near > 0 else None
    return _without_zeros(f"{Decimal(repr(value)):f}" if decimals is None else f"{value:.{decimals}f}")


def tolerance(near: float) -> str:
    """Return a tolerance with three digits, rounded up, so that what is right stays right.

    Example:
        >>> tolerance(0.5), tolerance(100 * (0.0005 + 1e-5)), tolerance(0.000509276), tolerance(0)
        ('0.5', '0.051', '0.00051', '0')
    """
    return _without_zeros(f"{_UP.create_decimal(f'{near:.6g}'):f}")


def _without_zeros(text: str) -> str:
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
