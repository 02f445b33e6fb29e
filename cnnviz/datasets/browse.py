"""What of a data set can be looked at here, and what is known of it: read and counted once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cnnviz.datasets.dataset import Dataset, Part, Shipped
from cnnviz.datasets.statistics import Values, class_counts, mean_images, values_of

ENOUGH_FOR_A_MEAN = 10
"""With fewer pictures of a class, their mean says more about them than about the class."""


@dataclass(frozen=True)
class Browsable:
    """The pictures of a data set that can be looked at, and what is counted over them.

    Attributes:
        pictures: The part that ships with cnnviz; the whole set where none of it may ship and it is here.
        is_whole: Whether that is the whole set.
        counts: (2, classes) int64: the pictures of each class, for training and for testing: of the whole set where it
            is here, else of `pictures`.
        counts_are_whole: Whether those are of the whole set.
        values: How the numbers of the pictures are spread: of those for training where there are any.
        means: (classes, height, width, channels) float64 in [0, 255], the mean training picture of each class; None
            where there are too few.
    """

    pictures: Shipped
    is_whole: bool
    counts: np.ndarray
    counts_are_whole: bool
    values: Values
    means: np.ndarray | None

    @property
    def learned_from(self) -> Part:
        """The pictures that `values` is of."""
        return self.pictures.train if len(self.pictures.train.labels) else self.pictures.test


def browse(whole: Dataset) -> Browsable:
    """Return what of a data set can be looked at. Nothing is downloaded.

    Raises:
        ValueError: If the set in the data folder cannot be read. The message names the file.
        OSError: If it may not be read.
    """
    return _browse(whole, whole.stamp)


def browse_shipped(whole: Dataset) -> Browsable:
    """Return what of a data set ships with cnnviz, whatever is in the data folder."""
    return _browse(whole, None)


@lru_cache(maxsize=8)
def _browse(whole: Dataset, stamp: tuple[str, int] | None) -> Browsable:
    pictures, classes = whole.shipped, len(whole.classes)
    is_whole = stamp is not None and not len(pictures.train.labels)
    if is_whole:
        train, test = whole.load()
        pictures = Shipped(train, test, np.arange(len(test.labels), dtype=np.int32))
    labels = whole.labels() if stamp and not is_whole else (pictures.train.labels, pictures.test.labels)
    counted = class_counts(pictures.train.labels, classes)
    return Browsable(
        pictures=pictures,
        is_whole=is_whole,
        counts=np.stack([class_counts(part, classes) for part in labels]),
        counts_are_whole=stamp is not None,
        values=values_of((pictures.train if counted.any() else pictures.test).images),
        means=mean_images(pictures.train, classes) if counted.min() >= ENOUGH_FOR_A_MEAN else None,
    )
