"""Moving a map, and what pooling forgives of it."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.labs.pooling import pool
from cnnviz.labs.pooling_compared import POOLING_KINDS, compare, difference, shift


@pytest.mark.parametrize(("down", "right"), [(0, 0), (1, 0), (-2, 1), (0, -3), (3, 3), (9, 9)])
def test_moving_repeats_the_edge(down, right):
    values = np.arange(20.0).reshape(4, 5)
    moved = shift(values, down, right)
    for (row, col), value in np.ndenumerate(moved):
        assert value == values[min(max(row - down, 0), 3), min(max(col - right, 0), 4)]


def test_nothing_changes_where_nothing_differs():
    flat = np.full((3, 3), 7.0)
    assert difference(flat, flat) == (0, 9, 0)
    assert difference(flat, flat + 1e-9).cells == 0


def test_a_pixel_that_stays_in_its_window_is_forgiven_and_one_that_leaves_is_not():
    pixel = np.zeros((6, 6), np.float32)
    pixel[2, 2] = 1
    right, left = (compare(pixel, 2, stride=2, padding="valid", right=by).differences() for by in (1, -1))
    assert right["input"].cells == left["input"].cells == 2
    assert [right[kind].cells for kind in POOLING_KINDS] == [0, 0, 0]
    assert [left[kind].cells for kind in POOLING_KINDS] == [2, 2, 2]


def test_a_comparison_is_what_pooling_gives_before_and_after():
    values = np.random.default_rng(1).normal(size=(7, 6)).astype(np.float32)
    compared = compare(values, 3, stride=2, padding="overhang", down=1, right=-2)
    for pooled, source in ((compared.before, values), (compared.after, shift(values, 1, -2))):
        np.testing.assert_array_equal(pooled.input, source)
        for kind in POOLING_KINDS:
            expected = pool(source[..., None], 3, stride=2, kind=kind, padding="overhang")[..., 0]
            np.testing.assert_array_equal(pooled.outputs[kind], expected)
        rows, cols = np.moveaxis(pooled.winners, -1, 0)
        np.testing.assert_array_equal(source[rows, cols], pooled.outputs["max"])
    assert compared.words().startswith("Moved 1 down and 2 left; ")


def test_what_is_not_moved_is_said_to_be_as_it_was():
    assert compare(np.eye(3), 2, stride=1, padding="valid").words() == "Not moved: everything is as above."
