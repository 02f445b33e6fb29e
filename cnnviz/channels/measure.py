"""Measure what excites each channel of a network, in two passes over many pictures.

The first pass finds the largest values and the range; the second counts all values into the bars of histograms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil, log10
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnnviz.channels.excitement import BINS, TOP_PICTURES, Excitement, NetworkExcitement, layers_shown
from cnnviz.datasets.dataset import Dataset
from cnnviz.layer import Layer, as_maps

if TYPE_CHECKING:
    from cnnviz.network import Network

ENOUGH = 1000
"""About how many pictures are measured of a data set that does not ship with cnnviz."""


def measured_pictures(dataset: Dataset) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return the test pictures over which excitement is measured.

    Returns:
        (count, height, width, channels) uint8, and (count,) int64: their indices in the whole test set.
    Raises:
        FileNotFoundError: If none may be shipped and the whole set is not here. The message says what to put where.
    """
    if (dataset.shipped.indices >= 0).any():
        return dataset.shipped.test.images, dataset.shipped.indices.astype(np.int64)
    if not dataset.is_here:
        raise FileNotFoundError(f"No picture of {dataset.title} ships with cnnviz: {dataset.remedy}.")
    images = dataset.load()[1].images
    # Evenly spread, because the pictures may be sorted by class.
    indices = np.arange(0, len(images), ceil(len(images) / ENOUGH))
    return images[indices], indices


def excite(
    network: Network,
    images: npt.NDArray[np.uint8],
    indices: npt.NDArray[np.int64],
    progress: Callable[[float], None] = lambda share: None,
) -> NetworkExcitement:
    """Return what excites each channel of a network among many pictures.

    Args:
        network: The network.
        images: (count, height, width, channels) uint8; for digits 255 is ink.
        indices: (count,): the pictures' indices in the whole test set.
        progress: Called after every few pictures with the share of the work that is done.
    """
    shown = layers_shown(network.layers)

    def outputs_of_all(passed: int) -> Iterator[dict[str, npt.NDArray[np.float32]]]:
        """Yield for each picture the layers' outputs, (cells, channels) each."""
        for number, image in enumerate(images):
            if number % 20 == 0:
                progress((passed + number / len(images)) / 2)
            trace = network.trace_input(image.astype(np.float32) / 255)
            yield {layer.name: trace[layer.name].output.reshape(-1, layer.output_shape[-1]) for layer in shown}

    tallies = {layer.name: _Tally(len(images), layer.output_shape[-1]) for layer in shown}
    for number, outputs in enumerate(outputs_of_all(0)):
        for name, output in outputs.items():
            tallies[name].add(number, output)
    for tally in tallies.values():
        tally.choose_bars()
    for outputs in outputs_of_all(1):
        for name, output in outputs.items():
            tallies[name].count(output)
    return NetworkExcitement(len(images), {layer.name: tallies[layer.name].result(layer, indices) for layer in shown})


class _Tally:
    """What is counted for one layer, picture after picture."""

    def __init__(self, pictures: int, channels: int) -> None:
        self.largest, self.cells = np.zeros((pictures, channels), np.float32), np.zeros((pictures, channels), np.int64)
        self.lowest = np.full(channels, np.inf, np.float32)
        self.sum, self.sum_above = np.zeros(channels), np.zeros(channels)
        self.above, self.zeros = np.zeros(channels, np.int64), np.zeros(channels, np.int64)
        self.counts = np.zeros((channels, BINS), np.int64)
        self.size = 0

    def add(self, number: int, output: npt.NDArray[np.float32]) -> None:
        """Take in the output for picture `number`, (cells, channels)."""
        self.cells[number] = output.argmax(axis=0)
        self.largest[number] = output.max(axis=0)
        self.lowest = np.minimum(self.lowest, output.min(axis=0))
        self.sum += output.sum(axis=0, dtype=np.float64)
        self.sum_above += np.maximum(output, 0).sum(axis=0, dtype=np.float64)
        self.above += (output > 0).sum(axis=0)
        self.zeros += (output == 0).sum(axis=0)
        self.size += len(output)

    def choose_bars(self) -> None:
        """Choose the bars of the histograms, once all pictures are taken in."""
        ends = zip(self.lowest.tolist(), self.largest.max(axis=0).tolist(), strict=True)
        self.step = np.array([bar_width(low, high) for low, high in ends])
        self.first = np.floor(self.lowest / self.step).astype(np.int64)

    def count(self, output: npt.NDArray[np.float32]) -> None:
        """Count one picture's output, (cells, channels), into the bars."""
        bars = np.floor(output / self.step).astype(np.int64) - self.first
        # Worked out a second time, the lowest and the largest value may be rounded to beyond the bars.
        bars = bars.clip(0, BINS - 1)
        channels = np.broadcast_to(np.arange(len(self.step)), bars.shape)
        flat_bars = (channels * BINS + bars)[output != 0]
        self.counts += np.bincount(flat_bars, minlength=self.counts.size).reshape(self.counts.shape)

    def result(self, layer: Layer, indices: npt.NDArray[np.int64]) -> Excitement:
        """Return the layer's excitement, once every picture has been counted."""
        best = np.argsort(-self.largest, axis=0, kind="stable")[:TOP_PICTURES].T
        channels = np.arange(len(best))[:, None]
        flat_cells = self.cells[best, channels]
        shape = as_maps(layer.output_shape)
        width = shape[1] if len(shape) == 3 else 1
        return Excitement(
            pictures=indices[best],
            values=self.largest[best, channels],
            cells=np.stack([flat_cells // width, flat_cells % width], axis=-1),
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
    """Return the smallest bar width, 1, 2 or 5 times a power of ten, with which 40 bars reach from `low` to `high`.

    Every bar begins at a multiple of the width, so that 0 lies between two bars.

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
