"""What is typed and what a link says: read where it can be, kept where it cannot."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.architecture.keras_code import keras_code
from cnnviz.architecture.shapes import shapes_to_csv, work_out
from cnnviz.architecture.specs import SPECS
from cnnviz.architecture.text import INPUT_SIDES, MOST_LAYERS, specs_to_text, text_to_shape, text_to_specs
from cnnviz.architecture.typed import Typed, TypedLayer, from_json, written
from cnnviz.explainers.conv2d import Convolution
from cnnviz.explainers.dense import Dense
from cnnviz.explainers.dropout import Dropout
from cnnviz.explainers.parts.parameters import OneOf
from cnnviz.explainers.parts.spec import parameters

WRONG = ["", "0", "-1", "3.5", "abc", "1e999", "99999999999", "٣", "NaN", "3 3 3", "<b>"]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="cmarltgzbofwdkspvnx0123456789.-", max_size=40) | st.text(max_size=20))
def test_any_text_is_read_and_what_was_read_is_written_the_same_way(text):
    specs = text_to_specs(text)
    assert text_to_specs(specs_to_text(specs)) == specs
    assert work_out((9, 9, 1), specs)


def test_the_letters_of_a_kind_are_told_apart():
    for kind in SPECS:
        marks = [
            mark
            for parameter in parameters(kind).values()
            for mark in (parameter.options if isinstance(parameter, OneOf) else [parameter.mark])
        ]
        assert len(set(marks)) == len(marks), kind
    assert len({kind.mark for kind in SPECS}) == len(SPECS)


def test_a_link_is_read_letter_by_letter():
    conv, dense = text_to_specs("c32k3x5s2vln-d10z")
    assert conv == Convolution(32, (3, 5), (2, 2), "valid", (1, 1), "leaky_relu", False)
    assert dense == Dense(10, "softmax")
    assert len(text_to_specs("-".join(["f"] * 500))) == MOST_LAYERS
    assert text_to_specs("c0-c9999-m2q-cat-d-dog--") == (Dense(),)
    assert text_to_shape("28x28") is text_to_shape("28x28x0") is text_to_shape("28x28x1e9") is None


@pytest.mark.parametrize("text", WRONG)
@pytest.mark.parametrize("name", ["filters", "kernel_size", "strides"])
def test_an_invalid_number_is_kept_and_named_in_a_sentence(name, text):
    typed = written((28, 28, 1), text_to_specs("c8-r"))
    layer = TypedLayer(Convolution, {**typed.layers[0].texts, name: text})
    assert list(layer.faults()) == [name]
    sentence = layer.spec()
    assert (
        sentence == layer.faults()[name] and sentence.endswith(".") and "must be a whole number from 1 to" in sentence
    )
    shapes = work_out((28, 28, 1), [sentence, *typed.specs()[1:]])
    assert (shapes.rows, shapes.problem) == ((), sentence)
    assert f"# Layer 1 does not fit. {sentence}" in keras_code(shapes)


@pytest.mark.parametrize("text", ["", "1", "-0.5", "abc", "1e999", "0.33333", "50 %"])
def test_a_dropout_rate_is_less_than_one(text):
    with pytest.raises(ValueError, match="must be a number from 0 to"):
        parameters(Dropout)["rate"].read(text)


def test_an_invalid_side_of_the_input_is_named_in_a_sentence():
    typed = Typed(("28", "99999", ""), ())
    assert typed.shape() is None
    assert list(typed.faults()) == ["width", "channels"]
    assert "from 1 to 4,096, not “99999”" in typed.faults()["width"]
    assert "not nothing" in typed.faults()["channels"]
    assert [side.label for side in INPUT_SIDES] == ["height", "width", "channels"]


@pytest.mark.parametrize(
    "sent",
    [
        None,
        {},
        {"sides": ["1", "1"], "layers": []},
        {"sides": ["1", "1", 1], "layers": []},
        {"sides": ["1", "1", "1"], "layers": [["?", {}]]},
        {"sides": ["1", "1", "1"], "layers": [["c", {"filters": "3"}]]},
        {"sides": ["1", "1", "1"], "layers": [["c"]]},
        {"sides": ["1", "1", "1"], "layers": [["f", {}]] * (MOST_LAYERS + 1)},
    ],
    ids=str,
)
def test_what_a_browser_makes_up_is_not_read(sent):
    assert from_json(sent) is None


def test_what_a_browser_sends_is_read():
    typed = written((9, 8, 1), text_to_specs("c3k2x3-m2-o0.25"))
    assert from_json({"sides": list(typed.sides), "layers": [["c", dict(typed.layers[0].texts)]]}).layers == (
        typed.layers[0],
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "c5k5d2",
            "A window of 5 × 5 with dilation 2 needs at least 9 × 9 cells, but the maps that come in have 8 × 8: at ",
        ),
        ("m9", "most 8 × 8 fits, and any size does with padding “same”."),
        ("c4s2d2", "set one of the two to 1"),
        ("f-c4", "a row of 64 values comes in: move it up, before Flatten (layer 1)."),
        ("w-m", "a row of 1 value comes in: move it up, before Global average pooling (layer 1)."),
        (
            "d4",
            "Dense takes a row of values, but maps of 8 × 8 × 1 come in: put Flatten or Global average pooling before",
        ),
        ("z", "Softmax takes a row of values"),
    ],
)
def test_what_does_not_fit_says_why_and_what_would(text, sentence):
    shapes = work_out((8, 8, 1), text_to_specs(text + "-b"))
    assert sentence in shapes.problem
    assert len(shapes.rows) == text.count("-")


def test_a_stack_of_nothing_is_the_input():
    shapes = work_out((28, 28, 3), [])
    assert (shapes.costs.parameters, shapes.costs.activation_bytes) == (0, 4 * 28 * 28 * 3)


def test_the_table_as_csv():
    shapes = work_out((32, 32, 3), text_to_specs("c10k5-b-m2-f-d2"))
    rows = list(csv.DictReader(io.StringIO(shapes_to_csv(shapes))))
    assert [row["layer"] for row in rows] == [
        "Input",
        "Conv2D",
        "BatchNormalization",
        "MaxPooling2D",
        "Flatten",
        "Dense",
    ]
    assert rows[1]["output"] == "28x28x10" and rows[1]["multiply_adds"] == str(28 * 28 * 75 * 10)
    assert sum(int(row["weights"]) for row in rows) == shapes.costs.parameters
    assert sum(int(row["not_trained"]) for row in rows) == 20
    assert sum(int(row["bytes"]) for row in rows) == shapes.costs.activation_bytes
    assert (rows[3]["field_height"], rows[3]["field_row_jump"], rows[5]["field_height"]) == ("6", "2", "all")
