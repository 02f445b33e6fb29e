"""What excites each channel of a network: the pictures that do it most, and how all its values are spread.

It is worked out once over the test pictures that ship with cnnviz and kept in models/NAME/excitement.npz. Of a data set
that may not be shipped it is worked out over as many of the whole set: the numbers can be shown, the pictures cannot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from cnnviz import bundled
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.layer import Layer

TOP_PICTURES = 9
"""How many pictures are kept of each channel."""
BINS = 40
"""How many bars a histogram has at most."""
_UNCHANGED = ("Flatten", "Dropout")


@dataclass(frozen=True)
class Excitement:
    """How the channels of one layer answered to many pictures. The first axis of every array is the channel.

    In a layer of units each unit counts as a channel, with a single cell.

    Attributes:
        pictures: (channels, 9) int64, the places in the whole test set of the pictures with the largest values in them;
            the largest first, and of equals the one that comes first in the test set.
        values: (channels, 9) float32, those largest values.
        places: (channels, 9, 2) int64, the row and column of the cell that has it; 0, 0 in a layer of units.
        lowest: (channels,) float32, the smallest of all values.
        mean: (channels,) float32, of all values.
        mean_above: (channels,) float32, the mean of max(0, value) over all values.
        above: (channels,) int64, how many values are above 0.
        zeros: (channels,) int64, how many are exactly 0.
        firing: (channels,) int64, in how many pictures a value is above 0.
        step: (channels,) float64, how wide a bar of the histogram is: 1, 2 or 5 times a power of ten.
        first: (channels,) int64: bar k is of the values from (first + k) * step up to the next bar's.
        counts: (channels, bars) int64, how many values are in each bar; those that are exactly 0 are in none.
    """

    pictures: np.ndarray
    values: np.ndarray
    places: np.ndarray
    lowest: np.ndarray
    mean: np.ndarray
    mean_above: np.ndarray
    above: np.ndarray
    zeros: np.ndarray
    firing: np.ndarray
    step: np.ndarray
    first: np.ndarray
    counts: np.ndarray

    @property
    def total(self) -> int:
        """How many values each channel gave: pictures times cells."""
        return int(self.counts[0].sum() + self.zeros[0])

    def rectified(self) -> Excitement:
        """Return the same after a ReLU: it makes 0 of what is below. Pictures that then give 0 stay in their order."""
        kept = np.clip(np.arange(BINS) + np.maximum(-self.first, 0)[:, None], 0, BINS)
        return replace(
            self,
            values=np.maximum(self.values, 0),
            lowest=np.maximum(self.lowest, 0),
            mean=self.mean_above,
            zeros=self.total - self.above,
            first=np.maximum(self.first, 0),
            counts=np.take_along_axis(np.pad(self.counts, ((0, 0), (0, 1))), kept, axis=1),
        )


@dataclass(frozen=True)
class NetworkExcitement:
    """How the channels of a network's layers answered to many pictures.

    Attributes:
        count: How many pictures.
        layers: By the layers' names, in order; without those that change no value.
    """

    count: int
    layers: dict[str, Excitement]


def layers_shown(layers: Sequence[Layer]) -> list[Layer]:
    """Return the layers that change a value: all but Flatten and Dropout."""
    return [layer for layer in layers if layer.kind not in _UNCHANGED]


def path_of(name: str) -> Path:
    """Return the file of a bundled network's excitement."""
    return bundled.record(name).path / "excitement.npz"


_STORED = {
    "pictures": np.uint16,
    "values": np.float32,
    "places": np.uint8,
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


def save_excitement(name: str, found: NetworkExcitement) -> Path:
    """Write a bundled network's excitement; that of layers after a ReLU follows from the layer before, and is not."""
    kept = [found.layers[layer.name] for layer, rectifies in _plan(name) if not rectifies]
    arrays = {
        field: np.concatenate([getattr(each, field) for each in kept]).astype(kind) for field, kind in _STORED.items()
    }
    np.savez_compressed(path_of(name), count=found.count, **arrays)
    return path_of(name)


def load_excitement(name: str) -> NetworkExcitement | None:
    """Return what excites a bundled network's channels; None where it was not worked out yet."""
    path = path_of(name)
    return _read(name, path, path.stat().st_mtime_ns) if path.exists() else None


@lru_cache(maxsize=16)
def _read(name: str, path: Path, stamp: int) -> NetworkExcitement:
    """Read a network's file, anew when it was written anew."""
    with np.load(path) as data:
        count, arrays = int(data["count"]), {field.name: data[field.name] for field in fields(Excitement)}
    wide = {"u": np.int64, "i": np.int64}
    arrays = {field: array.astype(wide.get(array.dtype.kind, array.dtype)) for field, array in arrays.items()}
    begin, layers, before = 0, {}, None
    for layer, rectifies in _plan(name):
        if rectifies:
            layers[layer.name] = before.rectified()
        else:
            end = begin + layer.output_shape[-1]
            layers[layer.name] = Excitement(**{field: array[begin:end] for field, array in arrays.items()})
            begin = end
        before = layers[layer.name]
    return NetworkExcitement(count, layers)


def _plan(name: str) -> list[tuple[Layer, bool]]:
    """Return the layers that change a value, each with whether it is a plain ReLU after another of them."""
    shown = layers_shown(read_blueprint(bundled.weights_path(name)))
    pairs = zip([None, *shown], shown, strict=False)
    return [
        (layer, bool(before) and is_relu(layer) and before.output_shape == layer.output_shape)
        for before, layer in pairs
    ]


def is_relu(layer: Layer) -> bool:
    """Return whether a layer makes max(0, x) of each x."""
    return layer.kind == "ReLU" or (layer.kind == "Activation" and layer.activation == "relu")
