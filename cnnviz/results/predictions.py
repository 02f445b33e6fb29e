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


def load_predictions(name: str) -> Predictions | None:
    """Return a bundled network's answers; None where they have not been computed yet."""
    path = bundled.record(name).path / "predictions.npz"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else None


@lru_cache(maxsize=32)
def _read(path: Path, stamp: int) -> Predictions:
    """Read a file of answers; its modification time `stamp` makes sure that a rewritten file is read again."""
    with np.load(path) as data:
        labels, read = (data[key].astype(np.int64) for key in ("labels", "read"))
        return Predictions(labels, read, data["probabilities"].astype(np.float32))
