"""Which range of numbers a network's training gave to its pixels. No file says so, but often it can be found.

A network that gets 0..1 and was trained on 0..255 answers with confidence, and wrongly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnnviz import datasets
from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import Dataset
from cnnviz.opening.build import SCALES, build
from cnnviz.opening.picture_input import is_row
from cnnviz.opening.plain import INPUT, PlainNetwork

if TYPE_CHECKING:
    import keras

AS_GIVEN = "It reads numbers, no picture: they go in as they are given."
SAID = "You said so."
"""Why a range is that which somebody gave."""
_COUNT, _ORDINARY = 200, 32
_RIGHT, _AHEAD = 0.6, 0.02
_ALIKE, _TIMES = 2.0, 2.0
_VALUES_AT_ONCE = 20_000_000


@dataclass(frozen=True)
class FoundScale:
    """The range of a network's pixels, and how it was found.

    Attributes:
        scale: A key of SCALES.
        is_sure: Whether what was found speaks clearly for it; else it is what most networks have.
        why: A sentence to show.
        data: The data set whose classes it reads, where its pictures showed that.
    """

    scale: str
    is_sure: bool
    why: str
    data: Dataset | None = None


def find_scale(network: PlainNetwork) -> FoundScale:
    """Return the range of numbers that a network's training gave to its pixels; of numbers none is guessed.

    Args:
        network: The network as its file has it.
    Raises:
        ModelFileError: If Keras does not take the layers that this asks.
    """
    if is_row(network.input_shape):
        return FoundScale("0..1", True, AS_GIVEN)
    found = _by_labels(network) or _by_statistics(network)
    why = "Nothing in the file tells the range of its pixels; most networks have 0 to 1."
    return found or FoundScale("0..1", False, why)


def _by_labels(network: PlainNetwork) -> FoundScale | None:
    """Find the scale at which it reads the pictures of a data set that ships."""
    alike = [data for data in map(dataset, datasets.names()) if data.shape == network.input_shape]
    if not alike:
        # Building it takes seconds where it is large.
        return None
    model = build(network)
    outputs = model.output_shape[-1] if len(model.output_shape) == 2 else 0
    best: tuple[float, str, Dataset] | None = None
    for data in alike:
        if len(data.classes) != outputs or not len(data.shipped.test.labels):
            continue
        # Not the first ones, which are all of the first class.
        order = np.random.default_rng(0).permutation(len(data.shipped.test.labels))[:_COUNT]
        images, labels = data.shipped.test.images[order], data.shipped.test.labels[order]
        for scale in SCALES:
            read = _answers(model, _scaled(images, scale)).argmax(axis=-1)
            right = float((read == labels).mean())
            if best is None or right > best[0] + _AHEAD:
                best = right, scale, data
    if best is None or best[0] < _RIGHT:
        return None
    right, scale, data = best
    why = f"With pixels of {_words(scale)} it reads {right:.0%} of {_COUNT} test pictures of {data.title} right."
    return FoundScale(scale, True, why, data)


def _by_statistics(network: PlainNetwork) -> FoundScale | None:
    """Find the scale at which the first batch normalisation meets the values that it measured in training.

    The distance of the two, a channel: that of Kullback and Leibler between normal distributions.
    """
    place = _first_normalisation(network)
    if place is None:
        return None
    normalisation = network.nodes[place]
    before = build(replace(network, nodes=network.nodes[: normalisation.inputs[0] + 1]))
    images = ordinary(network.input_shape)
    distances = {}
    for scale in SCALES:
        values = _answers(before, _scaled(images, scale)).reshape(-1, before.output_shape[-1]).astype(np.float64)
        mean, variance = values.mean(axis=0), values.var(axis=0) + normalisation.config.get("epsilon", 1e-3)
        mean0 = normalisation.weights["moving_mean"].astype(np.float64)
        variance0 = normalisation.weights["moving_variance"].astype(np.float64) + 1e-12
        distance = (variance / variance0 + (mean - mean0) ** 2 / variance0 - 1 + np.log(variance0 / variance)) / 2
        distances[scale] = float(np.median(distance))
    best, second, *_ = sorted(distances, key=distances.__getitem__)
    is_sure = distances[best] < _ALIKE and distances[second] > _TIMES * distances[best]
    why = f"With pixels of {_words(best)} its first batch normalisation meets values like those of its training" + (
        "." if is_sure else f", but with {_words(second)} nearly as well."
    )
    return FoundScale(best, is_sure, why)


def _first_normalisation(network: PlainNetwork) -> int | None:
    """Return the place of a batch normalisation right behind the first convolution."""
    for place, node in enumerate(network.nodes):
        if node.kind == "BatchNormalization" and node.inputs[0] != INPUT:
            first = network.nodes[node.inputs[0]]
            while first.inputs[0] != INPUT and network.nodes[first.inputs[0]].kind == "ZeroPadding2D":
                first = network.nodes[first.inputs[0]]
            is_first = first.inputs[0] == INPUT
            return place if is_first and network.nodes[node.inputs[0]].kind.endswith("Conv2D") else None
        if node.kind not in ("ZeroPadding2D", "Conv2D", "SeparableConv2D"):
            return None
    return None


def ordinary(shape: tuple[int, int, int]) -> npt.NDArray[np.uint8]:
    """Return 32 ordinary pictures, (32, height, width, channels) uint8, in a network's size."""
    height, width, channels = shape
    images = dataset("cifar10" if channels == 3 else "mnist").shipped.test.images
    chosen = images[np.random.default_rng(1).permutation(len(images))[:_ORDINARY]]
    resized = [
        np.asarray(Image.fromarray(image.squeeze()).resize((width, height), Image.Resampling.BICUBIC))
        for image in chosen
    ]
    return np.stack(resized).reshape(len(resized), *shape)


def _scaled(images: npt.NDArray[np.uint8], scale: str) -> npt.NDArray[np.float32]:
    factor, offset = SCALES[scale]
    return (images.astype(np.float32) / np.float32(255) * np.float32(factor) + np.float32(offset)).astype(np.float32)


def _answers(model: keras.Model, inputs: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    # A layer of a brought network may give so many values that fifty pictures of them fill a machine.
    largest = max(prod(layer.output.shape[1:]) for layer in model.layers)
    size = max(1, min(50, _VALUES_AT_ONCE // largest))
    batches = np.split(inputs, range(size, len(inputs), size))
    return np.concatenate([np.asarray(model(batch, training=False)) for batch in batches])


def _words(scale: str) -> str:
    low, high = scale.split("..")
    return f"{low.replace('-', '−')} to {high}"
