"""Counts and averages over the pictures of a data set."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.dataset import Part

_PICTURES_AT_ONCE = 100


@dataclass(frozen=True)
class Values:
    """The distribution of pixel values, channel by channel.

    Attributes:
        counts: (channels, 256) int64: how often each value from 0 to 255 occurs.
    """

    counts: npt.NDArray[np.int64]

    @property
    def mean(self) -> npt.NDArray[np.float64]:
        """(channels,) float64 in [0, 1]: the mean of the values divided by 255."""
        return self._mean / 255

    @property
    def deviation(self) -> npt.NDArray[np.float64]:
        """(channels,) float64: the standard deviation of the values divided by 255; 1 if all values are the same."""
        squares = (np.arange(256) - self._mean[:, None]) ** 2
        deviation = np.sqrt((self.counts * squares).sum(axis=1) / self.counts.sum(axis=1)) / 255
        return np.where(deviation > 0, deviation, 1)

    @property
    def _mean(self) -> npt.NDArray[np.float64]:
        mean: npt.NDArray[np.float64] = self.counts @ np.arange(256) / self.counts.sum(axis=1)
        return mean


def values_of(images: npt.NDArray[np.uint8]) -> Values:
    """Return the distribution of the pixel values of pictures.

    Args:
        images: (count, height, width, channels) uint8; at least one picture.
    Example:
        >>> values_of(np.array([[[[0], [255]]]], np.uint8)).mean
        array([0.5])
    """
    channels = images.shape[-1]
    counts = np.zeros((channels, 256), np.int64)
    # Counting takes eight bytes for each value, so only a few pictures are counted at a time.
    for start in range(0, len(images), _PICTURES_AT_ONCE):
        batch = images[start : start + _PICTURES_AT_ONCE]
        for channel in range(channels):
            counts[channel] += np.bincount(batch[..., channel].ravel(), minlength=256)
    return Values(counts)


def standardised(images: npt.NDArray[np.uint8], values: Values) -> npt.NDArray[np.float32]:
    """Return pictures with each channel shifted and scaled to mean 0 and standard deviation 1.

    Args:
        images: (..., channels) uint8.
        values: The distribution whose mean and standard deviation to use: that of the training pictures.
    Returns:
        (..., channels) float32.
    """
    return np.asarray((images / 255 - values.mean) / values.deviation, np.float32)


def class_counts(labels: npt.NDArray[np.int64], classes: int) -> npt.NDArray[np.int64]:
    """Return the number of pictures of each class, (classes,) int64.

    Example:
        >>> class_counts(np.array([0, 2, 2]), 4)
        array([1, 0, 2, 0])
    """
    return np.bincount(labels, minlength=classes).astype(np.int64)


def mean_images(part: Part, classes: int) -> npt.NDArray[np.float64]:
    """Return the mean of the pictures of each class.

    Returns:
        (classes, height, width, channels) float64 in [0, 255]; NaN for a class without pictures.
    """
    means = np.full((classes, *part.images.shape[1:]), np.nan)
    for label in np.unique(part.labels):
        means[label] = part.images[part.labels == label].mean(axis=0)
    return means


def one_hot(label: int, classes: int) -> list[int]:
    """Return a label as the output that a network should give: 1 for its class, 0 for all others.

    Example:
        >>> one_hot(2, 4)
        [0, 0, 1, 0]
    """
    return [int(index == label) for index in range(classes)]
