"""A gallery of MNIST test pictures that ships with the app, some of them hard to read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

_FILE = Path(__file__).with_name("samples.npz")


@dataclass(frozen=True)
class Samples:
    """Pictures of the MNIST test set.

    Attributes:
        images: (count, 28, 28) uint8, 255 = ink.
        labels: (count,) uint8.
        indices: (count,) int32: their places in the test set.
        hard: (count,) bool: whether a reader may well hesitate.
    """

    images: np.ndarray
    labels: np.ndarray
    indices: np.ndarray
    hard: np.ndarray

    def ink(self, sample: int) -> np.ndarray:
        """Return (28, 28) float32 in [0, 1]. A number beyond the last sample gives the last."""
        return self.images[min(sample, len(self.images) - 1)].astype(np.float32) / 255


@cache
def load_samples() -> Samples:
    """Return the gallery: the first two pictures of each digit, a 7 in front, then the hard ones."""
    with np.load(_FILE) as data:
        arrays = {name: data[name] for name in ("images", "labels", "indices", "hard")}
    for array in arrays.values():
        array.flags.writeable = False
    return Samples(**arrays)
