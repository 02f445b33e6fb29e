"""Scores, on data sets of a few pictures."""

from __future__ import annotations

import json

import numpy as np
import pytest

import cnnviz
from cnnviz.datasets import dataset
from cnnviz.datasets.pendigits import HELD_OUT_WRITERS, load_drawings
from cnnviz.pictures.prepare import prepare
from cnnviz.results.evaluation import DRAWN, UNCENTRED, Evaluation, Score, confusion_matrix, evaluate
from tests.datasets.digits import write_drawings, write_mnist
from tests.support.close import assert_close
from tests.tiny import NAME, bundle_tiny, write_cifar10

NETWORK = "mnist_lab"
# Keras 3's own code, not ours.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")


@pytest.fixture
def digits(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    write_mnist(tmp_path, train=10, test=30)
    write_drawings(tmp_path, {writer: 7 if writer in HELD_OUT_WRITERS else 3 for writer in range(1, 31)})


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    return bundle_tiny(tmp_path / "models", monkeypatch)


def test_a_score_is_a_share_and_says_so():
    score = Score(9_923, 10_000)
    assert score.accuracy == 0.9923
    assert str(score) == "99.23% (9,923 of 10,000)"


def test_confusion_counts_what_was_shown_in_rows():
    matrix = confusion_matrix(np.array([2, 0, 0, 2]), np.array([1, 0, 0, 2]), 4)
    assert matrix.tolist() == [[2, 0, 0, 0], [0, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 0]]


class TestFigures:
    """Three classes, of which "c" is never shown and "a" is read once too often."""

    evaluation = Evaluation(
        "mine",
        ("a", "b", "c"),
        np.array([0, 0, 1, 1]),
        np.array([[0.9, 0.1, 0], [0.4, 0.3, 0.3], [0.5, 0.4, 0.1], [0.1, 0.8, 0.1]], np.float32),
        {"drawn": Score(1, 2)},
    )

    def test_the_most_probable_class_is_read(self):
        assert self.evaluation.read.tolist() == [0, 0, 0, 1]
        assert self.evaluation.score == Score(3, 4)
        assert self.evaluation.confusion.tolist() == [[2, 0, 0], [1, 1, 0], [0, 0, 0]]

    def test_every_figure_survives_json(self):
        figures = json.loads(json.dumps(self.evaluation.to_dict(), allow_nan=False))
        assert (figures["network"], figures["accuracy"], figures["correct"], figures["total"]) == ("mine", 0.75, 3, 4)
        assert figures["confusion"] == self.evaluation.confusion.tolist()
        assert figures["drawn"] == {"drawn": {"correct": 1, "total": 2}}
        a, b, c = figures["per_class"]
        assert (a["label"], a["correct"], a["total"], a["recall"]) == ("a", 2, 2, 1)
        assert a["precision"] == pytest.approx(2 / 3)
        assert (b["recall"], b["precision"]) == (0.5, 1)
        assert (c["total"], c["recall"], c["precision"]) == (0, 0, 0)


def test_every_way_of_drawing_is_measured_on_the_kept_writers_alone(digits):
    evaluation = evaluate(NETWORK)
    assert list(evaluation.drawn) == [*DRAWN, UNCENTRED]
    assert evaluation.score.total == 30
    assert {score.total for score in evaluation.drawn.values()} == {len(HELD_OUT_WRITERS)}


def test_the_scores_are_the_networks_answers(digits):
    network = cnnviz.load(NETWORK)
    evaluation = evaluate(NETWORK)
    _, (images, labels) = dataset("mnist").load()
    np.testing.assert_array_equal(evaluation.labels, labels)
    for image, probabilities in zip(images, evaluation.probabilities, strict=True):
        np.testing.assert_allclose(network.trace_input(image / 255).probabilities, probabilities, atol=1e-5)
    kept = [drawing for drawing in load_drawings() if drawing.writer in HELD_OUT_WRITERS]
    for way, options in DRAWN.items():
        answers = [network.trace_input(prepare(drawing.ink(**options)).input).top(1)[0][0] for drawing in kept]
        assert evaluation.drawn[way].correct == answers.count("7")
    corner = list(DRAWN.values())[-1]
    uncentred = [network.trace_input(prepare(each.ink(**corner), centre=False).input).top(1)[0][0] for each in kept]
    assert evaluation.drawn[UNCENTRED].correct == uncentred.count("7")


def test_twice_the_same(digits):
    first, second = evaluate(NETWORK), evaluate(NETWORK)
    assert_close(first.probabilities, second.probabilities)
    assert first.to_dict() == second.to_dict()


def test_a_network_of_photographs_is_measured_on_its_own_set_and_not_on_drawings(tiny, tmp_path, monkeypatch):
    # More pictures than are read at once.
    write_cifar10(tmp_path, monkeypatch, test=1_203)
    evaluation = evaluate(NAME)
    assert evaluation.classes == dataset("cifar10").classes
    assert evaluation.probabilities.shape == (1_203, 10)
    assert evaluation.score.total == 1_203
    assert evaluation.drawn == {}
    network, (images, _) = cnnviz.load(NAME), dataset("cifar10").load()[1]
    for place in (0, 999, 1000, 1202):
        answer = network.trace_input(images[place] / 255).probabilities
        np.testing.assert_allclose(evaluation.probabilities[place], answer, atol=1e-5)


def test_without_its_data_one_sentence_says_what_to_put_where(tiny, tmp_path, monkeypatch):
    import keras

    def offline():
        raise OSError("no route to host")

    monkeypatch.setattr(keras.datasets.cifar10, "load_data", offline)
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path / "empty"))
    with pytest.raises(FileNotFoundError, match=r"put cifar10\.npz"):
        evaluate(NAME)


def test_what_is_drawn_small_in_a_corner_really_is(digits):
    drawing = load_drawings()[0]
    rows, cols = np.nonzero(drawing.ink(**list(DRAWN.values())[-1]))
    assert max(rows.max(), cols.max()) < 140
