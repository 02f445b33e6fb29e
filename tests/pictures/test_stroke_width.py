"""How wide strokes are, as measured in the picture and as their pen tells."""

from __future__ import annotations

import random

import numpy as np
import pytest

from benchmarks.strokes import random_stroke
from cnnviz.pictures.prepare import ink_box, prepare
from cnnviz.pictures.stroke_width import SURELY_WIDE, THIN, widened
from cnnviz.pictures.strokes import Stroke, draw_strokes

PENS = (8, 12, 14, 16, 20, 28)


def crop_of(strokes: list[Stroke]) -> np.ndarray:
    ink = draw_strokes(strokes)
    top, left, bottom, right = ink_box(ink)
    return ink[top:bottom, left:right]


def drawings() -> list[tuple[float, np.ndarray]]:
    rng = random.Random(7)
    many = []
    for number in range(180):
        pen = PENS[number % len(PENS)]
        many.append((pen, crop_of([Stroke(random_stroke(rng), pen) for _ in range(1 + number % 3)])))
        row = rng.uniform(40, 240)
        many.append((pen, crop_of([Stroke([(rng.uniform(10, 120), row), (rng.uniform(160, 270), row)], pen)])))
        many.append((pen, crop_of([Stroke([(140, row)], pen)])))
    return many


def test_what_a_pen_tells_is_what_would_be_measured():
    sure = [(pen, ink) for pen, ink in drawings() if pen >= SURELY_WIDE * max(ink.shape)]
    assert len(sure) > 300
    near = [pen / max(ink.shape) for pen, ink in sure if pen < 1.2 * SURELY_WIDE * max(ink.shape)]
    assert len(near) > 20, "the bound itself is tried"
    for pen, ink in sure:
        assert widened(ink) is None
        assert widened(ink, pen) is None


def test_a_thin_pen_is_widened_whether_it_is_known_or_not():
    thin = [(pen, ink) for pen, ink in drawings() if pen < 0.9 * THIN * max(ink.shape)]
    assert thin
    for pen, ink in thin:
        np.testing.assert_array_equal(widened(ink, pen), widened(ink))


@pytest.mark.parametrize("pen", PENS)
def test_the_pen_changes_no_input(pen):
    ink = draw_strokes([Stroke(random_stroke(random.Random(pen)), pen)])
    known, unknown = prepare(ink, widen=True, pen=pen), prepare(ink, widen=True)
    np.testing.assert_array_equal(known.input, unknown.input)
