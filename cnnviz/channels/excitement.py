"""What excites each channel of a network: the pictures it responds to most, and the distribution of all its values.

This is measured once, over the test pictures that ship with cnnviz, and stored in models/NAME/excitement.npz. Where a
data set may not be shipped, it is measured over as many pictures of the whole set; the page then shows the numbers and
no pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cnnviz import bundled
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.bundled.files import written_whole
from cnnviz.explainers import computes, is_relu
from cnnviz.layer import Layer

TOP_PICTURES = 9
"""How many pictures are stored for each channel."""
BINS = 40
"""The most bars that a histogram has."""


@dataclass(frozen=True)
class Excitement:
    """How the channels of one layer responded to many pictures. The first axis of every array is the channel.

    In a dense layer each unit counts as a channel with a single cell.

    Attributes:
        pictures: (channels, 9) int64: indices in the whole test set of the pictures with the largest values, the
            largest first; among equal values the picture that comes first in the test set.
        values: (channels, 9) float32: those largest values.
        cells: (channels, 9, 2) int64: the row and column of each of those values; (0, 0) in a dense layer.
        lowest: (channels,) float32: the smallest of all values.
        mean: (channels,) float32: the mean of all values.
        mean_above: (channels,) float32: the mean of max(0, value) over all values.
        above: (channels,) int64: how many values are above 0.
        zeros: (channels,) int64: how many are exactly 0.
        firing: (channels,) int64: in how many pictures at least one value is above 0.
        step: (channels,) float64: the width of a histogram bar: 1, 2 or 5 times a power of ten.
        first: (channels,) int64: bar k counts the values from (first + k) * step up to, not including, the next bar's.
        counts: (channels, bars) int64: how many values are in each bar; values that are exactly 0 are in none.
    """

    pictures: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]
    cells: npt.NDArray[np.int64]
    lowest: npt.NDArray[np.float32]
    mean: npt.NDArray[np.float32]
    mean_above: npt.NDArray[np.float32]
    above: npt.NDArray[np.int64]
    zeros: npt.NDArray[np.int64]
    firing: npt.NDArray[np.int64]
    step: npt.NDArray[np.float64]
    first: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]

    @property
    def total(self) -> int:
        """How many values each channel produced: pictures times cells."""
        return int(self.counts[0].sum() + self.zeros[0])

    def rectified(self) -> Excitement:
        """Return the excitement after a ReLU, max(0, value). Pictures whose values become 0 keep their order."""
        # Where no bar is left to take counts from, index BINS points at the 0 that pads them.
        bars = np.clip(np.arange(BINS) + np.maximum(-self.first, 0)[:, None], 0, BINS)
        return replace(
            self,
            values=np.maximum(self.values, 0),
            lowest=np.maximum(self.lowest, 0),
            mean=self.mean_above,
            zeros=self.total - self.above,
            first=np.maximum(self.first, 0),
            counts=np.take_along_axis(np.pad(self.counts, ((0, 0), (0, 1))), bars, axis=1),
        )


@dataclass(frozen=True)
class NetworkExcitement:
    """How the channels of a network's layers responded to many pictures.

    Attributes:
        count: How many pictures.
        layers: By the layers' names, in order; layers that change no value are left out.
    """

    count: int
    layers: dict[str, Excitement]


def layers_shown(layers: Sequence[Layer]) -> list[Layer]:
    """Return the layers that change a value: all but Flatten and Dropout."""
    return [layer for layer in layers if computes(layer)]


def path_of(name: str) -> Path:
    """Return the path of the file that stores a bundled network's excitement."""
    return bundled.record(name).path / "excitement.npz"


_STORED: dict[str, type[np.number]] = {
    "pictures": np.uint16,
    "values": np.float32,
    "cells": np.uint8,
    "lowest": np.float32,
    "mean": np.float32,
    "mean_above": np.float32,
    "above": np.uint32,
    "zeros": np.uint32,
    "firing": np.uint16,
    "step": np.float64,
    "first": np.int32,
    "counts": np.uint32,
}


def save_excitement(name: str, measured: NetworkExcitement) -> Path:
    """Write a bundled network's excitement and return the file's path.

    A layer that is a plain ReLU is left out: its excitement follows from that of the layer before it.
    """
    layers = [measured.layers[layer.name] for layer, rectifies in _plan(name) if not rectifies]
    arrays = {
        field: np.concatenate([getattr(layer, field) for layer in layers]).astype(dtype)
        for field, dtype in _STORED.items()
    }
    with written_whole(path_of(name)) as path:
        np.savez_compressed(path, allow_pickle=False, count=np.array(measured.count), **arrays)
    return path_of(name)


def load_excitement(name: str) -> NetworkExcitement | None:
    """Return what excites a bundled network's channels; None where it has not been measured yet.

    Raises:
        DamagedFileError: If its file, or the network's, is damaged. The message says what to do.
    """
    path = path_of(name)
    if not path.exists():
        return None
    with bundled.record(name).reading(path):
        return _read(name, path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(name: str, path: Path, stamp: int) -> NetworkExcitement:
    """Read a network's file; its modification time `stamp` makes sure that a rewritten file is read again."""
    # NumPy leaves a file open that it cannot read.
    with path.open("rb") as file, np.load(file) as data:
        count, arrays = int(data["count"]), {field.name: data[field.name] for field in fields(Excitement)}
    arrays = {field: array.astype(np.int64) if array.dtype.kind in "iu" else array for field, array in arrays.items()}
    layers: dict[str, Excitement] = {}
    begin = 0
    for layer, rectifies in _plan(name):
        if rectifies:
            before = list(layers.values())[-1]
            layers[layer.name] = before.rectified()
        else:
            end = begin + layer.output_shape[-1]
            layers[layer.name] = Excitement(**{field: array[begin:end] for field, array in arrays.items()})
            begin = end
    if {len(array) for array in arrays.values()} != {begin}:
        raise ValueError("The channels are those of another network.")
    return NetworkExcitement(count, layers)


def _plan(name: str) -> list[tuple[Layer, bool]]:
    """Return the layers that change a value, each with whether it only rectifies the output of the one before it."""
    shown = layers_shown(read_blueprint(bundled.weights_path(name)))
    rectifies = [is_relu(layer) and before.output_shape == layer.output_shape for before, layer in pairwise(shown)]
    return list(zip(shown, [False, *rectifies], strict=True))
