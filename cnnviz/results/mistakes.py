"""What a network misreads: its most common mistake, and which pictures to show."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnnviz import bundled
from cnnviz.datasets.dataset import Dataset
from cnnviz.results.evaluation import confusion_matrix
from cnnviz.results.predictions import Predictions


def confusion_of(name: str, predictions: Predictions | None) -> npt.NDArray[np.int64] | None:
    """Return a bundled network's confusion matrix; None where it has not been measured yet.

    Args:
        name: The network's name.
        predictions: Its answers, which count where its scores are not here.
    Returns:
        (classes, classes) int64: the row is the class shown, the column the class read.
    Raises:
        DamagedFileError: If the file of its scores is damaged. The message says what to do.
    """
    record, classes = bundled.record(name), len(bundled.dataset_of(name).classes)
    scores = record.read("scores")
    if scores:
        with record.reading(record.path / "scores.json"):
            return np.array(scores["confusion"], np.int64).reshape(classes, classes)
    return None if predictions is None else confusion_from(predictions)


def confusion_from(predictions: Predictions) -> npt.NDArray[np.int64]:
    """Return the confusion matrix that predictions give, as confusion_of does."""
    return confusion_matrix(predictions.labels, predictions.read, predictions.probabilities.shape[1])


def commonest(confusion: npt.NDArray[np.int64]) -> tuple[int, int]:
    """Return the most common mistake, the largest cell outside of the diagonal: (class shown, class read).

    Example:
        >>> commonest(np.array([[9, 0, 1], [0, 7, 3], [2, 0, 8]]))
        (1, 2)
    """
    errors = confusion - np.diag(np.diag(confusion))
    shown, read = np.unravel_index(errors.argmax(), errors.shape)
    return int(shown), int(read)


def visible_first(indices: npt.NDArray[np.int64], dataset: Dataset) -> npt.NDArray[np.int64]:
    """Return indices of test pictures, those first whose pictures are on this machine; otherwise in the same order."""
    if dataset.is_here:
        return indices
    hidden = ~np.isin(indices, list(dataset.shipped_pictures))
    return indices[np.argsort(hidden, kind="stable")]


def right_and_wrong(predictions: Predictions, dataset: Dataset, *, right: int, wrong: int) -> npt.NDArray[np.int64]:
    """Return indices of a few pictures that were read right and a few that were misread, as ordered in the test set.

    Pictures that are on this machine come first.

    Args:
        predictions: A network's predictions.
        dataset: The data set that they are of.
        right: How many pictures that were read right, of as many classes as possible.
        wrong: How many that were misread, of as many classes as possible.
    """
    is_right = predictions.read == predictions.labels
    chosen = [
        _of_many_classes(visible_first(np.flatnonzero(wanted), dataset), predictions.labels)[:count]
        for wanted, count in ((is_right, right), (~is_right, wrong))
    ]
    return visible_first(np.sort(np.concatenate(chosen)), dataset)


def _of_many_classes(indices: npt.NDArray[np.int64], labels: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the indices so that the first picture of every class comes first, then the second of every class."""
    counts: dict[int, int] = {}
    rounds = []
    for label in labels[indices].tolist():
        rounds.append(counts.get(label, 0))
        counts[label] = rounds[-1] + 1
    return indices[np.argsort(np.array(rounds, int), kind="stable")]
