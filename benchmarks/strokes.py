"""Strokes as a hand draws them."""

from __future__ import annotations

import random

from cnnviz.pictures.strokes import PAD_SIZE

POINTS = 30


def random_stroke(rng: random.Random) -> list[tuple[float, float]]:
    """Return a bent stroke from the pad's upper half to its lower, as points (x, y) in pad pixels.

    It runs through the pad's centre: strokes that lie apart would be read as several digits.
    """
    middle = PAD_SIZE / 2
    first, last = (rng.uniform(60, PAD_SIZE - 60) for _ in range(2))
    top, bottom = rng.uniform(30, 80), rng.uniform(PAD_SIZE - 80, PAD_SIZE - 30)
    points = []
    for step in range(POINTS):
        t = 2 * step / (POINTS - 1) - 1
        end_x, end_y = (first, top) if t < 0 else (last, bottom)
        points.append((round(middle + abs(t) * (end_x - middle), 1), round(middle + t * t * (end_y - middle), 1)))
    return points
