"""The mistakes page's script, run by Streamlit itself, without a browser."""

from __future__ import annotations

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.results.predictions import load_predictions
from cnnviz.ui.state import Selection
from tests.measured import bundle_only, made_up
from tests.support.page import component, components, open_page
from tests.support.page import run as run_again

PAGE = "pages/mistakes.py"
EVALUATION = made_up("mnist_lab", 1)
OF_CATS_AND_DOGS = made_up("cats_dogs", 3)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run(**selection) -> the page of mnist_lab with made-up figures, after one run that ended without an exception."""
    cnnviz.load("mnist_lab")
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path / "no-data"))
    (tmp_path / "models").mkdir()
    measured = {"mnist_lab": EVALUATION, "mnist_cnn": None, "cats_dogs": OF_CATS_AND_DOGS}
    bundle_only(tmp_path / "models", monkeypatch, measured)
    return _run


def _run(**selection) -> AppTest:
    return open_page(PAGE, Selection(**selection))


def _matrix(at: AppTest) -> dict:
    return json.loads(component(at, "confusion").json)[0]


def _rows(at: AppTest) -> list[dict]:
    """What every row of pictures got, in order: those of the cell, the surest mistakes, the samples."""
    protos = components(at, "tiles")
    rows = []
    for proto in protos:
        head, _, pixels = proto.bytes.partition(b"\n")
        row = json.loads(head)
        here = [tile["index"] for tile in row["tiles"] if tile["here"]]
        assert len(pixels) == len(here) * np.prod(row["shape"])
        rows.append(row)
    return rows


def _indices(row: dict) -> list[int]:
    return [tile["index"] for tile in row["tiles"]]


def test_the_accuracy_is_said_in_words_and_the_matrix_is_the_measured_one(run):
    at = run()
    words = at.markdown[0].value
    assert f"**{EVALUATION.score.correct:,} of 10,000**" in words
    assert f"{10_000 - EVALUATION.score.correct:,} pictures" in words
    assert _matrix(at)["counts"] == EVALUATION.confusion.tolist()
    assert _matrix(at)["classes"] == list(EVALUATION.classes)


def test_the_commonest_mistake_is_open_at_the_start(run):
    at = run()
    shown, read = _matrix(at)["chosen"]
    errors = EVALUATION.confusion - np.diag(np.diag(EVALUATION.confusion))
    assert errors[shown, read] == errors.max()
    assert at.query_params == {}


def test_a_clicked_cell_shows_its_pictures_and_stays_in_the_url(run):
    at = run()
    at.session_state["confusion"] = {"cell": [4, 9]}
    run_again(at)
    assert at.query_params == {"cell": "4-9"}
    assert _matrix(at)["chosen"] == [4, 9]
    cell, *_ = _rows(at)
    assert set(_indices(cell)) == set(load_predictions("mnist_lab").read_as(4, 9).tolist())
    for tile in cell["tiles"]:
        assert tile["label"] == "4"
        (answer,) = tile["answers"]
        assert answer["read"] == "9" and not answer["right"]
        assert answer["share"] == pytest.approx(EVALUATION.probabilities[tile["index"], 9], abs=2e-3)


@pytest.mark.parametrize("sent", [None, 7, [4], [4, 10], [-1, 0], ["4", "9"], [4, 9, 1], {"a": 1}, [True, False]])
def test_a_matrix_that_sends_nonsense_changes_nothing(run, sent):
    at = run(cell=(3, 5))
    at.session_state["confusion"] = {"cell": sent}
    assert _matrix(run_again(at))["chosen"] == [3, 5]


def test_a_cell_beyond_the_matrix_is_the_commonest_mistake(run):
    assert _matrix(run(cell=(3, 99)))["chosen"] == _matrix(run())["chosen"]


def test_pictures_that_are_not_here_come_last_and_a_sentence_says_how_to_get_them(run, tmp_path):
    at = run()
    assert any("Whoever runs this app can add all MNIST pictures" in caption.value for caption in at.caption)
    assert not any(str(tmp_path) in caption.value for caption in at.caption)
    for row in _rows(at):
        here = [tile["here"] for tile in row["tiles"]]
        assert here == sorted(here, reverse=True)
    assert any(not tile["here"] for tile in _rows(at)[0]["tiles"])


def test_the_surest_mistakes_are_mistakes_and_the_surest_come_first(run):
    _, surest, samples = _rows(run())
    shares = [tile["answers"][0]["share"] for tile in surest["tiles"] if tile["here"]]
    assert shares == sorted(shares, reverse=True)
    assert not any(tile["answers"][0]["right"] for tile in surest["tiles"])
    assert {tile["answers"][0]["right"] for tile in samples["tiles"]} == {True, False}


@pytest.mark.parametrize(("page", "component"), [("Draw & see", "network_map"), ("Layer by layer", "stepper")])
def test_a_clicked_picture_is_opened_where_the_visitor_wants_it(run, page, component):
    at = run()
    at.button_group(key="opens-in").set_value(page)
    run_again(at)
    index = _indices(_rows(at)[1])[0]
    at.session_state["surest-mistakes"] = {"picture": index}
    run_again(at)
    assert f"cnnviz_{component}" in {each.proto.component_name for each in at.get("bidi_component")}
    assert at.session_state["selection"].picture == index
    assert at.session_state["selection"].source == "Samples"
    assert any(f"Picture {index:,} of the MNIST test set" in caption.value for caption in at.caption)


def test_how_sure_is_set_against_how_right(run):
    at = run()
    (sent,) = json.loads(component(at, "calibration").json)
    predictions = load_predictions("mnist_lab")
    sure = predictions.probabilities[np.arange(10_000), predictions.read].astype(np.float64)
    right = predictions.read == predictions.labels
    assert (sent["network"], sent["classes"], len(sent["bins"])) == ("mnist_lab", 10, 10)
    for bin in sent["bins"]:
        inside = (sure > bin["from"]) & (sure <= bin["to"])
        assert (bin["count"], bin["right"]) == (inside.sum(), right[inside].sum())
        assert bin["sure"] == pytest.approx(sure[inside].sum())
    (words,) = [each.value for each in at.markdown if "expected calibration error" in each.value]
    assert f"{right.mean():.2%} of its answers are right" in words and f"{sure.mean():.2%} sure" in words
    assert "**underconfident**" in words


def test_a_network_that_was_not_measured_is_said_in_a_sentence(run):
    at = run(network="mnist_cnn")
    (info,) = at.info
    assert "has not been measured yet" in info.value and "evaluate mnist_cnn --write" in info.value


def test_figures_without_the_single_answers_still_show_the_matrix(run, tmp_path):
    (tmp_path / "models" / "mnist_lab" / "predictions.npz").unlink()
    at = run()
    assert _matrix(at)["counts"] == EVALUATION.confusion.tolist()
    assert not _rows(at)
    assert not components(at, "calibration")
    assert "single answers" in at.info[0].value


def test_of_pictures_that_may_not_be_shipped_only_the_matrix_is_shown(run):
    at = run(network="cats_dogs")
    assert _matrix(at)["counts"] == OF_CATS_AND_DOGS.confusion.tolist()
    assert not _rows(at)
    (sent,) = json.loads(component(at, "calibration").json)
    assert sent["classes"] == 2 and sum(bin["count"] for bin in sent["bins"]) == OF_CATS_AND_DOGS.confusion.sum()
    (info,) = at.info
    assert "no picture of Cats and dogs may come with the app" in info.value and "README.md says how" in info.value
