"""What a bundled network answered to every picture of its test set: computed once, shipped with the app."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from cnnviz import bundled


@dataclass(frozen=True)
class Predictions:
    """Answers to the whole test set, in its order.

    Attributes:
        labels: (count,) int64, what the pictures show.
        read: (count,) int64, the class that each picture was read as.
        probabilities: (count, classes) float32, what the network answered; exact to three digits.
    """

    labels: np.ndarray
    read: np.ndarray
    probabilities: np.ndarray

    def read_as(self, label: int, read: int) -> np.ndarray:
        """Return the places of the pictures of one class that were read as another, or as itself; the surest first."""
        places = np.flatnonzero((self.labels == label) & (self.read == read))
        return places[np.argsort(-self.probabilities[places, read], kind="stable")]

    def mistakes(self) -> np.ndarray:
        """Return the places of all pictures that were misread; those of which the network was surest first."""
        places = np.flatnonzero(self.labels != self.read)
        return places[np.argsort(-self.probabilities[places].max(axis=1), kind="stable")]


def load_predictions(name: str) -> Predictions | None:
    """Return a bundled network's answers; None where they were not computed yet."""
    path = bundled.record(name).path / "predictions.npz"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else None


@lru_cache(maxsize=32)
def _read(path: Path, stamp: int) -> Predictions:
    """Read a file of answers, anew when it was written anew."""
    with np.load(path) as data:
        labels, read = (data[key].astype(np.int64) for key in ("labels", "read"))
        return Predictions(labels, read, data["probabilities"].astype(np.float32))
