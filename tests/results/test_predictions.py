"""A network's answers to its test set, in the order in which a person looks at them."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.datasets.dataset import SHIPPED
from cnnviz.results.predictions import Predictions, load_predictions
from scripts.ship_misread import SUREST
from scripts.ship_pictures import FREE
from tests.measured import made_up, write_record

# Four pictures of a 0 (one read as 1, one as 2), three of a 1 (one read as 0), none of a 2.
ANSWERS = Predictions(
    labels=np.array([0, 1, 0, 1, 0, 1, 0]),
    read=np.array([0, 0, 1, 1, 2, 1, 0]),
    probabilities=np.array(
        [
            [0.6, 0.3, 0.1],
            [0.7, 0.2, 0.1],
            [0.1, 0.9, 0.0],
            [0.2, 0.5, 0.3],
            [0.3, 0.3, 0.4],
            [0.0, 1.0, 0.0],
            [0.9, 0.1, 0.0],
        ],
        np.float32,
    ),
)


@pytest.mark.parametrize(
    ("label", "read", "places"),
    [(0, 0, [6, 0]), (0, 1, [2]), (0, 2, [4]), (1, 1, [5, 3]), (1, 0, [1]), (1, 2, []), (2, 0, [])],
)
def test_a_cell_of_the_confusion_matrix_has_its_pictures_the_surest_first(label, read, places):
    assert ANSWERS.read_as(label, read).tolist() == places


def test_mistakes_begin_with_the_surest():
    assert ANSWERS.mistakes().tolist() == [2, 1, 4]


def test_a_network_has_answers_as_soon_as_it_was_measured(tmp_path, monkeypatch):
    monkeypatch.setattr(bundled, "MODELS", tmp_path)
    assert load_predictions("mnist_lab") is None
    evaluation = made_up("mnist_lab", 1)
    write_record(tmp_path / "mnist_lab", evaluation)
    np.testing.assert_array_equal(load_predictions("mnist_lab").read, evaluation.read)


MEASURED = [name for name in bundled.names() if bundled.record(name).read("scores")]


def test_the_network_shown_first_was_measured():
    assert "mnist_lab" in MEASURED


@pytest.mark.parametrize("name", MEASURED)
def test_the_shipped_answers_are_those_of_the_shipped_scores(name):
    scores, answers, dataset = bundled.record(name).read("scores"), load_predictions(name), bundled.dataset_of(name)
    assert len(answers.labels) == scores["total"] == dataset.test_size
    assert int((answers.read == answers.labels).sum()) == scores["correct"]
    assert len(answers.mistakes()) == scores["total"] - scores["correct"]
    confusion = np.array(scores["confusion"])
    for label, read in ((0, 0), (1, 0), (len(dataset.classes) - 1, 1)):
        assert len(answers.read_as(label, read)) == confusion[label, read]
    np.testing.assert_allclose(answers.probabilities.sum(axis=1), 1, atol=5e-3)
    # Rounded to three digits, two classes may tie; the class that was read is kept beside.
    best = answers.probabilities.max(axis=1)
    assert (answers.probabilities[np.arange(len(best)), answers.read] >= best).all()
    assert bundled.record(name).path.joinpath("predictions.npz").stat().st_size < 1_000_000


@pytest.mark.parametrize("name", MEASURED)
def test_the_shipped_answers_are_to_the_shipped_pictures(name):
    shipped, answers = bundled.dataset_of(name).shipped, load_predictions(name)
    own = shipped.indices >= 0
    np.testing.assert_array_equal(answers.labels[shipped.indices[own]], shipped.test.labels[own])


@pytest.mark.parametrize("name", [name for name in MEASURED if bundled.dataset_of(name).name in FREE])
def test_the_surest_mistakes_ship_with_their_labels(name):
    dataset, answers = bundled.dataset_of(name), load_predictions(name)
    assert set(answers.mistakes()[:SUREST].tolist()) <= dataset.shipped_pictures.keys()
    with np.load(SHIPPED / f"{dataset.name}-misread.npz") as misread:
        assert not set(misread["indices"].tolist()) & set(dataset.shipped.indices.tolist())
        np.testing.assert_array_equal(misread["labels"], answers.labels[misread["indices"]])
