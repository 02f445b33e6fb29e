"""An activation before and after pooling, against plain loops; what commutes, commutes to the last digit."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.labs.activations import FUNCTIONS
from cnnviz.labs.pooling_compared import POOLING_KINDS
from cnnviz.labs.swapped import reason, swap

BY_HAND = {
    "relu": lambda z, a: max(z, 0.0),
    "leaky_relu": lambda z, a: z if z > 0 else a * z,
    "tanh": lambda z, a: math.tanh(z),
    "sigmoid": lambda z, a: 1 / (1 + math.exp(-z)),
}
POOL_BY_HAND = {
    "max": max,
    "average": lambda cells: math.fsum(cells) / len(cells),
    "l2": lambda cells: math.sqrt(math.fsum(cell * cell for cell in cells)),
}
MAPS = st.integers(2, 7).flatmap(
    lambda side: st.lists(
        st.lists(st.integers(-40, 40).map(lambda tenths: tenths / 10), min_size=side, max_size=side),
        min_size=side,
        max_size=side,
    )
)


def windows(values: np.ndarray, size: int, stride: int) -> list[list[list[float]]]:
    """Return the numbers of every window that stays inside."""
    height, width = values.shape
    return [
        [
            [float(values[row + y, col + x]) for y in range(size) for x in range(size)]
            for col in range(0, width - size + 1, stride)
        ]
        for row in range(0, height - size + 1, stride)
    ]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("kind", POOLING_KINDS)
@settings(max_examples=25, deadline=None)
@given(rows=MAPS, stride=st.integers(1, 2), slope=st.sampled_from([0.0, 0.2, 1.0]))
def test_both_orders_are_those_of_loops(function, kind, rows, stride, slope):
    values = np.array(rows)
    found = swap(values, 2, stride=stride, padding="valid", kind=kind, function=function, slope=slope)
    bend, pooled = BY_HAND[function], POOL_BY_HAND[kind]
    for row, line in enumerate(windows(values, 2, stride)):
        for col, cells in enumerate(line):
            first, last = pooled([bend(cell, slope) for cell in cells]), bend(pooled(cells), slope)
            assert found.first[row, col] == pytest.approx(first, abs=1e-12)
            assert found.last[row, col] == pytest.approx(last, abs=1e-12)
            # What lies between rounding and a difference is neither here nor there.
            if not 1e-13 < abs(first - last) < 1e-9:
                assert found.differs[row, col] == (abs(first - last) > 1e-9)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("padding", ["valid", "same", "overhang"])
def test_the_maximum_commutes_with_what_is_monotone(function, padding):
    values = np.random.default_rng(5).normal(0, 3, (31, 29)).astype(np.float32)
    found = swap(values, 3, stride=2, padding=padding, kind="max", function=function, slope=0.2)
    assert not found.differs.any()
    np.testing.assert_allclose(found.first, found.last, rtol=1e-15)
    assert found.first.dtype == np.float64


def test_averages_agree_where_relu_is_a_straight_line_and_norms_where_nothing_is_below_zero():
    values = np.random.default_rng(6).integers(-3, 6, (40, 40)).astype(np.float32)
    average, norm = (
        swap(values, 2, stride=2, padding="valid", kind=kind, function="relu", slope=0.2) for kind in ("average", "l2")
    )
    blocks = values.reshape(20, 2, 20, 2).transpose(0, 2, 1, 3).reshape(20, 20, 4)
    np.testing.assert_array_equal(average.differs, (blocks.min(axis=2) < 0) & (blocks.max(axis=2) > 0))
    np.testing.assert_array_equal(norm.differs, blocks.min(axis=2) < 0)


def test_rounding_is_no_difference():
    values = np.full((2, 2), -0.1, np.float32)
    values[0, 0] = -0.7
    found = swap(values, 2, stride=2, padding="valid", kind="average", function="leaky_relu", slope=0.3)
    assert not found.differs.any()


def test_what_is_no_number_in_both_orders_is_the_same():
    values = np.array([[np.nan, 1.0, np.inf, 0.0], [2.0, 3.0, 1.0, 2.0]])
    for kind in POOLING_KINDS:
        found = swap(values, 2, stride=2, padding="valid", kind=kind, function="relu", slope=0.2)
        assert np.isnan(found.first[0, 0]) and found.first[0, 1] == np.inf
        assert not found.differs.any()


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("kind", POOLING_KINDS)
def test_every_pair_has_its_reason(function, kind):
    words = reason(kind, function, 0.2)
    assert words.endswith(".") and (FUNCTIONS[function].title in words)
    assert ("monotone" in words) == (kind == "max")


def test_a_slope_of_one_changes_nothing():
    values = np.random.default_rng(7).normal(size=(6, 6))
    for kind in POOLING_KINDS:
        found = swap(values, 2, stride=2, padding="valid", kind=kind, function="leaky_relu", slope=1)
        assert not found.differs.any()
        assert "nothing can differ" in reason(kind, "leaky_relu", 1)
