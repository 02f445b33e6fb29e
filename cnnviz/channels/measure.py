"""Work out what excites each channel of a network: look at many pictures, twice.

The first time the largest values are found, the second time all are counted into the bars of histograms.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, log10
from typing import TYPE_CHECKING

import numpy as np

from cnnviz.channels.excitement import BINS, TOP_PICTURES, Excitement, NetworkExcitement, layers_shown
from cnnviz.datasets.dataset import Dataset
from cnnviz.layer import Layer

if TYPE_CHECKING:
    from cnnviz.network import Network

ENOUGH = 1000
"""How many pictures are looked at of a data set that does not ship."""


def measured_pictures(seen: Dataset) -> tuple[np.ndarray, np.ndarray]:
    """Return the pictures that excitement is worked out over.

    Returns:
        (count, height, width, channels) uint8 and (count,) int64, their places in the whole test set.
    Raises:
        FileNotFoundError: If none may be shipped and the whole set is not here. The message says what to put where.
    """
    if (seen.shipped.indices >= 0).any():
        return seen.shipped.test.images, seen.shipped.indices.astype(np.int64)
    if not seen.is_here:
        raise FileNotFoundError(f"No picture of {seen.title} ships with cnnviz: {seen.remedy}.")
    images = seen.load()[1].images
    # They may be sorted by class.
    some = np.arange(0, len(images), ceil(len(images) / ENOUGH))
    return images[some], some


def excite(network: Network, images: np.ndarray, indices: np.ndarray) -> NetworkExcitement:
    """Return what excites each channel of a network, among many pictures.

    Args:
        network: The network.
        images: (count, height, width, channels) uint8; of digits 255 is ink.
        indices: (count,) their places in the whole test set.
    """
    shown = layers_shown(network.layers)

    def answers() -> Iterable[dict[str, np.ndarray]]:
        for image in images:
            trace = network.trace_input(image.astype(np.float32) / 255)
            yield {layer.name: trace[layer.name].output.reshape(-1, layer.output_shape[-1]) for layer in shown}

    tallies = {layer.name: _Tally(len(images), layer.output_shape[-1]) for layer in shown}
    for number, outputs in enumerate(answers()):
        for name, output in outputs.items():
            tallies[name].add(number, output)
    for tally in tallies.values():
        tally.choose_bars()
    for outputs in answers():
        for name, output in outputs.items():
            tallies[name].count(output)
    return NetworkExcitement(len(images), {layer.name: tallies[layer.name].result(layer, indices) for layer in shown})


class _Tally:
    """What is counted of one layer, picture after picture."""

    def __init__(self, pictures: int, channels: int) -> None:
        self.largest, self.cells = np.zeros((pictures, channels), np.float32), np.zeros((pictures, channels), np.int64)
        self.lowest = np.full(channels, np.inf, np.float32)
        self.sum, self.sum_above = np.zeros(channels), np.zeros(channels)
        self.above, self.zeros = np.zeros(channels, np.int64), np.zeros(channels, np.int64)
        self.counts = np.zeros((channels, BINS), np.int64)
        self.size = 0

    def add(self, number: int, output: np.ndarray) -> None:
        """Take in picture `number`'s output, (cells, channels)."""
        self.cells[number] = output.argmax(axis=0)
        self.largest[number] = output.max(axis=0)
        self.lowest = np.minimum(self.lowest, output.min(axis=0))
        self.sum += output.sum(axis=0, dtype=np.float64)
        self.sum_above += np.maximum(output, 0).sum(axis=0, dtype=np.float64)
        self.above += (output > 0).sum(axis=0)
        self.zeros += (output == 0).sum(axis=0)
        self.size += len(output)

    def choose_bars(self) -> None:
        """Choose the histograms' bars, once all pictures are taken in."""
        ends = zip(self.lowest.tolist(), self.largest.max(axis=0).tolist(), strict=True)
        self.step = np.array([bar_width(low, high) for low, high in ends])
        self.first = np.floor(self.lowest / self.step).astype(np.int64)

    def count(self, output: np.ndarray) -> None:
        """Count a picture's output into the bars."""
        bars = np.floor(output / self.step).astype(np.int64) - self.first
        channels = np.broadcast_to(np.arange(len(self.step)), bars.shape)
        places = (channels * BINS + bars)[output != 0]
        self.counts += np.bincount(places, minlength=self.counts.size).reshape(self.counts.shape)

    def result(self, layer: Layer, indices: np.ndarray) -> Excitement:
        best = np.argsort(-self.largest, axis=0, kind="stable")[:TOP_PICTURES].T
        channels = np.arange(len(best))[:, None]
        cells = self.cells[best, channels]
        width = layer.output_shape[1] if len(layer.output_shape) == 3 else 1
        return Excitement(
            pictures=indices[best],
            values=self.largest[best, channels],
            places=np.stack([cells // width, cells % width], axis=-1),
            lowest=self.lowest,
            mean=(self.sum / self.size).astype(np.float32),
            mean_above=(self.sum_above / self.size).astype(np.float32),
            above=self.above,
            zeros=self.zeros,
            firing=(self.largest > 0).sum(axis=0),
            step=self.step,
            first=self.first,
            counts=self.counts,
        )


def bar_width(low: float, high: float) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten with which at most 40 bars reach from one value to another.

    Every bar begins at a multiple of the width, so that 0 is between two bars.

    Example:
        >>> bar_width(-3.1, 2.4)
        0.2
    """
    exponent = ceil(log10(max(high - low, abs(high) / 1e5, 1e-30) / BINS)) - 1
    while True:
        for factor in (1, 2, 5):
            width = float(f"{factor}e{exponent}")
            if np.floor(high / width) - np.floor(low / width) < BINS:
                return width
        exponent += 1
