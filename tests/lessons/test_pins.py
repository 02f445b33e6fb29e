"""What a page's address means: the same to a lesson as to the page."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz import lessons
from cnnviz.lessons import read_pin
from cnnviz.ui.lessons.pins import AppPages, address_of
from cnnviz.ui.pages import SCRIPTS
from cnnviz.ui.picture.selected import selected_picture
from cnnviz.ui.state import SELECTION
from cnnviz.what_if.changes import parse_changes, transformed

PAGES = AppPages()


def test_every_page_has_an_address():
    assert sorted(map(address_of, SCRIPTS)) == sorted(PAGES.names())


@pytest.mark.parametrize(
    "see",
    [
        "draw",
        "draw?source=Samples&sample=12",
        "draw?source=Samples&sample=3&change=turn_31~blur_1",
        "draw?strokes=Q_CM_CM_DIf_D6fL_C0B_DwV_EY",
        "draw?strokes=Q_CM_CM_DIf_D6fL_C0B_DwV_EY&centre=no",
        "draw?source=Samples&strokes=Q_CM_CM_DIf_D6fL_C0B_DwV_EY",
        "draw?network=cifar_small&source=Samples&sample=4",
        "why?network=fashion_cnn&source=Samples&picture=5",
    ],
)
def test_the_input_is_the_pages_own(see):
    pin = read_pin(see)
    world = PAGES.world(pin.page, pin.query)
    selection = SELECTION.read(pin.query)
    expected = transformed(selected_picture(selection).input, parse_changes(selection.change))
    np.testing.assert_array_equal(world.input, expected)
    assert world.network_name == selection.network


def test_edits_attacks_and_morphs_are_in_the_world():
    plain = PAGES.world("draw", {"source": "Samples"})
    edited = PAGES.world("draw", {"source": "Samples", "edits": "conv2d.off.1"})
    assert edited.network.edits and not (edited.trace["conv2d"].output[..., 1]).any()
    attacked = PAGES.world("draw", {"source": "Samples", "change": "fgsm_8"})
    assert 0 < np.abs(attacked.input - plain.input).max() <= 8.01 / 255
    morphed = PAGES.world("draw", {"source": "Samples", "change": "morph_1_3"})
    np.testing.assert_allclose(
        morphed.input, PAGES.world("draw", {"source": "Samples", "sample": "3"}).input, atol=1e-6
    )


def test_epochs_partners_and_a_pages_own_settings_are_in_the_world():
    early = PAGES.world("epochs", {"epoch": "0"})
    assert early.epoch == 0 and early.network.name == "mnist_lab"
    assert PAGES.world("epochs", {}).epoch is None
    assert PAGES.world("compare", {"partner": "mnist_deep"}).partner.network_name == "mnist_deep"
    assert PAGES.world("compare", {}).partner.network_name == "mnist_mlp"
    world = PAGES.world("convolution_lab", {"part": "by_hand", "window": "3"})
    assert [world.setting("convolution_lab?part=by_hand", name) for name in ("window", "stride")] == [3, "1"]


@pytest.mark.parametrize(
    ("see", "name", "part"),
    [
        ("what_if?part=picture&method=pgd", "method", "no such parameter"),
        ("what_if?part=roof", "part", "network, picture, fool, morph"),
        ("what_if?part=network&layer=conv9", "layer", "there are conv2d"),
        ("why?method=tea_leaves", "method", "grad_cam"),
        ("why?label=11", "label", "read, 0, 1"),
        ("shapes?layers=q9", "layers", "no value"),
        ("networks?lesson=3", "lesson", "no such parameter"),
        ("draw?network=cats_dogs&edits=conv2d.kernel.0-0-2-0.1~conv2d_1.off.0", "edits", "does not fit"),
    ],
)
def test_what_a_page_does_not_take_is_told(see, name, part):
    pin = read_pin(see)
    problem = PAGES.problem(pin.page, pin.query)
    assert problem is not None and problem[0] == name and part in problem[1]


@pytest.mark.parametrize("name", lessons.names())
def test_pins_of_lessons_read_back_as_they_are_written(name):
    for step in lessons.load(name, PAGES).steps:
        if step.pin:
            assert read_pin(str(step.pin)) == step.pin
