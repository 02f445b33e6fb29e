"""The confusion matrix and which pictures are shown."""

import numpy as np

from cnnviz import bundled
from cnnviz.datasets import dataset
from cnnviz.results.mistakes import commonest, confusion_of, right_and_wrong, visible_first
from cnnviz.results.predictions import load_predictions
from tests.measured import bundle_only, made_up

MNIST = dataset("mnist")


def test_the_matrix_is_the_one_that_was_measured(tmp_path, monkeypatch):
    evaluation = made_up("mnist_lab", 1)
    bundle_only(tmp_path, monkeypatch, {"mnist_lab": evaluation, "mnist_cnn": None})
    np.testing.assert_array_equal(confusion_of("mnist_lab", None), evaluation.confusion)
    (tmp_path / "mnist_lab" / "scores.json").unlink()
    np.testing.assert_array_equal(confusion_of("mnist_lab", load_predictions("mnist_lab")), evaluation.confusion)
    assert confusion_of("mnist_cnn", None) is None


def test_the_commonest_mistake_is_beside_the_diagonal():
    assert commonest(np.array([[90, 2], [1, 80]])) == (0, 1)
    assert commonest(np.array([[90, 0], [4, 80]])) == (1, 0)
    assert all(type(place) is int for place in commonest(np.eye(3, dtype=int)))


def test_pictures_that_can_be_shown_come_first(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    here = MNIST.shipped.indices[[9, 4]].tolist()
    missing = [index for index in range(10_000) if index not in MNIST.shipped_pictures][:2]
    mixed = np.array([missing[1], here[0], missing[0], here[1]])
    assert visible_first(mixed, MNIST).tolist() == [*here, missing[1], missing[0]]
    (tmp_path / "mnist.npz").touch()
    assert visible_first(mixed, MNIST).tolist() == mixed.tolist()


def test_samples_are_of_many_classes_and_some_are_misread(tmp_path, monkeypatch):
    bundle_only(tmp_path, monkeypatch, {"mnist_lab": made_up("mnist_lab", 1)})
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    predictions = load_predictions("mnist_lab")
    places = right_and_wrong(predictions, MNIST, right=8, wrong=5)
    right = predictions.labels[places] == predictions.read[places]
    assert right.sum() == 8 and (~right).sum() == 5
    assert len(set(predictions.labels[places[right]])) == 8
    assert len(set(predictions.labels[places[~right]])) == 5
    assert np.isin(places, list(bundled.dataset_of("mnist_lab").shipped_pictures)).all()
