"""What travels of a large network: how it is folded, small maps of every column, and whole layers on demand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.samples import load_samples
from cnnviz.known import dataset_of
from cnnviz.large.folding import Folded, folded
from cnnviz.large.thumbnails import telling, thumbnails
from cnnviz.network import Network
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.network_input import prepare_sample
from cnnviz.trace import Trace

MOST_UNITS = 2_000
"""Rows of no more values than this travel with every reading."""
_PICTURES = 4

_plans: WeakKeyDictionary[Network, tuple[Folded, tuple[tuple[int, ...], ...]]] = WeakKeyDictionary()


def plan_of(network: Network) -> tuple[Folded, tuple[tuple[int, ...], ...]]:
    """Return how a large network is folded, and for each column the channels of its last layer that are shown.

    They are those that tell most about a few ordinary pictures: they stay the same for all pictures.
    """
    original = network.original
    if original not in _plans:
        in_columns = folded(original.layers)
        traces = [list(original.trace_input(values).values()) for values in _ordinary(original)]
        channels = tuple(telling([trace[column[-1]].output for trace in traces]) for column in in_columns.columns)
        _plans[original] = in_columns, channels
    return _plans[original]


def header_of(network: Network) -> dict[str, Any]:
    """Return what the message of a large network says beside that of any."""
    in_columns, channels = plan_of(network)
    return {
        "columns": in_columns.columns,
        "lanes": in_columns.lanes,
        "blocks": in_columns.blocks,
        "telling": channels,
    }


def small_maps(network: Network, trace: Trace) -> tuple[dict[str, Any], dict[str, npt.NDArray[np.float32]]]:
    """Return a header's entries and arrays for a reading of a large network: small maps, and its short rows of values.

    The small maps of all columns are one array, "small", whose bytes are int8: float32 is only how they travel.
    """
    in_columns, channels = plan_of(network)
    layers = list(trace.values())
    shown = [
        thumbnails(layers[column[-1]].output, chosen)
        for column, chosen in zip(in_columns.columns, channels, strict=True)
    ]
    content = b"".join(small.values.tobytes() for small in shown)
    content += b"\0" * (-len(content) % 4)
    arrays = {
        name: layer.output
        for name, layer in trace.items()
        if layer.output.ndim == 1 and layer.output.size <= MOST_UNITS
    }
    header = {"small": [[*small.values.shape, small.limit] for small in shown]}
    return header, {**arrays, "small": np.frombuffer(content, "<f4")}


def whole_layers(
    network: Network, trace: Trace, places: Sequence[int], weights: Sequence[int]
) -> dict[str, npt.NDArray[np.float32]]:
    """Return the outputs of some layers by their names, and the weights of some by LAYER.WEIGHT.

    Args:
        network: The network, whose original's weights are meant.
        trace: What it made of a picture.
        places: The layers whose outputs are wanted.
        weights: Those whose weights are wanted.
    """
    traced = list(trace.values())
    outputs = {traced[place].layer.name: traced[place].output for place in places}
    layers = network.original.layers
    return outputs | {
        f"{layers[place].name}.{name}": values for place in weights for name, values in layers[place].weights.items()
    }


def _ordinary(network: Network) -> list[npt.NDArray[np.float32]]:
    if network.kind == "numbers":
        return [np.zeros(network.input_shape, np.float32)]
    data = dataset_of(network.name)
    samples = load_samples(data.name)
    prepared = partial(prepare_sample, kind=network.kind, shape=network.input_shape)
    inputs = []
    for index in np.linspace(0, len(samples.labels) - 1, _PICTURES).astype(int):
        try:
            inputs.append(prepared(samples.image(int(index))).input)
        except PictureError:
            continue
    return inputs or [np.zeros(network.input_shape, np.float32)]
