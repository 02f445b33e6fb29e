"""What can be counted and averaged over a data set's pictures before any network sees them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.datasets.dataset import Part

_PICTURES_AT_ONCE = 100


@dataclass(frozen=True)
class Values:
    """How the numbers of pictures are spread.

    Attributes:
        counts: (channels, 256) int64: how often each value from 0 to 255 occurs.
    """

    counts: np.ndarray

    @property
    def mean(self) -> np.ndarray:
        """(channels,) float64, of the values divided by 255: 0 to 1."""
        return self._mean / 255

    @property
    def deviation(self) -> np.ndarray:
        """(channels,) float64, the standard deviation of the values divided by 255; 1 where all values are the same."""
        squares = (np.arange(256) - self._mean[:, None]) ** 2
        deviation = np.sqrt((self.counts * squares).sum(axis=1) / self.counts.sum(axis=1)) / 255
        return np.where(deviation > 0, deviation, 1)

    @property
    def _mean(self) -> np.ndarray:
        return self.counts @ np.arange(256) / self.counts.sum(axis=1)


def values_of(images: np.ndarray) -> Values:
    """Return how the numbers of pictures, (count, height, width, channels) uint8 with count > 0, are spread.

    Example:
        >>> values_of(np.array([[[[0], [255]]]], np.uint8)).mean
        array([0.5])
    """
    channels = images.shape[-1]
    counts = np.zeros((channels, 256), np.int64)
    # Counting makes eight bytes of each: a few pictures at a time.
    for start in range(0, len(images), _PICTURES_AT_ONCE):
        some = images[start : start + _PICTURES_AT_ONCE]
        for channel in range(channels):
            counts[channel] += np.bincount(some[..., channel].ravel(), minlength=256)
    return Values(counts)


def standardised(images: np.ndarray, values: Values) -> np.ndarray:
    """Return pictures with each channel moved and scaled to mean 0 and standard deviation 1.

    Args:
        images: (..., channels) uint8.
        values: Of the pictures whose mean and standard deviation are taken: those to learn from.
    Returns:
        (..., channels) float32.
    """
    return ((images / 255 - values.mean) / values.deviation).astype(np.float32)


def class_counts(labels: np.ndarray, classes: int) -> np.ndarray:
    """Return (classes,) int64: how many pictures of each class there are.

    Example:
        >>> class_counts(np.array([0, 2, 2]), 4)
        array([1, 0, 2, 0])
    """
    return np.bincount(labels, minlength=classes)


def mean_images(part: Part, classes: int) -> np.ndarray:
    """Return the mean of all pictures of each class.

    Returns:
        (classes, height, width, channels) float64 in [0, 255]; NaN for a class without pictures.
    """
    means = np.full((classes, *part.images.shape[1:]), np.nan)
    for label in np.unique(part.labels):
        means[label] = part.images[part.labels == label].mean(axis=0)
    return means


def one_hot(label: int, classes: int) -> list[int]:
    """Return a label as a network is to answer it: 1 at its place, 0 everywhere else.

    Example:
        >>> one_hot(2, 4)
        [0, 0, 1, 0]
    """
    return [int(place == label) for place in range(classes)]
