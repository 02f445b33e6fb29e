"""A Keras network opened up: every layer's weights, and every layer's answer to a picture."""

from __future__ import annotations

import copy
import os
import threading
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cnnviz import bundled
from cnnviz.compiled import Compiled
from cnnviz.edits import Edit, digest, edited_layers, without_repeats
from cnnviz.explainers import kind_of
from cnnviz.layer import Layer, UnsupportedLayerError, shape_text
from cnnviz.pictures.decode import Source
from cnnviz.pictures.kinds import PictureKind
from cnnviz.pictures.network_input import prepare_picture
from cnnviz.trace import Trace

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

if TYPE_CHECKING:
    import keras

BATCH = 250
"""How many pictures are answered at once."""

_bundled: dict[str, Network] = {}
_loading = threading.Lock()


class Network:
    """A trained network whose layers stand in one line, each fed by the one before.

    Attributes:
        name: How the page calls it; an edited network has a name that no other has.
        labels: The names of its classes.
        kind: What pictures it was trained on: how others are made like them.
        original: The network as it was trained: this one itself, unless it is edited.
        edits: How this one differs from it.
        layers: Every layer after the input, in order.
        keras_layers: The same layers as Keras has them, for what Keras has to differentiate. Never to be changed.
        input_shape: (height, width, channels).
        compiled: Its functions, of any weights.
        weights: Its own weights, for those functions.
    """

    def __init__(
        self, name: str, model: keras.Model, *, labels: tuple[str, ...] | None = None, kind: PictureKind = "digits"
    ) -> None:
        """Open a Keras model.

        Args:
            name: How to call it.
            model: A built Sequential model, or a functional one without branches.
            labels: The names of its classes; their numbers by default.
            kind: What pictures it was trained on.
        Raises:
            UnsupportedLayerError: If a layer cannot be explained. The message names it.
        """
        self.name = name
        self.keras_layers = tuple(_chain(model))
        self.layers = tuple(_layer(keras_layer) for keras_layer in self.keras_layers)
        self.input_shape = self.layers[0].input_shape
        for layer in self.layers:
            kind_of(layer).geometry(layer)
        self.labels = labels or tuple(str(index) for index in range(self.layers[-1].outputs))
        self.kind = kind
        self.original, self.edits = self, ()
        self.compiled = Compiled(self.keras_layers, self.input_shape)
        self.weights = self.compiled.weights
        self.trace_input(np.zeros(self.input_shape, np.float32))

    def __repr__(self) -> str:
        return f"<Network {self.name}: {shape_text(self.input_shape)} -> {len(self.labels)} classes>"

    @property
    def parameters(self) -> int:
        """How many numbers were learned."""
        return sum(layer.parameters for layer in self.layers)

    def input_for(self, picture: Source) -> np.ndarray:
        """Return what the network gets for a picture, prepared exactly as the app prepares it.

        Args:
            picture: A path, the bytes of a picture file, a PIL image, or an array (height, width[, channels]).
        Returns:
            float32 in [0, 1], of the network's input shape; 1 is ink where it reads digits.
        Raises:
            cnnviz.PictureError: If the picture cannot be read. The message is one sentence to show.
            ValueError: If the network reads digits, but not of 28 x 28 pixels.
        """
        return prepare_picture(picture, self.kind, self.input_shape).input

    def probabilities(self, inputs: np.ndarray) -> np.ndarray:
        """Return what the last layer puts out for many inputs at once.

        Args:
            inputs: (count, height, width, channels), float32 in [0, 1].
        Returns:
            (count, classes) float32.
        """
        batches = np.split(inputs, range(BATCH, len(inputs), BATCH))
        return np.concatenate([self.compiled.answers(self.weights, batch.astype(np.float32)) for batch in batches])

    def trace(self, picture: Source) -> Trace:
        """Return every layer's answer to a picture. Takes and raises what input_for does."""
        return self.trace_input(self.input_for(picture))

    def trace_input(self, values: np.ndarray) -> Trace:
        """Return every layer's answer to values that are already what the network takes.

        Args:
            values: The network's input shape, float32.
        """
        values = np.array(values, np.float32)
        if values.shape != self.input_shape:
            raise ValueError(f"{self.name} takes {shape_text(self.input_shape)} values. Received: {values.shape}.")
        outputs = self.compiled.outputs(self.weights, values)
        for array in (values, *outputs):
            array.flags.writeable = False
        return Trace(values, self.layers, outputs, self.labels)

    def edited(self, edits: Iterable[Edit]) -> Network:
        """Return the original network with changed weights, in a moment: nothing is compiled. It itself stays as it is.

        Args:
            edits: Channels that are switched off and numbers that are set; see cnnviz/edits.py. None is the original.
        Raises:
            ValueError: If there is no such layer, channel or place.
        """
        import tensorflow as tf

        original, edits = self.original, without_repeats(edits)
        if not edits:
            return original
        network = copy.copy(original)
        network.name = f"{original.name}~{digest(edits)}"
        network.edits = edits
        network.layers = edited_layers(original.layers, edits)
        before = [array for layer in original.layers for array in layer.weights.values()]
        after = [array for layer in network.layers for array in layer.weights.values()]
        network.weights = tuple(
            kept if one is other else tf.constant(other)
            for kept, one, other in zip(original.weights, before, after, strict=True)
        )
        return network


