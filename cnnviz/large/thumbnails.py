"""Small pictures of the most telling maps of a large network's columns: all of it at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.layer import as_maps

MAPS = 8
"""How many maps of a layer are shown."""
SIDE = 28
"""The largest height and width of a small map."""

Floats = npt.NDArray[np.float32]


class Thumbnails(NamedTuple):
    """The small maps of one layer.

    Attributes:
        values: (maps, height, width) int8: 127 stands for `limit`.
        limit: The largest size of a value in them; 0 where all are 0.
    """

    values: npt.NDArray[np.int8]
    limit: float


def telling(outputs: Sequence[Floats]) -> tuple[int, ...]:
    """Return the channels of a layer that tell most about pictures, those that vary most over places and pictures.

    Args:
        outputs: The layer's outputs for some pictures, (height, width, channels), (tokens, features) or (units,) each.
    Returns:
        At most MAPS channels in the layer's own order, which stays for all pictures; none for a layer of units.
    """
    if len(as_maps(outputs[0].shape)) != 3:
        return ()
    values = np.stack([output.reshape(-1, output.shape[-1]) for output in outputs]).astype(np.float64)
    spread = np.nan_to_num(values).std(axis=(0, 1))
    return tuple(sorted(np.argsort(-spread, kind="stable")[:MAPS].tolist()))


def thumbnails(output: Floats, channels: Sequence[int]) -> Thumbnails:
    """Return small maps of a layer's output.

    Args:
        output: (height, width, channels) float32; tokens are laid out as maps, units, (units,), in MAPS squares.
        channels: Those to show, of a layer of maps.
    """
    output = output.reshape(as_maps(output.shape))
    if output.ndim == 3:
        maps = _reduced(output[..., list(channels)])
    else:
        flat = output.reshape(-1)
        side = ceil(sqrt(ceil(flat.size / MAPS)))
        padded = np.zeros(MAPS * side * side, np.float32)
        padded[: flat.size] = flat
        maps = padded.reshape(MAPS, side, side)
    maps = np.nan_to_num(maps, posinf=0.0, neginf=0.0)
    limit = float(np.abs(maps).max(initial=0.0))
    scaled = np.rint(maps * (127 / limit)) if limit else maps
    return Thumbnails(scaled.astype(np.int8), limit)


def _reduced(maps: Floats) -> Floats:
    """Return (maps, height, width) of at most SIDE × SIDE, each cell the mean of a block of (height, width, maps)."""
    rows, cols = (min(size, SIDE) for size in maps.shape[:2])
    reduced = maps
    for axis, count in ((0, rows), (1, cols)):
        starts = np.arange(count) * reduced.shape[axis] // count
        sizes = np.diff([*starts, reduced.shape[axis]]).astype(np.float32)
        shape = [1, 1, 1]
        shape[axis] = count
        reduced = (np.add.reduceat(reduced, starts, axis=axis) / sizes.reshape(shape)).astype(np.float32)
    return np.ascontiguousarray(reduced.transpose(2, 0, 1), np.float32)
