"""What if, the parts that change the picture, run by Streamlit itself: what they show is what the library computes."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.ui import warm_up
from cnnviz.ui.state import Selection
from cnnviz.what_if import morph, transforms
from cnnviz.what_if.adversarial import fgsm, on_8_bits, smallest_epsilon
from tests.support.close import SHARE, assert_fgsm
from tests.support.page import component, open_page
from tests.support.wire import unpack

VALUES = prepare(load_samples().ink(Selection().sample)).input


@pytest.fixture
def run(monkeypatch):
    """run(page, **query) -> a page as it stands after one run."""

    def run(page: str = "pages/what_if.py", **query: str) -> AppTest:
        for name in ("mnist_lab", "mnist_mlp"):
            cnnviz.load(name)
        monkeypatch.setattr(warm_up, "is_ready", lambda name: True)
        return open_page(page, **query)

    return run


def _message(at: AppTest, name: str = "changed_picture") -> tuple[dict, dict[str, np.ndarray]]:
    return unpack(component(at, name).bytes)


def _answer(*pictures: np.ndarray) -> np.ndarray:
    return np.stack([cnnviz.load("mnist_lab").trace_input(picture).probabilities for picture in pictures])


def test_a_slider_changes_the_picture_and_the_curve_is_a_plain_loop(run):
    at = run(part="picture", slider="turn-0")
    header, arrays = _message(at)
    curve = _answer(*(transforms.rotate(VALUES, value) for value in arrays["values"]))
    np.testing.assert_allclose(arrays["shares"], curve, atol=1e-4)
    read = curve.argmax(axis=1)
    turns = header["along"]["turns"]
    assert len(turns) == 2
    for turn in turns:
        place = list(arrays["values"]).index(turn["value"])
        inner = place - int(np.sign(turn["value"]))
        assert (turn["before"], turn["after"]) == (read[inner], read[place]) and read[place] != 7
        assert abs(arrays["values"][inner] - turn["value"]) == 1
    assert header["along"]["words"].startswith(
        f"At {turns[0]['value']:g}° the answer turns from 7 to".replace("-", "−")
    )
    at.slider(key="change-turn-0").set_value(31).run()
    assert at.query_params["change"] == "turn_31"
    header, arrays = _message(at)
    np.testing.assert_array_equal(arrays["picture-1"], transforms.rotate(VALUES, 31))
    np.testing.assert_allclose(
        [arrays["before"], arrays["after"]], _answer(VALUES, transforms.rotate(VALUES, 31)), atol=1e-4
    )
    at.segmented_control(key="change-kind").set_value("noise").run()
    at.slider(key="change-noise-0").set_value(0.2).run()
    assert at.query_params["change"] == "turn_31~noise_0.2" and at.query_params["slider"] == "noise-0"
    expected = transforms.noise(transforms.rotate(VALUES, 31), 0.2, 0)
    np.testing.assert_allclose(_message(at)[1]["picture-1"], expected, atol=1e-6)
    at.button(key="unchanged").click().run()
    assert "change" not in at.query_params
    np.testing.assert_array_equal(_message(at)[1]["picture-1"], VALUES)


def test_the_maps_are_the_answers_to_the_moved_pictures(run):
    at = run(part="picture", change="turn_10")
    header, arrays = _message(at, "shift_maps")
    assert header["names"] == ["mnist_lab", "mnist_mlp"] and header["label"] == 7
    turned = [[transforms.rotate(transforms.translate(VALUES, y, x), 10) for x in range(-6, 7)] for y in range(-6, 7)]
    for place, name in enumerate(header["names"]):
        answers = np.stack([cnnviz.load(name).probabilities(np.stack(row)) for row in turned])
        np.testing.assert_allclose(arrays[f"share-{place}"], answers[..., 7], atol=1e-4)
        lead = answers[..., 7] - np.delete(answers, 7, axis=-1).max(axis=-1)
        # Rounding may decide where two classes are level.
        assert (lead > SHARE).sum() <= header["kept"][place] <= (lead > -SHARE).sum()


def test_fool_it_begins_at_the_smallest_epsilon_and_takes_a_target(run):
    at, network = run(part="fool"), cnnviz.load("mnist_lab")
    flip = smallest_epsilon(fgsm, network, VALUES, 7)
    _, arrays = _message(at)
    assert_fgsm(arrays["picture-2"], network, VALUES, 7, flip.levels)
    np.testing.assert_allclose(arrays["picture-1"], arrays["picture-2"] - on_8_bits(VALUES), atol=1e-7)
    assert any(f"ε = {flip.levels}/255" in each.value for each in at.markdown)
    assert "change" not in at.query_params
    at.selectbox(key="fool-target").set_value(3).run()
    towards = smallest_epsilon(fgsm, network, VALUES, 7, 3)
    assert (at.query_params["target"], at.query_params["epsilon"]) == ("3", str(towards.levels))
    assert_fgsm(_message(at)[1]["picture-2"], network, VALUES, 7, towards.levels, 3)
    at.slider(key="fool-levels").set_value(5).run()
    assert at.query_params["epsilon"] == "5"
    assert_fgsm(_message(at)[1]["picture-2"], network, VALUES, 7, 5, 3)


def test_a_fooled_picture_goes_to_the_other_pages_by_its_button_alone(run):
    at = run(part="fool", method="pgd", target="3", epsilon="9")
    assert (at.segmented_control(key="fool-way").value, at.selectbox(key="fool-target").value) == ("pgd", 3)
    at.slider(key="fool-levels").set_value(5).run()
    at.segmented_control(key="fool-way").set_value("fgsm").run()
    at.slider(key="fool-levels").set_value(7).run()
    assert "change" not in at.query_params
    at.button(key="fool-keep").click().run()
    assert at.query_params["change"] == "fgsm_7_3"
    at.slider(key="fool-levels").set_value(8).run()
    assert at.query_params["change"] == "fgsm_7_3"
    assert any("the one that you took there before" in each.value for each in at.markdown)
    at.button(key="fool-keep").click().run()
    assert at.query_params["change"] == "fgsm_8_3"
    at.button(key="fool-back").click().run()
    assert "change" not in at.query_params


def test_fool_it_begins_with_the_attack_that_the_other_pages_show(run):
    at = run(part="fool", change="pgd_9_3")
    assert at.segmented_control(key="fool-way").value == "pgd"
    assert (at.selectbox(key="fool-target").value, at.slider(key="fool-levels").value) == (3, 9)


@pytest.mark.parametrize("part", ["network", "picture", "fool", "morph"])
def test_in_every_part_another_picture_can_be_chosen(run, part):
    at = run(part=part)
    at.button_group(key="source").set_value("Samples").run()
    at.session_state["gallery-mnist"] = {"sample": 3}
    at.run()
    assert not at.exception
    assert at.query_params["sample"] == "3"


def test_morph_shows_what_is_between(run):
    at = run(part="morph", change="morph_0.4_12_1")
    other = prepare(load_samples().ink(12)).input
    _, arrays = _message(at)
    np.testing.assert_array_equal(arrays["picture-2"], morph.reshape(VALUES, other, np.array([0.4]))[0])
    curve = morph.reshape(VALUES, other, arrays["values"].astype(float))
    np.testing.assert_allclose(arrays["shares"], _answer(*curve), atol=2e-3)
    at.segmented_control(key="morph-way").set_value("Fade the pixels").run()
    assert at.query_params["change"] == "morph_0.4_12"
    np.testing.assert_allclose(_message(at)[1]["picture-2"], 0.6 * VALUES + 0.4 * other, atol=1e-6)


@pytest.mark.parametrize("page", ["app.py", "pages/layer_by_layer.py", "pages/compare.py"])
def test_other_pages_read_the_changed_picture_and_say_so(run, page):
    at = run(page, change="turn_31~fgsm_20")
    network, turned = cnnviz.load("mnist_lab"), transforms.rotate(VALUES, 31)
    label = int(network.probabilities(turned[None])[0].argmax())
    assert any("turned 31°, FGSM with ε = 20/255" in each.value for each in at.markdown)
    names = ("cnnviz_network_map", "cnnviz_stepper", "cnnviz_answer")
    shown = [each.proto.bytes for each in at.get("bidi_component") if each.proto.component_name in names]
    inputs = [unpack(message)[1]["input"] for message in shown]
    assert inputs
    for values in inputs:
        assert_fgsm(values, network, turned, label, 20)
    at.button(key="back-to-picture").click().run()
    assert "change" not in at.query_params


@pytest.mark.parametrize("part", ["picture", "fool", "morph"])
def test_garbage_in_the_url_is_ignored(run, part):
    at = run(part=part, change="turn_x~fgsm_1e9~morph_0.4_x~~_", slider="fold-9")
    assert "change" not in at.query_params
    _message(at)
