"""What a visitor has chosen, in the URL and out of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnnviz
from cnnviz.edits import ChannelOff
from cnnviz.pictures.strokes import Stroke
from cnnviz.ui.state import SOURCES, START_NETWORK, Selection, edits_of, from_query, to_query

PICTURES = {"strokes": (Stroke(((1, 2),), 3),), "upload": b"PNG", "photo": b"JPEG"}

EDITS = "conv2d.off.3~dense.bias.1.-0.5~dense_1.kernel.7-9.0.25~conv2d.off.900"
"""As many of them fit a network as it has such layers."""

SELECTIONS = st.builds(
    Selection,
    network=st.sampled_from(cnnviz.networks()),
    source=st.sampled_from(SOURCES),
    sample=st.integers(0, 99_999),
    picture=st.none() | st.integers(0, 99_999),
    cell=st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)),
    partner=st.none() | st.sampled_from(cnnviz.networks()),
    change=st.sampled_from(["", "turn_31~noise_0.1_3", "fgsm_8_3", "morph_0.4_12_1"]),
    centre=st.booleans(),
    invert=st.booleans(),
).map(lambda chosen: replace(chosen, edits=edits_of(chosen.network, EDITS)))
VALUES = st.text(max_size=8) | st.sampled_from(
    [
        *SOURCES,
        *cnnviz.networks(),
        "True",
        "False",
        EDITS,
        "turn_31",
        "blur_5~noise_0_3",
        "7",
        "-7",
        "4-9",
        "4-",
        "-",
        "³",
        "٧",
        "1e9",
    ]
)
NAMES = ["network", "source", "sample", "picture", "cell", "partner", "edits", "change", "centre", "upload", "x"]
QUERIES = st.dictionaries(st.sampled_from(NAMES), VALUES)


@given(SELECTIONS)
def test_a_selection_survives_the_way_through_the_url(selection):
    assert from_query(to_query(selection)) == selection


def test_the_start_needs_no_url():
    assert to_query(Selection()) == {}
    assert from_query({}) == Selection()
    assert START_NETWORK in cnnviz.networks()


def test_edits_that_do_not_fit_the_network_are_let_go():
    chosen = from_query({"network": "mnist_lab", "edits": EDITS})
    assert len(chosen.edits) == 3 and chosen.edits[0] == ChannelOff("conv2d", 3)
    assert len(from_query({"network": "mnist_mlp", "edits": EDITS}).edits) == 2
    assert to_query(chosen)["edits"] == EDITS.rpartition("~")[0]


def test_pictures_stay_out_of_the_url():
    assert to_query(Selection(**PICTURES)) == {}
    assert from_query({"strokes": "[]", "upload": "x", "photo": "x"}) == Selection()


@given(QUERIES)
def test_any_url_gives_a_selection_that_works(query):
    selection = from_query(query)
    assert selection.network in cnnviz.networks()
    assert selection.source in SOURCES
    assert type(selection.sample) is int and 0 <= selection.sample < 100_000
    assert selection.cell is None or all(type(place) is int for place in selection.cell)
    assert selection.partner in (None, *cnnviz.networks())
    assert type(selection.centre) is bool and type(selection.invert) is bool
    assert from_query(to_query(selection)) == selection


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("network", "../../etc/passwd"),
        ("network", "MNIST_LAB"),
        ("source", "draw"),
        ("sample", "-1"),
        ("sample", "1.5"),
        ("sample", "²"),
        ("sample", "9" * 5000),
        ("sample", ""),
        ("picture", "-1"),
        ("cell", "4"),
        ("cell", "4-x"),
        ("cell", "1-2-3"),
        ("partner", "nobody"),
        ("change", "turn_1e999~fold_3~turn_nan~noise_0.1_3_5~move_1.5"),
        ("centre", "false"),
        ("invert", "0"),
    ],
)
def test_what_a_url_cannot_mean_is_left_as_at_the_start(name, text):
    assert getattr(from_query({name: text}), name) == getattr(Selection(), name)
