"""Numbers as people write them: 7,5 % and 0.075, −3, 1 176 and 1,176, 1.2 · 10⁵, 3/4."""

from __future__ import annotations

import re
from math import isfinite

_MINUS = str.maketrans(dict.fromkeys("−–—‐‑﹣－", "-") | {"＋": "+", "％": "%"})
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
_PERCENT = re.compile(r"\s*(%|per ?cent|prozent)\.?$", re.IGNORECASE)
_POWER = re.compile(r"\s*[·×*x⋅]\s*10\s*(?:\^|\*\*)?\s*\(?([+-]?[0-9]{1,3})\)?$", re.IGNORECASE)
_EXPONENT = re.compile(r"[eE]([+-]?[0-9]{1,3})$")
_LONGEST = 40


def readings(text: str, *, unit: str = "", share: bool = False) -> tuple[float, ...]:
    """Return every number that a text may mean; none if it is no number.

    A comma or a point between groups of three digits may stand between thousands or before decimals: both are meant.

    Args:
        text: What was typed.
        unit: A word that may follow the number.
        share: Whether a share is asked for. Then a number above 1 without a sign is taken for a percentage.
    Example:
        >>> readings("7,5 %"), readings("0.075"), readings("7.5", share=True), readings("−3 pixels", unit="pixels")
        ((0.075,), (0.075,), (0.075,), (-3.0,))
        >>> readings("1,176"), readings("1.176,5"), readings("1.2 · 10⁵"), readings("3/4"), readings("12a")
        ((1176.0, 1.176), (1176.5,), (120000.0,), (0.75,), ())
    """
    if len(text) > _LONGEST:
        return ()
    text = text.strip().translate(_MINUS).removeprefix("+").strip()
    if unit and unit != "%" and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)].rstrip()
    per_cent = _PERCENT.search(text)
    if per_cent:
        text = text[: per_cent.start()]
    numbers = tuple(value for value in (_fraction(text) if "/" in text else _scaled(text)) if isfinite(value))
    if per_cent:
        return tuple(float(f"{value / 100:.12g}") for value in numbers)
    if share:
        return tuple(float(f"{value / 100:.12g}") if abs(value) > 1 else value for value in numbers)
    return numbers


def _fraction(text: str) -> tuple[float, ...]:
    parts = [_scaled(part.strip()) for part in text.split("/")]
    if len(parts) != 2 or not all(parts) or parts[1][0] == 0:
        return ()
    return (parts[0][0] / parts[1][0],)


def _scaled(text: str) -> tuple[float, ...]:
    """Return the readings of a number that may have a power of ten behind it."""
    raised = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+$", lambda match: "^" + match[0].translate(_RAISED), text)
    power = _POWER.search(raised) or _EXPONENT.search(raised)
    if not power:
        return _plain(text)
    return tuple(float(f"{value}e{power[1]}") for value in _plain(raised[: power.start()].rstrip()))


def _plain(text: str) -> tuple[float, ...]:
    match = re.fullmatch(rf"(-?)\s*([0-9{_SPACES}.,'’]+)", text)
    if not match:
        return ()
    sign, body = match.groups()
    if re.search(rf"[{_SPACES}'’]", body):
        # These stand between thousands alone.
        whole, point, decimals = re.fullmatch(r"([^.,]*)([.,]?)(.*)", body).groups()  # type: ignore[union-attr]
        if not _grouped(whole, rf"[{_SPACES}'’]") or not re.fullmatch("[0-9]*", decimals):
            return ()
        return (float(f"{sign}{re.sub('[^0-9]', '', whole)}{'.' if point else ''}{decimals or ''}"),)
    marks = [mark for mark in body if mark in ".,"]
    if not re.search("[0-9]", body):
        return ()
    if not marks:
        return (float(sign + body),)
    last = marks[-1]
    if len(marks) == 1:
        decimal = float(sign + body.replace(last, "."))
        thousands = _grouped(body, re.escape(last)) and not body.startswith("0")
        return (float(sign + body.replace(last, "")), decimal) if thousands else (decimal,)
    if len(set(marks)) == 1:
        return (float(sign + body.replace(last, "")),) if _grouped(body, re.escape(last)) else ()
    whole, decimals = body.rsplit(last, 1)
    other = "." if last == "," else ","
    if last in whole or not _grouped(whole, re.escape(other)):
        return ()
    return (float(f"{sign}{whole.replace(other, '')}.{decimals or 0}"),)


def _grouped(text: str, mark: str) -> bool:
    """Return whether digits stand in groups of three with a mark between them."""
    return re.fullmatch(rf"[0-9]{{1,3}}({mark}[0-9]{{3}})+", text) is not None
