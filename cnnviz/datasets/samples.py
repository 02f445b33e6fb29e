"""The gallery of sample pictures of each data set, that ships with the app."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from cnnviz.datasets import dataset

_DIGITS = Path(__file__).with_name("samples.npz")
_PER_CLASS = 2


@dataclass(frozen=True)
class Samples:
    """Pictures of a test set.

    Attributes:
        images: (count, height, width, channels) uint8; of digits 255 is ink.
        labels: (count,) int64.
        indices: (count,) int32: their places in the test set.
        hard: (count,) bool: whether a reader may well hesitate.
    """

    images: np.ndarray
    labels: np.ndarray
    indices: np.ndarray
    hard: np.ndarray

    def image(self, sample: int) -> np.ndarray:
        """Return (height, width, channels) uint8. A number beyond the last sample gives the last."""
        return self.images[min(sample, len(self.images) - 1)]

    def ink(self, sample: int) -> np.ndarray:
        """Return (height, width) float32 in [0, 1], of a digit."""
        return self.image(sample)[..., 0].astype(np.float32) / 255


@cache
def load_samples(name: str = "mnist") -> Samples:
    """Return a data set's gallery: the first pictures of each class; of digits, a 7 in front and hard ones behind."""
    if name == "mnist":
        with np.load(_DIGITS) as data:
            images, labels, indices, hard = (data[key] for key in ("images", "labels", "indices", "hard"))
        arrays = images[..., None], labels.astype(np.int64), indices, hard
    else:
        shipped = dataset(name).shipped
        labels = shipped.test.labels
        some = np.concatenate([np.flatnonzero(labels == label)[:_PER_CLASS] for label in np.unique(labels)])
        arrays = shipped.test.images[some], labels[some], shipped.indices[some], np.zeros(len(some), bool)
    for array in arrays:
        array.flags.writeable = False
    return Samples(*arrays)
