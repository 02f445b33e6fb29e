"""Networks in plain NumPy, float64, by nothing but their weights: forth, and for dense ones back."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

import h5py
import numpy as np

from cnnviz.bundled import weights_path
from cnnviz.bundled.blueprint import read_blueprint

Layers = list[tuple[str, dict[str, np.ndarray]]]


@cache
def _saved(name: str) -> dict[str, dict[str, np.ndarray]]:
    """Return the weights in a network's file, by the layers' names, read without Keras."""
    with zipfile.ZipFile(weights_path(name)) as archive, h5py.File(BytesIO(archive.read("model.weights.h5"))) as file:
        found = {}
        for layer, group in file["layers"].items():
            arrays = [np.array(group["vars"][key], np.float64) for key in sorted(group.get("vars", {}))]
            found[layer] = dict(zip(("kernel", "bias"), arrays, strict=False))
    return found


def plain(name: str) -> dict[str, tuple[str, dict[str, np.ndarray]]]:
    """Return a network's layers by name: the kind, and copies of its weights."""
    weights = _saved(name)
    return {
        layer.name: (layer.kind, {key: value.copy() for key, value in weights.get(layer.name, {}).items()})
        for layer in read_blueprint(weights_path(name))
    }


def snapshot(name: str, epoch: int) -> dict[str, tuple[str, dict[str, np.ndarray]]]:
    """Return the layers as they were after an epoch."""
    layers = plain(name)
    with np.load(weights_path(name).with_suffix("") / "snapshots" / f"{epoch:03}.npz") as kept:
        for key in kept:
            layer, variable = key.split("/")
            layers[layer][1][variable] = kept[key].astype(np.float64)
    return layers


def outputs(layers, inputs: np.ndarray) -> dict[str, np.ndarray]:
    """Return every layer's output for inputs (count, height, width, channels)."""
    values, found = np.asarray(inputs, np.float64), {}
    for name, (kind, weights) in layers.items():
        values = _applied(kind, weights, values)
        found[name] = values
    return found


def answers(layers, inputs: np.ndarray) -> np.ndarray:
    """Return the probabilities, (count, classes)."""
    return list(outputs(layers, inputs).values())[-1]


def logits(layers, inputs: np.ndarray) -> np.ndarray:
    """Return what softmax gets."""
    return list(outputs(layers, inputs).values())[-2]


def _applied(kind: str, weights: dict[str, np.ndarray], values: np.ndarray) -> np.ndarray:
    if kind == "Conv2D":
        kernel = weights["kernel"]
        before = [((size - 1) // 2, size // 2) for size in kernel.shape[:2]]
        padded = np.pad(values, [(0, 0), *before, (0, 0)])
        total = np.zeros((*values.shape[:3], kernel.shape[3])) + weights["bias"]
        for row in range(kernel.shape[0]):
            for col in range(kernel.shape[1]):
                moved = padded[:, row : row + values.shape[1], col : col + values.shape[2]]
                total += moved @ kernel[row, col]
        return total
    if kind == "MaxPooling2D":
        count, height, width, channels = values.shape
        return values.reshape(count, height // 2, 2, width // 2, 2, channels).max(axis=(2, 4))
    if kind == "ReLU":
        return np.maximum(values, 0)
    if kind == "Flatten":
        return values.reshape(len(values), -1)
    if kind == "Dense":
        return values @ weights["kernel"] + weights["bias"]
    if kind == "Softmax":
        powers = np.exp(values - values.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)
    return values


def gradient(layers, picture: np.ndarray, weigh) -> np.ndarray:
    """Return the gradient of weigh · logits of a dense network with respect to a picture.

    Args:
        layers: Flatten, Dense, ReLU and Softmax alone.
        picture: (height, width, channels).
        weigh: logits (classes,) -> the gradient of what is asked for with respect to them.
    """
    found = outputs(layers, picture[None])
    back = weigh(logits(layers, picture[None])[0])
    names = list(layers)
    for name in reversed(names[:-1]):
        kind, weights = layers[name]
        before = found[names[names.index(name) - 1]][0] if names.index(name) else picture
        if kind == "Dense":
            back = weights["kernel"] @ back
        elif kind == "ReLU":
            back = back * (before > 0)
        elif kind == "Flatten":
            back = back.reshape(picture.shape)
    return back
