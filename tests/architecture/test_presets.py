"""The stacks to begin with: figures that are known from articles, and code that builds what it says."""

from __future__ import annotations

import keras
import pytest

from cnnviz import bundled
from cnnviz.architecture.keras_code import keras_code
from cnnviz.architecture.presets import Preset, examples, networks, preset_of
from cnnviz.architecture.shapes import Shapes, work_out
from cnnviz.architecture.text import shape_to_text, specs_to_text, text_to_shape, text_to_specs
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.costs import costs
from cnnviz.ui.labs.shapes import Stack

PRESETS = {preset.name: preset for preset in (*examples(), *networks())}


@pytest.fixture(params=PRESETS)
def preset(request) -> Preset:
    return PRESETS[request.param]


def _worked_out(name: str) -> Shapes:
    return work_out(PRESETS[name].shape, PRESETS[name].specs)


def test_the_code_of_a_preset_runs_and_builds_what_the_table_says(preset, capsys):
    shapes, names = work_out(preset.shape, preset.specs), {}
    exec(keras_code(shapes), names)
    model = names["model"]
    assert f"{shapes.costs.parameters:,}" in capsys.readouterr().out
    assert model.count_params() == shapes.costs.parameters
    for layer, theirs in zip(shapes.layers, model.layers, strict=True):
        assert (layer.kind, (None, *layer.output_shape)) == (type(theirs).__name__, theirs.output.shape)
        assert (layer.parameters, layer.activation) == (
            theirs.count_params(),
            getattr(getattr(theirs, "activation", None), "__name__", "linear"),
        )
    keras.backend.clear_session()


def test_the_link_of_a_preset_says_the_same(preset):
    assert text_to_specs(specs_to_text(preset.specs)) == preset.specs
    assert text_to_shape(shape_to_text(preset.shape)) == preset.shape


def test_a_preset_is_known_again(preset):
    assert preset_of(preset.shape, preset.specs) == preset
    assert preset_of((*preset.shape[:2], 7), preset.specs) is None


def test_every_bundled_network_is_one_and_costs_what_its_card_says():
    assert sorted(name for preset in networks() for name in preset.name.split(", ")) == bundled.names()
    for preset in networks():
        for name in preset.name.split(", "):
            assert work_out(preset.shape, preset.specs).costs == costs(read_blueprint(bundled.weights_path(name)))


def test_the_page_begins_with_the_network_that_the_app_begins_with():
    start = preset_of(Stack.input, Stack.layers)
    assert start.name == "mnist_lab"
    assert start.specs == Stack.layers


# Shape, values and weights without biases, as the article prints them, row by row.
VGG = [
    ((224, 224, 64), 224 * 224 * 64, 1_728),
    ((224, 224, 64), 224 * 224 * 64, 36_864),
    ((112, 112, 64), 112 * 112 * 64, 0),
    ((112, 112, 128), 112 * 112 * 128, 73_728),
    ((112, 112, 128), 112 * 112 * 128, 147_456),
    ((56, 56, 128), 56 * 56 * 128, 0),
    ((56, 56, 256), 56 * 56 * 256, 294_912),
    ((56, 56, 256), 56 * 56 * 256, 589_824),
    ((56, 56, 256), 56 * 56 * 256, 589_824),
    ((28, 28, 256), 28 * 28 * 256, 0),
    ((28, 28, 512), 28 * 28 * 512, 1_179_648),
    ((28, 28, 512), 28 * 28 * 512, 2_359_296),
    ((28, 28, 512), 28 * 28 * 512, 2_359_296),
    ((14, 14, 512), 14 * 14 * 512, 0),
    ((14, 14, 512), 14 * 14 * 512, 2_359_296),
    ((14, 14, 512), 14 * 14 * 512, 2_359_296),
    ((14, 14, 512), 14 * 14 * 512, 2_359_296),
    ((7, 7, 512), 7 * 7 * 512, 0),
    ((4096,), 4096, 102_760_448),
    ((4096,), 4096, 16_777_216),
    ((1000,), 1000, 4_096_000),
]
# By hand: each 3 × 3 adds two jumps, each pooling one, and doubles the jump.
VGG_FIELDS = [3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196, 212]


def test_every_row_of_vgg_is_the_articles():
    shapes = _worked_out("VGG-16")
    rows = [row for row in shapes.rows if row.layer.kind != "Flatten"]
    for row, (shape, values, weights) in zip(rows, VGG, strict=True):
        layer = row.layer
        assert (layer.output_shape, layer.outputs) == (shape, values)
        assert layer.parameters == weights + (shape[-1] if weights else 0)
    assert [row.field.height for row in rows[:18]] == VGG_FIELDS
    assert [row.field for row in rows[18:]] == [None] * 3


def test_vggs_totals_and_what_is_wrong_in_the_article():
    shapes = _worked_out("VGG-16")
    assert shapes.costs.parameters == 138_357_544
    assert shapes.costs.parameters - shapes.biases == 138_344_128 == sum(weights for _, _, weights in VGG)
    values = 224 * 224 * 3 + sum(values for _, values, _ in VGG)
    assert shapes.costs.activation_bytes == 4 * values == 4 * 15_237_608
    total, biases, row = PRESETS["VGG-16"].notes(shapes)
    assert "93MB" in total.text and "15,237,608 values" in total.text and "58.1 MiB" in total.text
    assert "138,344,128" in biases.text
    assert row.layer == 5 and "3·3·128·128 = 147,456" in row.text and "misprint" in row.text


def test_cats_and_dogs_at_300_has_438842_weights_and_the_article_counts_one_unit():
    shapes = _worked_out("Cats and dogs at 300 × 300")
    assert shapes.costs.parameters == 438_842
    (note,) = PRESETS["Cats and dogs at 300 × 300"].notes(shapes)
    for figure in ("219,801", "760 + 219,041", "760 + 438,082 = 438,842"):
        assert figure in note.text


@pytest.mark.parametrize(("size", "out", "weights"), [(5, 28, 760), (3, 30, 280)])
def test_ten_filters_on_32_by_32_by_3(size, out, weights):
    name = f"Ten filters of {size} × {size} × 3"
    shapes = _worked_out(name)
    assert shapes.layers[0].output_shape == (out, out, 10)
    assert shapes.costs.parameters == weights
    assert f"= {out}." in PRESETS[name].notes(shapes)[0].text
