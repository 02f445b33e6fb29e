"""What is set up in "Your own kernel", to the URL and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.ui.components.convolution_lab.setup import LIMITS, SOURCES, START, VIEWS, Setup, from_query, to_query

STEPS = st.integers(1, LIMITS["step"])
NUMBERS = st.floats(-LIMITS["number"], LIMITS["number"]).map(lambda value: value + 0.0)


@st.composite
def kernels(draw):
    rows, cols = draw(st.tuples(st.integers(1, 7), st.integers(1, 7)))
    row = st.lists(NUMBERS, min_size=cols, max_size=cols).map(tuple)
    return tuple(draw(st.lists(row, min_size=rows, max_size=rows)))


SETUPS = st.builds(
    Setup,
    on=st.sampled_from(list(SOURCES)),
    grey=st.booleans(),
    kernel=kernels(),
    stride=STEPS,
    padding=st.one_of(st.sampled_from(["valid", "same"]), st.integers(0, LIMITS["step"])),
    dilation=STEPS,
    bias=NUMBERS,
    flip=st.booleans(),
    view=st.sampled_from([None, *VIEWS]),
    at=st.one_of(st.none(), st.tuples(st.integers(0, 511), st.integers(0, 511))),
)


@given(setup=SETUPS)
def test_every_setup_comes_back_from_its_url(setup):
    assert from_query(to_query(setup)) == setup


def test_the_beginning_needs_no_url():
    assert to_query(START) == {} and from_query({}) == START


@given(query=st.dictionaries(st.sampled_from(list(Setup.__dataclass_fields__)), st.text(max_size=30)))
def test_garbage_is_a_setup_all_the_same(query):
    setup = from_query(query)
    assert from_query(to_query(setup)) == setup


@pytest.mark.parametrize(
    "query",
    [
        {"on": "cat"},
        {"kernel": ""},
        {"kernel": "1_2__3"},
        {"kernel": "1_abc"},
        {"kernel": "1_nan"},
        {"kernel": "1_1e999"},
        {"kernel": "_".join("12345678")},
        {"kernel": "__".join("12345678")},
        {"kernel": "1_" * 100000},
        {"kernel": "１"},
        {"stride": "0"},
        {"stride": "17"},
        {"stride": "٧"},
        {"stride": "9" * 5000},
        {"padding": "full"},
        {"padding": "-1"},
        {"dilation": "1.5"},
        {"bias": "1e7"},
        {"flip": "yes"},
        {"view": "purple"},
        {"at": "3"},
        {"at": "-1-2"},
        {"at": 5},
    ],
    ids=lambda query: str(query)[:30],
)
def test_what_a_url_cannot_mean_is_left_as_it_was(query):
    assert from_query(query) == START
