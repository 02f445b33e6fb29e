"""The compare page's script, run by Streamlit itself, without a browser."""

from __future__ import annotations

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.pictures.prepare import prepare
from cnnviz.pictures.strokes import Stroke, draw_strokes
from cnnviz.pictures.strokes_json import drawing_to_json
from cnnviz.ui.state import Selection
from tests.measured import bundle_only, made_up
from tests.support.close import assert_close
from tests.support.page import component, maps_of, open_page
from tests.support.page import run as run_again
from tests.support.wire import unpack

SEVEN = (Stroke(((70, 60), (200, 64), (185, 110), (150, 170), (128, 235)), 18),)
LAB, CNN = made_up("mnist_lab", 1), made_up("mnist_cnn", 2)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run(**selection) -> the page after one run, with mnist_lab and mnist_cnn and made-up figures of both."""
    for name in ("mnist_lab", "mnist_cnn"):
        cnnviz.load(name)
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path / "no-data"))
    (tmp_path / "models").mkdir()
    bundle_only(tmp_path / "models", monkeypatch, {"mnist_lab": LAB, "mnist_cnn": CNN})
    return _run


def _run(**selection) -> AppTest:
    return open_page("pages/compare.py", Selection(**selection))


def _answers(at: AppTest) -> dict:
    return json.loads(component(at, "paired_answers").json)[0]


def _tiles(at: AppTest) -> list[dict]:
    return json.loads(component(at, "tiles").bytes.partition(b"\n")[0])["tiles"]


def test_both_networks_read_what_is_drawn(run):
    at = run()
    at.session_state["pad"] = {"drawing": {"version": 0, **drawing_to_json(SEVEN)}}
    run_again(at)
    drawn = prepare(draw_strokes(SEVEN)).input
    answers, maps = _answers(at), [unpack(proto.bytes) for proto in maps_of(at)]
    assert answers["verdict"] == "Both read a 7"
    for name, shown, (header, arrays) in zip(("mnist_lab", "mnist_cnn"), answers["networks"], maps, strict=True):
        assert shown["name"] == header["network"] == name
        np.testing.assert_array_equal(arrays["input"], drawn)
        expected = cnnviz.load(name).trace_input(drawn)
        assert_close(shown["probabilities"], expected.probabilities)
        assert_close(arrays["conv2d"], expected["conv2d"].output)


def test_size_and_accuracy_stand_beside_the_names(run):
    for shown, evaluation in zip(_answers(run())["networks"], (LAB, CNN), strict=True):
        assert f"{cnnviz.load(shown['name']).parameters:,} parameters" in shown["facts"]
        assert shown["accuracy"] == f"{evaluation.score.correct:,} of 10,000 right"


def test_the_table_counts_the_whole_test_set(run):
    (table,) = [each.value for each in run().markdown if each.value.startswith("| ")]
    lab, cnn = LAB.read == LAB.labels, CNN.read == CNN.labels
    _, _, first, second = table.splitlines()
    assert first == f"| **mnist_lab right** | {(lab & cnn).sum():,} | {(lab & ~cnn).sum():,} |"
    assert second == f"| **mnist_lab wrong** | {(~lab & cnn).sum():,} | {(~lab & ~cnn).sum():,} |"


def test_pictures_read_differently_are_offered_and_a_clicked_one_is_read_by_both(run):
    at = run()
    index = _tiles(at)[0]["index"]
    for tile in _tiles(at):
        assert tile["answers"][0]["read"] != tile["answers"][1]["read"]
    at.session_state["differently"] = {"picture": index}
    run_again(at)
    assert at.query_params == {"source": "Samples", "picture": str(index)}
    assert at.button_group(key="source").value == "Samples"
    assert any(f"Picture {index:,}" in caption.value for caption in at.caption)
    image = Selection().dataset.test_picture(index)[..., 0].astype(np.float32) / 255
    for proto in maps_of(at):
        np.testing.assert_array_equal(unpack(proto.bytes)[1]["input"][..., 0], image)


def test_the_second_network_is_in_the_url(run):
    at = run(network="mnist_cnn")
    assert at.selectbox(key="partner-of-mnist_cnn").value == "mnist_lab"
    assert at.query_params == {"network": "mnist_cnn"}
    assert run(network="mnist_cnn", partner="mnist_lab").query_params == {
        "network": "mnist_cnn",
        "partner": "mnist_lab",
    }


def test_a_network_is_not_compared_with_itself(run):
    at = run(network="mnist_cnn", partner="mnist_cnn")
    assert [shown["name"] for shown in _answers(at)["networks"]] == ["mnist_cnn", "mnist_lab"]


def test_a_network_without_another_one_of_its_kind_says_so(run, tmp_path):
    (tmp_path / "models" / "mnist_cnn.keras").unlink()
    at = run()
    assert "No other network here reads MNIST" in at.info[0].value
    assert not maps_of(at)


def test_networks_without_figures_are_still_compared_on_the_picture(run, tmp_path):
    (tmp_path / "models" / "mnist_cnn" / "predictions.npz").unlink()
    at = run()
    assert [info.value for info in at.info] == ["mnist_cnn has not been measured on the test set yet."]
    assert len(maps_of(at)) == 2
