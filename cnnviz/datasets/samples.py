"""The gallery of sample pictures of each data set, which ships with the app."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cnnviz.datasets import dataset

_DIGITS = Path(__file__).with_name("samples.npz")
_PER_CLASS, _FEWEST = 2, 6


@dataclass(frozen=True)
class Samples:
    """A selection of test pictures.

    Attributes:
        images: (count, height, width, channels) uint8; in digits 255 is ink.
        labels: (count,) int64.
        indices: (count,) int32: their indices in the test set.
        hard: (count,) bool: whether even people may hesitate over the picture.
    """

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]
    indices: npt.NDArray[np.int32]
    hard: npt.NDArray[np.bool_]

    def image(self, sample: int) -> npt.NDArray[np.uint8]:
        """Return a sample, (height, width, channels) uint8; the last one for a number beyond it."""
        image: npt.NDArray[np.uint8] = self.images[min(sample, len(self.images) - 1)]
        return image

    def ink(self, sample: int) -> npt.NDArray[np.float32]:
        """Return a digit's ink, (height, width) float32 in [0, 1]."""
        return self.image(sample)[..., 0].astype(np.float32) / np.float32(255)


@cache
def load_samples(name: str = "mnist") -> Samples:
    """Return a data set's gallery: the first pictures of each class, hard ones last; in digits, a 7 first."""
    if name == "mnist":
        with np.load(_DIGITS) as data:
            images, labels, indices, hard = (data[key] for key in ("images", "labels", "indices", "hard"))
        arrays = images[..., None], labels.astype(np.int64), indices, hard
    else:
        shipped = dataset(name).shipped
        labels = shipped.test.labels
        count = max(_PER_CLASS, _FEWEST // len(dataset(name).classes))
        first = np.concatenate([np.flatnonzero(labels == label)[:count] for label in np.unique(labels)])
        hard = np.isin(shipped.indices[first], dataset(name).hard)
        order = np.argsort(hard, kind="stable")
        first, hard = first[order], hard[order]
        arrays = shipped.test.images[first], labels[first], shipped.indices[first], hard
    for array in arrays:
        array.flags.writeable = False
    return Samples(*arrays)
