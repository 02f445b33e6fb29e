"""Filters for a colour picture: those that a bundled network learned for its first layer, else fixed random ones."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cnnviz.bundled import weights_path
from cnnviz.bundled.blueprint import read_convolution

CHANNELS = 3
LEARNED = {5: "cats_dogs", 3: "cifar_small"}
"""Filter size -> the bundled network whose first layer has such filters."""


class Filters(NamedTuple):
    """Filters of one size.

    Attributes:
        kernel: (size, size, 3, count) float32.
        bias: (count,) float32.
        learned: How many of them, in front, a network learned.
        network: Its name; None where there is none.
    """

    kernel: np.ndarray
    bias: np.ndarray
    learned: int
    network: str | None


def first_filters(count: int, size: int) -> Filters:
    """Return so many filters: a network's first, in its order, and behind them random ones, the same every time.

    Random weights are normal with variance 1 / (size * size * 3), so that every size answers alike in strength, less
    their filter's mean, so that it answers to changes and not to brightness; their biases are 0.

    Args:
        count: How many.
        size: Rows and columns of each.
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
    # A generator for each filter: another count must not change those that were there.
    random = [
        np.random.default_rng([size, place]).normal(0, deviation, (size, size, CHANNELS, 1))
        for place in range(learned, count)
    ]
    kernel = np.concatenate([kernel[..., :learned], *(each - each.mean() for each in random)], axis=3)
    bias = np.concatenate([bias[:learned], np.zeros(count - learned)])
    return Filters(kernel.astype(np.float32), bias.astype(np.float32), learned, network)
