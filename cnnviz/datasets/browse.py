"""The pictures of a data set that are on this machine, with figures about them: read and counted once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.dataset import Dataset, Part, Shipped
from cnnviz.datasets.statistics import Values, class_counts, mean_images, values_of

ENOUGH_FOR_A_MEAN = 10
"""The mean of fewer pictures than this says more about these pictures than about their class."""


@dataclass(frozen=True)
class Browsable:
    """The pictures of a data set that are on this machine, and figures about them.

    Attributes:
        pictures: The part that ships with cnnviz; the whole set if none of it may ship and it is in the data folder.
        is_whole: Whether `pictures` is the whole set.
        counts: (2, classes) int64: how many training and how many test pictures each class has, in the whole set if it
            is in the data folder, else in `pictures`.
        counts_are_whole: Whether the counts are those of the whole set.
        values: The distribution of the pixel values of `learned_from`.
        means: (classes, height, width, channels) float64 in [0, 255], the mean training picture of each class; None
            if a class has too few.
    """

    pictures: Shipped
    is_whole: bool
    counts: npt.NDArray[np.int64]
    counts_are_whole: bool
    values: Values
    means: npt.NDArray[np.float64] | None

    @property
    def learned_from(self) -> Part:
        """The training pictures; the test pictures if there are no training pictures here."""
        return self.pictures.train if len(self.pictures.train.labels) else self.pictures.test


def browse(dataset: Dataset) -> Browsable:
    """Return the pictures of a data set that are on this machine. Nothing is downloaded.

    Raises:
        ValueError: If the set in the data folder is damaged. The message names the file.
        OSError: If it cannot be opened.
    """
    return _browse(dataset, dataset.stamp)


def browse_shipped(dataset: Dataset) -> Browsable:
    """Return the pictures of a data set that ship with cnnviz, whatever is in the data folder."""
    return _browse(dataset, None)


@lru_cache(maxsize=8)
def _browse(dataset: Dataset, stamp: tuple[str, int] | None) -> Browsable:
    pictures, classes = dataset.shipped, len(dataset.classes)
    is_whole = stamp is not None and not len(pictures.train.labels)
    if is_whole:
        train, test = dataset.load()
        pictures = Shipped(train, test, np.arange(len(test.labels), dtype=np.int32))
    labels = dataset.labels() if stamp and not is_whole else (pictures.train.labels, pictures.test.labels)
    training_counts = class_counts(pictures.train.labels, classes)
    return Browsable(
        pictures=pictures,
        is_whole=is_whole,
        counts=np.stack([class_counts(part, classes) for part in labels]),
        counts_are_whole=stamp is not None,
        values=values_of((pictures.train if training_counts.any() else pictures.test).images),
        means=mean_images(pictures.train, classes) if training_counts.min() >= ENOUGH_FOR_A_MEAN else None,
    )
