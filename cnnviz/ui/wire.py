"""Networks and traces as bytes for the browser.

A message is a little-endian uint32 with the length of a JSON header, the header, and float32 blocks. The header's
"arrays" says where each block is: name -> [offset in floats, shape].
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnviz.explainers import computes, is_relu, kind_of, role_of, signed_layers
from cnnviz.layer import Layer
from cnnviz.trace import Trace

if TYPE_CHECKING:
    from cnnviz.network import Network


def is_derived(layer: Layer) -> bool:
    """Return whether the browser works out a layer's output from its input exactly, so that it need not travel."""
    return is_relu(layer) or not computes(layer)


def pack(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return a message.

    Args:
        header: Anything JSON can say.
        arrays: float32 arrays by name.
    """
    places, offset = {}, 0
    for name, array in arrays.items():
        places[name] = [offset, list(array.shape)]
        offset += array.size
    text = json.dumps({**header, "arrays": places}, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    blocks = [np.ascontiguousarray(array, "<f4").tobytes() for array in arrays.values()]
    return b"".join([struct.pack("<I", len(text)), text, *blocks])


def network_message(network: Network) -> bytes:
    """Return what does not change with the picture: shapes, words, kernels and biases, all but the dense kernels.

    Of an edited network only the numbers that differ from the original's travel, dense kernels included: for each
    changed array NAME their places in it, NAME.at, and what is there, NAME.to. Float32 is exact for the places in an
    array of up to 2^24 numbers; no larger one can be edited.
    """
    if network.edits:
        arrays = _differences(network)
    else:
        arrays = {
            f"{layer.name}.{name}": values
            for layer in network.layers
            for name, values in layer.weights.items()
            if not _is_dense_kernel(layer, name)
        }
    return pack(
        {
            "network": network.name,
            "base": network.original.name,
            "labels": network.labels,
            "reads": network.kind,
            "input_shape": network.input_shape,
            "parameters": network.parameters,
            "layers": [
                {**_layer_header(layer), "signed": signed}
                for layer, signed in zip(network.layers, signed_layers(network.layers), strict=True)
            ],
        },
        arrays,
    )


def dense_message(network: Network) -> bytes:
    """Return the dense kernels: most of a network's bytes, and not needed before a dense unit is pointed at."""
    return pack(
        {"network": network.name},
        {
            f"{layer.name}.{name}": values
            for layer in network.layers
            for name, values in layer.weights.items()
            if _is_dense_kernel(layer, name)
        },
    )


def trace_message(network: Network, trace: Trace, header: Mapping[str, Any] | None = None) -> bytes:
    """Return the input and the layers' outputs under the layers' names, but for the derived ones.

    Args:
        network: The network that answered.
        trace: Its answer.
        header: What else the browser should know.
    """
    arrays = {"input": trace.input}
    arrays |= {name: layer.output for name, layer in trace.items() if not is_derived(layer.layer)}
    return pack({**(header or {}), "network": network.name}, arrays)


def _differences(network: Network) -> dict[str, np.ndarray]:
    arrays = {}
    for before, after in zip(network.original.layers, network.layers, strict=True):
        for name, values in after.weights.items():
            if values is not before.weights[name]:
                places = np.flatnonzero(values != before.weights[name])
                arrays[f"{after.name}.{name}.at"] = places.astype(np.float32)
                arrays[f"{after.name}.{name}.to"] = values.ravel()[places]
    return arrays


def _layer_header(layer: Layer) -> dict[str, Any]:
    kind = kind_of(layer)
    return {
        "name": layer.name,
        "kind": layer.kind,
        "role": role_of(layer),
        "input_shape": layer.input_shape,
        "output_shape": layer.output_shape,
        "parameter_count": layer.parameters,
        **kind.geometry(layer),
        **asdict(kind.describe(layer)),
    }


def _is_dense_kernel(layer: Layer, name: str) -> bool:
    return role_of(layer) == "units" and name == "kernel"
