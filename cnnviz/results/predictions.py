"""A bundled network's answers to every picture of its test set: computed once and shipped with the app."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cnnviz import bundled


@dataclass(frozen=True)
class Predictions:
    """Answers to the whole test set, in its order.

    Attributes:
        labels: (count,) int64: the class that each picture shows.
        read: (count,) int64: the class that each picture was read as.
        probabilities: (count, classes) float32: the network's answers, exact to three digits.
    """

    labels: npt.NDArray[np.int64]
    read: npt.NDArray[np.int64]
    probabilities: npt.NDArray[np.float32]

    def read_as(self, label: int, read: int) -> npt.NDArray[np.int64]:
        """Return indices of the pictures of class `label` that were read as class `read`, the surest first."""
        indices = np.flatnonzero((self.labels == label) & (self.read == read))
        return indices[np.argsort(-self.probabilities[indices, read], kind="stable")]

    def mistakes(self) -> npt.NDArray[np.int64]:
        """Return indices of all pictures that were misread, those first of which the network was surest."""
        indices = np.flatnonzero(self.labels != self.read)
        return indices[np.argsort(-self.probabilities[indices].max(axis=1), kind="stable")]


def path_of(name: str) -> Path:
    """Return the path of the file that stores a bundled network's answers."""
    return bundled.record(name).path / "predictions.npz"


def load_predictions(name: str) -> Predictions | None:
    """Return a bundled network's answers; None where they have not been computed yet.

    Raises:
        DamagedFileError: If their file is damaged. The message says what to do.
    """
    record, path = bundled.record(name), path_of(name)
    if not path.exists():
        return None
    with record.reading(path):
        return _read(path, path.stat().st_mtime_ns, len(bundled.dataset_of(name).classes))


@lru_cache(maxsize=32)
def _read(path: Path, stamp: int, classes: int) -> Predictions:
    """Read a file of answers; its modification time `stamp` makes sure that a rewritten file is read again."""
    # NumPy leaves a file open that it cannot read.
    with path.open("rb") as file, np.load(file) as data:
        labels, read = (data[key].astype(np.int64) for key in ("labels", "read"))
        probabilities = data["probabilities"].astype(np.float32)
    if not len(labels) == len(read) == len(probabilities) or {labels.ndim, read.ndim} != {1}:
        raise ValueError("Each picture has a label, a class that was read, and probabilities.")
    if probabilities.shape[1:] != (classes,) or max(labels.max(), read.max()) >= classes:
        raise ValueError("The classes are others.")
    return Predictions(labels, read, probabilities)
