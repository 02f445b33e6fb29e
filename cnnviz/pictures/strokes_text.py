"""A drawing as a short text that stays as it is in a URL, and back: nothing is lost.

A stroke is its pen's width and its points, all in digits of base 64; "~" stands between strokes. Points lie on the
grid of half pad pixels that parse_drawing keeps, and follow each other closely. So a coordinate is one digit, 31 more
than the step in half pixels from the point before; where a step is longer than 31, or there is no point before, it is
the last digit and then, in two digits, the place in half pixels from the outer edge of the pad's margin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnnviz.pictures.strokes import PAD_SIZE, Stroke
from cnnviz.pictures.strokes_json import MARGIN, MAX_STROKES, STEPS_A_PIXEL, WIDTHS

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_FARTHEST = 31
_PLACE = 63
_OUTER = MARGIN * STEPS_A_PIXEL
_SIDE = PAD_SIZE * STEPS_A_PIXEL + 2 * _OUTER


def drawing_to_text(strokes: Sequence[Stroke]) -> str:
    """Return the text of strokes that parse_drawing returned.

    Example:
        >>> drawing_to_text([Stroke(((140, 20), (140, 25.5), (138, 60)), 16)])
        'Q_F8_CMfqb_Dc'
    """
    return "~".join(_stroke_to_text(stroke) for stroke in strokes)


def text_to_drawing(text: str) -> tuple[Stroke, ...] | None:
    """Return the strokes that drawing_to_text wrote; None where a text is no drawing.

    Example:
        >>> text_to_drawing("Q_F8_CMfq")
        (Stroke(points=((140, 20), (140, 25.5)), width=16),)
    """
    strokes: list[Stroke] = []
    for item in text.split("~"):
        stroke = _text_to_stroke(item)
        if stroke is None or len(strokes) == MAX_STROKES:
            return None
        strokes.append(stroke)
    return tuple(strokes)


def _stroke_to_text(stroke: Stroke) -> str:
    text = _DIGITS[int(stroke.width)]
    before: list[int | None] = [None, None]
    for point in stroke.points:
        for axis, coordinate in enumerate(point):
            place, last = int(coordinate * STEPS_A_PIXEL) + _OUTER, before[axis]
            if last is not None and abs(place - last) <= _FARTHEST:
                text += _DIGITS[place - last + _FARTHEST]
            else:
                text += _DIGITS[_PLACE] + _DIGITS[place // 64] + _DIGITS[place % 64]
            before[axis] = place
    return text


def _text_to_stroke(text: str) -> Stroke | None:
    digits = [_VALUES.get(digit, -1) for digit in text]
    if not digits or min(digits) < 0 or not WIDTHS[0] <= digits[0] <= WIDTHS[1]:
        return None
    rest = iter(digits[1:])
    places: list[int] = []
    for digit in rest:
        place = _place(digit, rest, places[-2] if len(places) > 1 else None)
        if place is None or not 0 <= place <= _SIDE:
            return None
        places.append(place)
    if not places or len(places) % 2:
        return None
    numbers = [_pixels(place - _OUTER) for place in places]
    return Stroke(tuple(zip(numbers[::2], numbers[1::2], strict=True)), digits[0])


def _place(digit: int, rest: Iterator[int], last: int | None) -> int | None:
    if digit != _PLACE:
        return None if last is None else last + digit - _FARTHEST
    high, low = next(rest, None), next(rest, None)
    return None if high is None or low is None else 64 * high + low


def _pixels(steps: int) -> float:
    return steps // STEPS_A_PIXEL if steps % STEPS_A_PIXEL == 0 else steps / STEPS_A_PIXEL
