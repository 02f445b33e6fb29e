"""How well a network reads: on the official test set and, if it reads digits, on digits that people drew.

The drawn digits are those of six writers that no network was trained on. They are replayed on the pad's pixels and
prepared exactly as the app prepares a drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz import bundled
from cnnviz.datasets.pendigits import HELD_OUT_WRITERS, load_drawings
from cnnviz.network import Network, load
from cnnviz.pictures.prepare import prepare
from cnnviz.pictures.strokes import PEN_WIDTH

DRAWN: dict[str, dict[str, Any]] = {
    "drawn: as large as most people draw": {"size": 200},
    "drawn: with a pen half as wide": {"size": 200, "pen_width": PEN_WIDTH / 2},
    "drawn: with a pen one and a half times as wide": {"size": 200, "pen_width": PEN_WIDTH * 1.5},
    "drawn: small, in a corner": {"size": 80, "centre": (55, 55)},
}
"""The ways in which the writers' digits are drawn: name -> options of ink(), in pixels of a pad of 280 x 280."""
UNCENTRED = "drawn: small, in a corner, with centring switched off"


@dataclass(frozen=True)
class Score:
    """How many pictures of how many were read correctly."""

    correct: int
    total: int

    @property
    def accuracy(self) -> float:
        """The share that was read correctly, 0 to 1."""
        return self.correct / self.total

    def __str__(self) -> str:
        return f"{self.accuracy:.2%} ({self.correct:,} of {self.total:,})"


@dataclass(frozen=True)
class Evaluation:
    """A network's answers to the test set.

    Attributes:
        name: The network's name.
        classes: The names of the classes.
        labels: (count,) int64: the class that each test picture shows.
        probabilities: (count, classes) float32: the network's answers.
        drawn: Scores on drawn digits, by the way they were drawn; empty for a network that does not read digits.
    """

    name: str
    classes: tuple[str, ...]
    labels: npt.NDArray[np.int64]
    probabilities: npt.NDArray[np.float32]
    drawn: dict[str, Score]

    @property
    def read(self) -> npt.NDArray[np.int64]:
        """(count,) int64: the class that each picture was read as."""
        return np.asarray(self.probabilities.argmax(axis=1), np.int64)

    @property
    def score(self) -> Score:
        """The score on the whole test set."""
        return Score(int((self.read == self.labels).sum()), len(self.labels))

    @property
    def confusion(self) -> npt.NDArray[np.int64]:
        """(classes, classes) int64: the row is the class shown, the column the class read."""
        return confusion_matrix(self.labels, self.read, len(self.classes))

    def to_dict(self) -> dict[str, Any]:
        """Return all figures as plain dicts, lists and numbers, ready for JSON."""
        confusion = self.confusion
        right, shown, read = np.diag(confusion), confusion.sum(axis=1), confusion.sum(axis=0)
        return {
            "network": self.name,
            "accuracy": self.score.accuracy,
            "correct": self.score.correct,
            "total": self.score.total,
            "per_class": [
                {
                    "label": label,
                    "correct": int(right[index]),
                    "total": int(shown[index]),
                    "recall": float(right[index] / max(shown[index], 1)),
                    "precision": float(right[index] / max(read[index], 1)),
                }
                for index, label in enumerate(self.classes)
            ],
            "confusion": confusion.tolist(),
            "drawn": {way: {"correct": score.correct, "total": score.total} for way, score in self.drawn.items()},
        }


def confusion_matrix(labels: npt.NDArray[np.int64], read: npt.NDArray[np.int64], classes: int) -> npt.NDArray[np.int64]:
    """Return how often each class was read as each class.

    Args:
        labels: (count,): the classes that the pictures show, 0 to classes - 1.
        read: (count,): the classes that they were read as.
        classes: How many classes there are.
    Returns:
        (classes, classes) int64: the row is the class shown, the column the class read.
    Example:
        >>> confusion_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]), 2).tolist()
        [[1, 1], [0, 1]]
    """
    return np.bincount(labels * classes + read, minlength=classes**2).reshape(classes, classes)


def evaluate(name: str) -> Evaluation:
    """Return the answers of a bundled network to its test set and, if it reads digits, its scores on drawn digits.

    Raises:
        FileNotFoundError: If the data set is not in the data folder. The message says what to put where.
    """
    network = load(name)
    dataset = bundled.dataset_of(name)
    _, test = dataset.load()
    answers = np.concatenate(
        [
            network.probabilities(test.images[start : start + 1000].astype(np.float32) / np.float32(255))
            for start in range(0, len(test.labels), 1000)
        ]
    )
    return Evaluation(name, dataset.classes, test.labels, answers, _drawn(network) if dataset.kind == "digits" else {})


def _drawn(network: Network) -> dict[str, Score]:
    drawings = [drawing for drawing in load_drawings() if drawing.writer in HELD_OUT_WRITERS]
    labels = np.array([drawing.label for drawing in drawings])
    ways = [(way, options, True) for way, options in DRAWN.items()]
    ways.append((UNCENTRED, list(DRAWN.values())[-1], False))
    scores = {}
    for way, options, centre in ways:
        inputs = np.stack([prepare(drawing.ink(**options), centre=centre, widen=True).input for drawing in drawings])
        read = network.probabilities(inputs).argmax(axis=1)
        scores[way] = Score(int((read == labels).sum()), len(labels))
    return scores
