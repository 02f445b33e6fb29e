"""A network as its file describes it, read in a moment, without TensorFlow: the layers' shapes, a kernel's numbers."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from cnnviz.bundled.files import reading_network
from cnnviz.explainers import kind_of
from cnnviz.layer import Layer

Shape = tuple[int, ...]


@cache
def read_blueprint(path: Path) -> tuple[Layer, ...]:
    """Return the layers of a .keras file that holds a Sequential model. All their weights are zero.

    Raises:
        UnsupportedLayerError: If a layer is of a kind that cannot be explained. The message names the layer.
        DamagedFileError: If the file is damaged or missing. The message says what to do.
    """
    with reading_network(path):
        with zipfile.ZipFile(path) as file:
            entries = json.loads(file.read("config.json"))["config"]["layers"]
        first, *others = entries
        shape = tuple(first["config"]["batch_shape"][1:])
    layers = []
    for entry in others:
        layer = layer_of(entry["class_name"], entry["config"], shape)
        layers.append(layer)
        shape = layer.output_shape
    return tuple(layers)


@cache
def read_convolution(path: Path, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the kernel and the bias of one convolution of a .keras file, without loading the network.

    Args:
        path: Of the file.
        name: The layer's.
    Returns:
        (kernel_h, kernel_w, channels, filters) and (filters,) float32, read-only; the bias is 0 where there is none.
    Raises:
        ValueError: If no convolution has this name. The message gives the names of those that there are.
        DamagedFileError: If the file is damaged or missing. The message says what to do.
    """
    # Left out of the first page, which reads no filters.
    import h5py

    names = [layer.name for layer in read_blueprint(path) if layer.kind == "Conv2D"]
    if name not in names:
        raise ValueError(f"{path.name} has no convolution {name!r}: it has {', '.join(names) or 'none'}.")
    # In the file they are numbered, whatever their names.
    index = names.index(name)
    group = f"layers/conv2d_{index}/vars" if index else "layers/conv2d/vars"
    with (
        reading_network(path),
        zipfile.ZipFile(path) as file,
        h5py.File(io.BytesIO(file.read("model.weights.h5"))) as weights,
    ):
        kernel = weights[f"{group}/0"][()]
        bias = weights[f"{group}/1"][()] if "1" in weights[group] else np.zeros(kernel.shape[-1], np.float32)
    for array in (kernel, bias):
        array.flags.writeable = False
    return kernel, bias


def layer_of(kind: str, config: dict[str, Any], shape: Shape) -> Layer:
    """Return a layer whose weights are all zero.

    Args:
        kind: The name of its Keras class.
        config: Its Keras configuration, "name" included.
        shape: Of its input, without the batch axis.
    Raises:
        UnsupportedLayerError: If it is of a kind that cannot be explained. The message names the layer.
        ValueError: If its window does not fit.
    """
    unfinished = Layer(config["name"], kind, config, {}, shape, ())
    parts = kind_of(unfinished)
    # A view of a single zero: as large as the weights, and without their memory.
    weights = {name: np.broadcast_to(np.float32(0), size) for name, size in parts.weight_shapes(config, shape).items()}
    return replace(unfinished, weights=weights, output_shape=parts.output_shape(config, shape))
