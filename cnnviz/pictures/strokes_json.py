"""Strokes as JSON, both ways. Everything a browser sends is checked here first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeGuard

from cnnviz.pictures.strokes import PAD_SIZE, Stroke

MARGIN = 50
"""How far a stroke may run beyond the pad's edges, in pad pixels."""
WIDTHS = (1, 60)
"""Thinnest and thickest pen, in pad pixels."""
STEPS_A_PIXEL = 2
"""Points lie on a grid of half pad pixels, as the pad sends them; pens are whole pad pixels wide."""
MAX_STROKES = 200
MAX_POINTS = 20_000


def parse_drawing(value: object) -> list[Stroke]:
    """Return the strokes that a drawing in JSON describes. Malformed strokes are left out.

    Args:
        value: {"strokes": [{"width": number, "points": [x0, y0, x1, y1, ...]}, ...]} in pad pixels, or anything at all.
    Returns:
        The well-formed strokes in drawing order, at most MAX_STROKES with at most MAX_POINTS points in all. Points off
        the grid or too far outside the pad, and pens of any other width, are moved to the nearest allowed value.
    Example:
        >>> parse_drawing({"strokes": [{"width": 16, "points": [140, 20, 140, 999]}, {"points": "?"}]})
        [Stroke(points=((140, 20), (140, 330)), width=16)]
    """
    sent = value.get("strokes") if isinstance(value, dict) else None
    strokes: list[Stroke] = []
    room = MAX_POINTS
    for item in sent[:MAX_STROKES] if isinstance(sent, list) else []:
        stroke = _parse_stroke(item, room)
        if stroke:
            strokes.append(stroke)
            room -= len(stroke.points)
    return strokes


def drawing_to_json(strokes: Sequence[Stroke]) -> dict[str, Any]:
    """Return strokes in the form that parse_drawing reads."""
    return {
        "strokes": [
            {"width": width, "points": [number for point in points for number in point]} for points, width in strokes
        ]
    }


def _parse_stroke(item: object, room: int) -> Stroke | None:
    if not isinstance(item, dict):
        return None
    width, numbers = item.get("width"), item.get("points")
    if not isinstance(numbers, list) or len(numbers) % 2 or not 0 < len(numbers) <= 2 * room:
        return None
    if not _is_number(width) or not all(map(_is_number, numbers)):
        return None
    inside = [_on_grid(_limit(number, -MARGIN, PAD_SIZE + MARGIN)) for number in numbers]
    return Stroke(tuple(zip(inside[::2], inside[1::2], strict=True)), round(_limit(width, *WIDTHS)))


def _is_number(value: object) -> TypeGuard[float]:
    return type(value) is int or (type(value) is float and math.isfinite(value))


def _on_grid(number: float) -> float:
    steps = round(number * STEPS_A_PIXEL)
    return steps // STEPS_A_PIXEL if steps % STEPS_A_PIXEL == 0 else steps / STEPS_A_PIXEL


def _limit(number: float, low: float, high: float) -> float:
    return min(max(number, low), high)
