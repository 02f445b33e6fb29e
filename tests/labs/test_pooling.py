"""Pooling agrees with Keras where Keras pools, and with plain loops where it does not."""

from __future__ import annotations

import math

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.labs.pooling import first_cells, pool, winners


@st.composite
def pooled(draw, paddings):
    """A map, a window, a stride and a padding that fit each other."""
    height, width, channels = draw(st.integers(1, 9)), draw(st.integers(1, 9)), draw(st.integers(1, 3))
    padding = draw(st.sampled_from(paddings))
    size = draw(st.integers(1, min(height, width)))
    stride = draw(st.integers(1, 4))
    # Few different values: equal ones are where winners could be mistaken.
    values = np.random.default_rng(draw(st.integers(0, 99))).integers(-4, 5, (height, width, channels))
    return values.astype(np.float32) * draw(st.sampled_from([1.0, 0.3])), size, stride, padding


@settings(max_examples=40, deadline=None)
@given(pooled(["valid", "same"]))
def test_agrees_with_keras(case):
    values, size, stride, padding = case
    for kind, layer in (("max", keras.layers.MaxPooling2D), ("average", keras.layers.AveragePooling2D)):
        expected = np.asarray(layer(size, strides=stride, padding=padding)(values[None]))[0]
        result = pool(values, size, stride=stride, kind=kind, padding=padding)
        assert result.dtype == np.float32
        np.testing.assert_allclose(result, expected, rtol=1e-5, atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(pooled(["valid", "same", "overhang"]))
def test_agrees_with_loops(case):
    values, size, stride, padding = case
    height, width, _ = values.shape
    rows, cols = (first_cells(length, size, stride=stride, padding=padding) for length in (height, width))
    found = {kind: pool(values, size, stride=stride, kind=kind, padding=padding) for kind in ("max", "average", "l2")}
    won = winners(values, size, stride=stride, padding=padding)
    for (row, col, channel), largest in np.ndenumerate(found["max"]):
        cells = {
            (y, x): float(values[y, x, channel])
            for y in range(max(rows[row], 0), min(rows[row] + size, height))
            for x in range(max(cols[col], 0), min(cols[col] + size, width))
        }
        assert largest == pytest.approx(max(cells.values()))
        assert tuple(won[row, col, channel]) == max(cells, key=cells.get)
        assert found["average"][row, col, channel] == pytest.approx(sum(cells.values()) / len(cells), abs=1e-5)
        norm = math.sqrt(sum(value**2 for value in cells.values()))
        assert found["l2"][row, col, channel] == pytest.approx(norm, rel=1e-5)


@pytest.mark.parametrize(
    ("length", "size", "stride", "begins"),
    [
        (7, 2, 2, [0, 2, 4, 6]),
        (6, 2, 2, [0, 2, 4]),
        (8, 3, 2, [0, 2, 4, 6]),
        (8, 1, 3, [0, 3, 6]),
        (7, 1, 3, [0, 3, 6]),
    ],
)
def test_the_last_window_may_hang_over(length, size, stride, begins):
    """As torch.nn.MaxPool2d(size, stride, ceil_mode=True): no window begins beyond the input."""
    assert first_cells(length, size, stride=stride, padding="overhang").tolist() == begins


def test_what_is_no_number_stays_one():
    values = np.array([[[np.nan], [1.0]], [[2.0], [3.0]]])
    assert all(np.isnan(pool(values, 2, stride=2, kind=kind)).all() for kind in ("max", "average", "l2"))


@pytest.mark.parametrize(
    ("size", "options", "words"),
    [
        (5, {"stride": 1}, "size=4, kernel_size=5"),
        (5, {"stride": 1, "padding": "overhang"}, "size=4, kernel_size=5"),
        (2, {"stride": 0}, "stride=0"),
        (2, {"stride": 1, "padding": "wide"}, "'wide'"),
        (2, {"stride": 1, "kind": "median"}, "'median'"),
    ],
)
def test_says_what_does_not_fit(size, options, words):
    with pytest.raises(ValueError, match=words):
        pool(np.zeros((4, 4, 1)), size, **options)
