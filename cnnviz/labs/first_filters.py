"""Filters for a colour picture: those of a bundled network's first layer, and random ones where there are no more."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.bundled import weights_path
from cnnviz.bundled.blueprint import read_convolution

CHANNELS = 3
LEARNED = {5: "cats_dogs", 3: "cifar_small"}
"""Filter size -> the bundled network whose first layer has filters of that size."""


class Filters(NamedTuple):
    """Filters of one size, the learned ones first.

    Attributes:
        kernel: (size, size, 3, count) float32.
        bias: (count,) float32.
        learned: How many of the filters a network learned.
        network: The name of that network; None where all filters are random.
    """

    kernel: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    learned: int
    network: str | None


def first_filters(count: int, size: int) -> Filters:
    """Return filters: those of a bundled network's first layer in its order, then random ones, always the same.

    Random weights are normally distributed with variance 1 / (size * size * 3), so that filters of every size respond
    about as strongly. The mean of each filter is subtracted, so that it responds to changes and not to brightness.
    Random filters have a bias of 0.

    Args:
        count: How many filters to return.
        size: Rows and columns of each filter.
    Example:
        >>> first_filters(10, 5).kernel.shape
        (5, 5, 3, 10)
    """
    network = LEARNED.get(size)
    if network and not weights_path(network).exists():
        network = None
    kernel, bias = np.zeros((size, size, CHANNELS, 0)), np.zeros(0)
    if network:
        kernel, bias = read_convolution(weights_path(network), "conv2d")
    learned = min(count, len(bias))
    deviation = (size * size * CHANNELS) ** -0.5
    # A generator for each filter, so that another count leaves the filters before it as they were.
    random = [
        np.random.default_rng([size, index]).normal(0, deviation, (size, size, CHANNELS, 1))
        for index in range(learned, count)
    ]
    kernel = np.concatenate([kernel[..., :learned], *(weights - weights.mean() for weights in random)], axis=3)
    bias = np.concatenate([bias[:learned], np.zeros(count - learned)])
    return Filters(kernel.astype(np.float32), bias.astype(np.float32), learned, network)
