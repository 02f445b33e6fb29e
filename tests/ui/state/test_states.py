"""What every page declares of its state: to the URL and back, whatever the URL says."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnnviz
from cnnviz.architecture.text import text_to_shape, text_to_specs
from cnnviz.edits import parse_edits
from cnnviz.labs.x_or_o_images import SAMPLES, image_to_text
from cnnviz.pictures.strokes_json import parse_drawing
from cnnviz.ui.labs.pooling.settings import POOLING
from cnnviz.ui.pages import PAGES
from cnnviz.ui.state import SELECTION, Parts, Pin, Table, changed
from cnnviz.ui.state.parameters import names_of
from cnnviz.ui.states import STATES
from tests.test_rooms import MODULES, ROOT


def tables() -> dict[str, Table[Any]]:
    """Return every table by its page's name, and its part's."""
    found = {"what all pages share": SELECTION}
    for page, declared in STATES.items():
        if isinstance(declared, Parts):
            found |= {page: declared.shown} | {f"{page}, {name}": part for name, part in declared.by_name.items()}
        else:
            found[page] = declared
    return found


TABLES = tables()
HALVES = st.integers(-100, 660).map(lambda half: half / 2)
DRAWINGS = st.lists(
    st.fixed_dictionaries(
        {
            "width": st.integers(1, 60),
            "points": st.lists(st.tuples(HALVES, HALVES), min_size=1, max_size=40).map(
                lambda points: [number for point in points for number in point]
            ),
        }
    ),
    max_size=4,
).map(lambda strokes: tuple(parse_drawing({"strokes": strokes})))
EDITS = parse_edits("conv2d.off.3~dense.bias.1.-0.5~dense_1.kernel.7-9.0.25~conv2d.off.900")
NETWORKS = st.sampled_from(cnnviz.networks())
NAMES = st.sampled_from(["conv2d", "dense_1", "airplane", "grad_cam", "block1_conv1", "0", "né"])
STACKS = ["c6k5p-m2-r-f-d10-z", "m3s2", "c32k3x5-b-r-g-d3"]


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    # Minus zero would be another number in the URL.
    return st.floats(low, high).map(lambda value: value + 0.0)


def matrices(rows: int, cols: int, low: float, high: float) -> st.SearchStrategy[tuple[tuple[float, ...], ...]]:
    return st.tuples(*[st.tuples(*[numbers(low, high)] * cols)] * rows)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "network": NETWORKS,
    "cell": st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)),
    "partner": st.none() | NETWORKS,
    "edits": st.just(EDITS) | st.just(()),
    "change": st.sampled_from(["", "turn_31~noise_0.1_3", "fgsm_8_3", "morph_0.4_12_1"]),
    "strokes": DRAWINGS,
    "pin": st.none()
    | st.builds(Pin, st.sampled_from(["input", "conv2d"]), st.tuples(*[st.integers(0, 40)] * 3))
    | st.builds(Pin, st.just("dense"), st.tuples(st.integers(0, 200))),
    "layer": NAMES,
    "label": NAMES,
    "method": NAMES,
    "beside": NAMES,
    "class_": st.none() | NAMES,
    "texts": st.integers(3, 8)
    .flatmap(lambda side: matrices(side, side, -1000, 1000))
    .map(lambda rows: POOLING.codecs["numbers"].read(_text(rows))),
    "bias": numbers(-1e6, 1e6),
    "slope": numbers(0, 1),
    "kernel": st.tuples(st.integers(1, 7), st.integers(1, 7)).flatmap(lambda sides: matrices(*sides, -1e6, 1e6)),
    "padding": st.sampled_from(["valid", "same", 0, 7]),
    "at": st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)),
    "Draw & see: at": st.none() | NAMES,
    "Compare: at": st.none() | NAMES,
    "Convolution, filter_stack: at": st.tuples(*[st.integers(0, 999)] * 3),
    "rgb": st.tuples(*[st.integers(0, 200)] * 3),
    "cells": st.sampled_from([image_to_text(image) for image in SAMPLES.values()]),
    "feature": st.sampled_from(["X", "/", "\\"]),
    "numbers": st.tuples(*[numbers(0, 1)] * 12),
    # No bundled network reads any; tests/ui/picture/test_numbers.py has those that do.
    "what all pages share: numbers": st.just(()),
    "Shapes: input": st.sampled_from([text_to_shape("8x8x3"), text_to_shape("224x224x3")]),
    "Train: layers": st.sampled_from([*map(text_to_specs, STACKS)]),
    "Train: classes": st.lists(st.integers(0, 9), max_size=10, unique=True).map(tuple),
    "Train: names": st.lists(
        NAMES.map(lambda name: "".join(filter(str.isalnum, name))[:30]).filter(bool),
        min_size=2,
        max_size=10,
        unique=True,
    ).map(tuple),
    "layers": st.sampled_from([(), *map(text_to_specs, STACKS)]),
}
"""For attributes whose values are more than the type of the start says."""


def _text(rows: tuple[tuple[float, ...], ...]) -> str:
    return "~".join("_".join(f"{value!r}" for value in row) for row in rows)


@cache
def states_of(name: str) -> st.SearchStrategy[Any]:
    """Return what draws states of a table: any value that its codec can read back."""
    table = TABLES[name]
    in_url = {table.attributes.get(each, each): codec for each, codec in table.codecs.items()}

    def values(attribute: str) -> st.SearchStrategy[Any]:
        start, codec = getattr(table.start, attribute), in_url[attribute]
        if codec.words:
            return st.sampled_from(codec.words)
        if f"{name}: {attribute}" in VALUES:
            return VALUES[f"{name}: {attribute}"]
        if attribute in VALUES:
            return VALUES[attribute]
        if isinstance(start, bool):
            return st.booleans()
        if isinstance(start, tuple):
            return matrices(len(start), len(start[0]), 0, 255)
        # The limits are the codec's own: there are numbers within them, and the start is one.
        within = [value for value in range(-10, 1000) if codec.read(str(value)) is not None]
        assert len(within) > 1 and (start is None or codec.read(str(start)) == start), attribute
        return st.sampled_from([start, *within])

    return st.builds(type(table.start), **{each: values(each) for each in in_url}).map(table.fitted)


@pytest.mark.parametrize("name", TABLES)
@given(data=st.data())
def test_a_state_survives_the_way_through_the_url(name, data):
    table, state = TABLES[name], data.draw(states_of(name))
    query = table.write(state)
    assert table.read(query) == state or query.get("strokes") == "long"
    assert all(isinstance(text, str) for text in query.values())
    assert table.write(table.read(query)) == query or query.get("strokes") == "long"


@pytest.mark.parametrize("name", TABLES)
def test_the_start_needs_no_url(name):
    table = TABLES[name]
    assert table.write(table.start) == {} and table.read({}) == table.start


GARBAGE = st.text(max_size=40) | st.sampled_from(
    [
        *["", "-", "-7", "4-", "4-9", "1-2-3", "³", "٧", "1e9", "nan", "inf", "-0", "0x1", "9" * 5000, "1_" * 9000],
        *["~", "_", "a.b.c", ".", "conv2d.1-2", "Q_F8_CM", "c6k5p-?", "28x28x1", "turn_1e999~fold_3", "True\x00", "🜁"],
    ]
)


@pytest.mark.parametrize("name", TABLES)
@given(data=st.data())
def test_any_url_gives_a_state_that_a_url_can_say(name, data):
    table = TABLES[name]
    query: Mapping[str, str] = data.draw(st.dictionaries(st.sampled_from(sorted(table.codecs) or ["x"]), GARBAGE))
    state = table.read(query)
    assert table.read(table.write(state)) == state
    assert {each.name for each in fields(state)} == {each.name for each in fields(table.start)}


def test_every_page_declares_its_state_and_none_takes_a_name_that_all_share():
    assert set(STATES) == set(PAGES.values())
    for page, declared in STATES.items():
        assert not names_of(declared) & set(SELECTION.codecs), page
        if isinstance(declared, Parts):
            assert "part" not in set().union(*(table.codecs for table in declared.by_name.values())), page


def test_one_file_alone_reads_and_writes_the_url():
    scripts = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *MODULES.values()]
    found = {
        path.name
        for path in scripts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "st.query_params"
    }
    assert found == {"session.py"}


def test_another_network_lets_go_of_what_belonged_to_the_first():
    before = SELECTION.read({"edits": "conv2d.off.3", "pin": "conv2d.3-4-1", "sample": "4", "change": "turn_31"})
    assert before.edits and before.pin == Pin("conv2d", (3, 4, 1))
    after = changed(before, network="mnist_cnn")
    assert (after.edits, after.pin, after.sample, after.change) == ((), None, 4, "turn_31")
    far = changed(before, network="cifar_small")
    assert (far.sample, far.change) == (0, "")


@pytest.mark.parametrize(
    "pin", ["conv2d.3-4", "conv2d.3-4-99", "nowhere.1-1-1", "dense.1-1-1", "conv2d.-1-2-3", "input.28-0-0"]
)
def test_a_cell_that_the_network_does_not_have_is_not_pinned(pin):
    assert SELECTION.read({"pin": pin}).pin is None


@pytest.mark.parametrize(("pin", "position"), [("input.27-27-0", (27, 27, 0)), ("dense.7", (7,))])
def test_a_cell_of_the_input_and_of_a_row_can_be_pinned(pin, position):
    read = SELECTION.read({"pin": pin})
    assert read.pin == Pin(pin.partition(".")[0], position) and SELECTION.write(read) == {"pin": pin}
