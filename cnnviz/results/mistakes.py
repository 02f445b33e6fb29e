"""What a network misreads: the confusion matrix's commonest cell, and which pictures to show."""

from __future__ import annotations

import numpy as np

from cnnviz import bundled
from cnnviz.datasets.dataset import Dataset
from cnnviz.results.evaluation import confusion_matrix
from cnnviz.results.predictions import Predictions, load_predictions


def confusion_of(name: str) -> np.ndarray | None:
    """Return a bundled network's confusion matrix, as it was measured; None where it was not measured yet.

    Returns:
        (classes, classes) int64: row is what a picture shows, column what it was read as.
    """
    scores, predictions = bundled.record(name).read("scores"), load_predictions(name)
    if scores:
        return np.array(scores["confusion"], np.int64)
    if predictions is None:
        return None
    return confusion_matrix(predictions.labels, predictions.read, predictions.probabilities.shape[1])


def commonest(confusion: np.ndarray) -> tuple[int, int]:
    """Return the cell beside the diagonal with the most pictures: (shown, read).

    Example:
        >>> commonest(np.array([[9, 0, 1], [0, 7, 3], [2, 0, 8]]))
        (1, 2)
    """
    errors = confusion - np.diag(np.diag(confusion))
    shown, read = np.unravel_index(errors.argmax(), errors.shape)
    return int(shown), int(read)


def visible_first(places: np.ndarray, seen: Dataset) -> np.ndarray:
    """Return places of test pictures, those in front that can be shown here; otherwise in the same order."""
    if seen.is_here:
        return places
    hidden = ~np.isin(places, list(seen.shipped_pictures))
    return places[np.argsort(hidden, kind="stable")]


def right_and_wrong(predictions: Predictions, seen: Dataset, *, right: int, wrong: int) -> np.ndarray:
    """Return places of a few pictures that were read right and a few that were not, mixed as in the test set.

    Args:
        predictions: What a network answered.
        seen: Its data set.
        right: How many pictures that were read right, of different classes where there are.
        wrong: How many that were not, likewise.
    """
    is_right = predictions.read == predictions.labels
    chosen = [
        _of_many_classes(visible_first(np.flatnonzero(wanted), seen), predictions.labels)[:count]
        for wanted, count in ((is_right, right), (~is_right, wrong))
    ]
    return visible_first(np.sort(np.concatenate(chosen)), seen)


def _of_many_classes(places: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the places such that the first of every class come first, then the second of every class."""
    seen: dict[int, int] = {}
    rounds = []
    for label in labels[places].tolist():
        rounds.append(seen.get(label, 0))
        seen[label] = rounds[-1] + 1
    return places[np.argsort(np.array(rounds, int), kind="stable")]