def load(name_or_path: str | os.PathLike[str]) -> Network:
    """Return a bundled network by name, or open a .keras file that you trust.

    Bundled networks are loaded once and shared by all threads.

    Raises:
        ValueError: If there is no such network or file, or a layer cannot be explained.
    """
    name = os.fspath(name_or_path)
    if name in bundled.names():
        with _loading:
            if name not in _bundled:
                seen = bundled.dataset_of(name)
                model = _load_keras(bundled.weights_path(name))
                _bundled[name] = Network(name, model, labels=seen.classes, kind=seen.kind)
            return _bundled[name]
    path = Path(name)
    if path.suffix != ".keras" or not path.is_file():
        raise ValueError(
            f"There is no network {name!r}: give one of {', '.join(bundled.names())}, or the path of a .keras file."
        )
    try:
        model = _load_keras(path)
    except Exception as error:
        raise ValueError(f"{path.name} cannot be opened as a Keras model: {str(error).splitlines()[0]}") from error
    return Network(path.stem, model)


@lru_cache(maxsize=16)
def load_edited(name: str, edits: tuple[Edit, ...]) -> Network:
    """Return a bundled network with changed weights. Takes and raises what Network.edited does."""
    return load(name).edited(edits)


def is_loaded(name: str) -> bool:
    """Return whether a bundled network is loaded, without waiting for it."""
    return name in _bundled


def _load_keras(path: Path) -> keras.Model:
    import keras

    return keras.models.load_model(path, compile=False)


def _chain(model: keras.Model) -> list[keras.Layer]:
    """Return the layers after the input; raise if they do not stand in one line."""
    import keras

    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    if isinstance(model, keras.Sequential):
        return layers
    source = model.inputs[0]
    for layer in layers:
        if layer.input is not source:
            raise UnsupportedLayerError(
                f"The layer {layer.name!r} is not fed by the layer before it alone: "
                "only networks without branches work."
            )
        source = layer.output
    return layers


def _layer(keras_layer: keras.Layer) -> Layer:
    weights = {}
    for variable in keras_layer.weights:
        weights[variable.name] = np.array(variable.value.numpy(), np.float32)
        weights[variable.name].flags.writeable = False
    return Layer(
        name=keras_layer.name,
        kind=type(keras_layer).__name__,
        config=keras_layer.get_config(),
        weights=weights,
        input_shape=tuple(keras_layer.input.shape[1:]),
        output_shape=tuple(keras_layer.output.shape[1:]),
    )
