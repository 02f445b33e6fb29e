"""Networks, traces and pictures as bytes for the browser.

A message of arrays is a little-endian uint32 with the length of a JSON header, the header, and float32 blocks. The
header's "arrays" says where each block is: name -> [offset in floats, shape].
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.explainers import computes, is_relu, kind_of, role_of, signed_layers
from cnnviz.layer import Layer, as_maps
from cnnviz.trace import Trace

if TYPE_CHECKING:
    from cnnviz.network import Network


def is_derived(layer: Layer) -> bool:
    """Return whether the browser can compute a layer's output from its input exactly, so that it need not be sent."""
    return is_relu(layer) or not computes(layer)


def pack(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return a message.

    Args:
        header: Anything that JSON can say.
        arrays: Arrays by name; they are sent as float32.
    """
    blocks: dict[str, tuple[int, tuple[int, ...]]] = {}
    offset = 0
    for name, array in arrays.items():
        blocks[name] = offset, array.shape
        offset += array.size
    text = json.dumps({**header, "arrays": blocks}, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    values = [np.ascontiguousarray(array, "<f4").tobytes() for array in arrays.values()]
    return b"".join([struct.pack("<I", len(text)), text, *values])


def pixel_message(header: Mapping[str, Any], *pictures: npt.NDArray[np.uint8]) -> bytes:
    """Return pictures whose numbers are bytes: a line of JSON, then their pixels, one picture after the other.

    In the browser, `unpackPictures` of shared/bytes.js takes it apart.

    Args:
        header: Anything that JSON can say, the pictures' shapes among it.
        pictures: Arrays of any shapes, uint8; an array of several pictures counts as them all.
    """
    line = json.dumps(header).encode() + b"\n"
    return b"".join([line, *(picture.tobytes() for picture in pictures)])


def network_message(network: Network, header: Mapping[str, Any] | None = None, *, with_weights: bool = True) -> bytes:
    """Return everything that does not change with the picture, except the dense kernels.

    Of an edited network only the numbers that differ from the original's are sent, dense kernels included: for each
    changed array NAME their flat indices, NAME.at, and their values, NAME.to. Float32 is exact for the indices of up to
    2^24 numbers; larger arrays cannot be edited.

    Args:
        network: The network.
        header: More entries of the header.
        with_weights: Whether its weights come along; else they are asked for layer by layer.
    """
    if network.edits:
        arrays = _differences(network)
    else:
        arrays = {
            f"{layer.name}.{name}": values
            for layer in network.layers
            for name, values in layer.weights.items()
            if with_weights and not _is_dense_kernel(layer, name)
        }
    signs = signed_layers(network.layers, signed=network.kind == "numbers")
    return pack(
        {
            **(header or {}),
            "network": network.name,
            "base": network.original.name,
            "title": network.title,
            "labels": network.labels,
            "reads": network.kind,
            "input_shape": network.input_shape,
            "parameters": network.parameters,
            "layers": [
                {**_layer_header(layer), "signed": signed, "inputs": layer.fed_by(place)}
                for place, (layer, signed) in enumerate(zip(network.layers, signs, strict=True))
            ],
        },
        arrays,
    )


def dense_message(network: Network) -> bytes:
    """Return the dense kernels: most of a network's bytes, and not needed before the visitor points at a dense unit."""
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
    """Return the input and, under the layers' names, the outputs of all layers that are not derived.

    Args:
        network: The network that answered.
        trace: Its answer.
        header: More entries of the header.
    """
    arrays = {"input": trace.input}
    arrays |= {name: layer.output for name, layer in trace.items() if not is_derived(layer.layer)}
    return pack({**(header or {}), "network": network.name}, arrays)


def _differences(network: Network) -> dict[str, npt.NDArray[np.float32]]:
    arrays: dict[str, npt.NDArray[np.float32]] = {}
    for before, after in zip(network.original.layers, network.layers, strict=True):
        for name, values in after.weights.items():
            if values is not before.weights[name]:
                changed = np.flatnonzero(values != before.weights[name])
                arrays[f"{after.name}.{name}.at"] = changed.astype(np.float32)
                arrays[f"{after.name}.{name}.to"] = values.ravel()[changed]
    return arrays


def _layer_header(layer: Layer) -> dict[str, Any]:
    kind = kind_of(layer)
    return {
        "name": layer.name,
        "kind": layer.kind,
        "role": role_of(layer),
        "input_shape": as_maps(layer.input_shape),
        "output_shape": as_maps(layer.output_shape),
        "parameter_count": layer.parameters,
        **kind.geometry(layer),
        **asdict(kind.describe(layer)),
    }


def _is_dense_kernel(layer: Layer, name: str) -> bool:
    return role_of(layer) == "units" and name == "kernel"
