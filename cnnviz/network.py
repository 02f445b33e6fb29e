"""A Keras network opened up: every layer's weights, and every layer's output for a picture."""

from __future__ import annotations

import copy
import os
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from cnnviz import bundled
from cnnviz.bundled.files import reading_network
from cnnviz.compiled import Compiled
from cnnviz.edits import Edit, digest, edited_layers, without_repeats
from cnnviz.explainers import kind_of
from cnnviz.layer import PICTURE, Layer, UnsupportedLayerError, shape_text
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.limits import FILE_BYTES, too_large
from cnnviz.pictures.decode import Source
from cnnviz.pictures.kinds import PictureKind
from cnnviz.pictures.network_input import prepare_picture
from cnnviz.trace import Trace

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

if TYPE_CHECKING:
    import keras

BATCH_SIZE = 250
"""The number of pictures in one batch: larger ones are no faster."""

_bundled: dict[str, Network] = {}
_loading = threading.Lock()


class Network:
    """A trained network that reads one picture and gives one answer, with branches or without.

    Attributes:
        name: Its name in the app; every edited network has a name of its own.
        title: What people call it: its name, but for a network that somebody brought.
        labels: The names of its classes; none if it answers with a number or a map.
        kind: The kind of pictures it was trained on, which decides how other pictures are made like them.
        original: The network as it was trained; this one itself unless it is edited.
        edits: The changes that were made to the original.
        layers: Every layer after the input, each after those that feed it.
        keras_layers: The Keras layers themselves. They are shared with edited copies and must not be changed.
        input_shape: (height, width, channels).
        compiled: Its compiled functions, which take any weights.
        weights: Its own weights, to pass to those functions.
    """

    def __init__(
        self,
        name: str,
        model: keras.Model,
        *,
        labels: tuple[str, ...] | None = None,
        kind: PictureKind = "digits",
        title: str | None = None,
    ) -> None:
        """Open a Keras model.

        Args:
            name: A name for it.
            model: A built Sequential model, or a functional one with one input and one output.
            labels: The names of its classes; their numbers by default.
            kind: The kind of pictures it was trained on.
            title: What people call it; its name by default.
        Raises:
            UnsupportedLayerError: If a layer cannot be explained. The message names it.
        """
        self.name = name
        self.title = title or name
        self.keras_layers, inputs = _graph(model)
        self.layers = tuple(map(_layer, self.keras_layers, inputs))
        self.input_shape = tuple(model.input_shape[1:])
        for layer in self.layers:
            kind_of(layer).geometry(layer)
        classes = self.layers[-1].outputs if self.answers == "classes" else 0
        self.labels = (labels if classes else None) or tuple(str(index) for index in range(classes))
        self.kind = kind
        self.original: Network = self
        self.edits: tuple[Edit, ...] = ()
        self.compiled = Compiled(self.keras_layers, self.input_shape, inputs)
        self.weights = self.compiled.weights
        self.trace_input(np.zeros(self.input_shape, np.float32))

    def __repr__(self) -> str:
        return f"<Network {self.name}: {shape_text(self.input_shape)} -> {self.answer_text}>"

    @property
    def answers(self) -> Literal["classes", "number", "map"]:
        """What it answers with: a share for each of several classes, a single number, or a map of values."""
        shape = self.layers[-1].output_shape
        if len(shape) > 1:
            return "map"
        return "classes" if shape[0] > 1 else "number"

    @property
    def answer_text(self) -> str:
        """What it answers with, in words: "10 classes", "a number" or "a map of 28 × 28 × 1 values"."""
        match self.answers:
            case "classes":
                return f"{len(self.labels)} classes"
            case "number":
                return "a number"
            case "map":
                return f"a map of {shape_text(self.layers[-1].output_shape)} values"

    @property
    def parameters(self) -> int:
        """The number of its parameters, as Keras counts them."""
        return sum(layer.parameters for layer in self.layers)

    def input_for(self, picture: Source) -> npt.NDArray[np.float32]:
        """Return the network's input for a picture, or for numbers if it reads those, prepared exactly as in the app.

        Args:
            picture: A path, the bytes of a picture file, a PIL image, or an array (height, width[, channels]). Of
                numbers a line of a table, a path or the bytes of a text file with one, or an array or a list of them.
        Returns:
            float32 in [0, 1], of the network's input shape; 1 is ink where it reads digits. Numbers are as they were.
        Raises:
            cnnviz.PictureError: If the picture or the numbers cannot be read. The message is one sentence to show.
            ValueError: If the network reads digits, but its input is not 28 x 28 x 1.
        """
        return prepare_picture(picture, self.kind, self.input_shape).input

    def probabilities(self, inputs: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return the last layer's output for many inputs at once.

        Args:
            inputs: (count, height, width, channels), float32 in [0, 1].
        Returns:
            (count, classes) float32; (count, 1) for a number, (count, height, width, channels) for a map.
        """
        batches = np.split(inputs, range(BATCH_SIZE, len(inputs), BATCH_SIZE))
        return np.concatenate([self.compiled.answers(self.weights, batch.astype(np.float32)) for batch in batches])

    def trace(self, picture: Source) -> Trace:
        """Return every layer's output for a picture. Takes and raises the same as input_for."""
        return self.trace_input(self.input_for(picture))

    def trace_input(self, values: npt.ArrayLike) -> Trace:
        """Return every layer's output for an array that already is a network's input.

        Args:
            values: Numbers of the network's input shape; they become float32.
        Raises:
            ValueError: If the shape is another one.
        """
        given = np.array(values, np.float32)
        if given.shape != self.input_shape:
            raise ValueError(f"{self.name} takes {shape_text(self.input_shape)} values. Received: {given.shape}.")
        outputs = self.compiled.outputs(self.weights, given)
        for array in (given, *outputs):
            array.flags.writeable = False
        return Trace(given, self.layers, outputs, self.labels)

    def edited(self, edits: Iterable[Edit]) -> Network:
        """Return a copy of the original network with these edits, within milliseconds: nothing is compiled anew.

        Args:
            edits: Channels to switch off and numbers to set; see cnnviz/edits.py. None at all gives the original.
        Raises:
            ValueError: If there is no such layer, channel or kernel cell.
        """
        import tensorflow as tf

        original, made = self.original, without_repeats(edits)
        if not made:
            return original
        network = copy.copy(original)
        network.name = f"{original.name}~{digest(made)}"
        network.edits = made
        network.layers = edited_layers(original.layers, made)
        before = [array for layer in original.layers for array in layer.weights.values()]
        after = [array for layer in network.layers for array in layer.weights.values()]
        network.weights = tuple(
            tensor if array is edited else tf.constant(edited)
            for tensor, array, edited in zip(original.weights, before, after, strict=True)
        )
        return network


def load(
    name_or_path: str | os.PathLike[str],
    *,
    labels: Sequence[str] | None = None,
    scale: str | None = None,
    kind: PictureKind | None = None,
) -> Network:
    """Return a bundled network by name, or open a model file, whoever made it: nothing in it is run.

    Bundled networks are loaded once and shared by all threads. A file may be a .keras or .h5 file of any Keras from 2.2
    on, or what Teachable Machine exports.

    Args:
        name_or_path: The name or the path.
        labels: Of a file: the names of its classes; by default those that it says, or those of the data set whose
            pictures it reads, else numbers.
        scale: Of a file: the range of numbers that its training gave to its pixels, "0..1", "-1..1" or "0..255"; by
            default it is found, or 0..1.
        kind: Of a file: the kind of pictures that it reads; by default that of its data set, or by its channels.
    Raises:
        ValueError: If there is no such network or file, or a layer cannot be explained.
        ModelFileError: If the file cannot be opened. The message is one sentence to show.
        DamagedFileError: If the file of a bundled network is damaged or missing. The message says what to do.
    """
    name = os.fspath(name_or_path)
    if name in bundled.recipes():
        with _loading:
            if name not in _bundled:
                dataset = bundled.dataset_of(name)
                path = bundled.weights_path(name)
                with reading_network(path):
                    model = _load_keras(path)
                _bundled[name] = Network(name, model, labels=dataset.classes, kind=dataset.kind)
            return _bundled[name]
    path = Path(name)
    if not path.is_file():
        raise ValueError(
            f"There is no network {name!r}: give one of {', '.join(bundled.names())}, or the path of a model file."
        )
    # It takes a while to import, and few bring a file.
    from cnnviz.opening.opened import open_content

    if path.stat().st_size > FILE_BYTES:
        raise ModelFileError(f"{path.name}: {too_large()}")
    try:
        opened = open_content(path.read_bytes(), labels=labels, scale=scale, kind=kind)
    except ModelFileError as error:
        raise ModelFileError(f"{path.name}: {error}") from error
    return Network(path.stem, opened.model, labels=opened.labels, kind=opened.kind)


@lru_cache(maxsize=16)
def load_edited(name: str, edits: tuple[Edit, ...]) -> Network:
    """Return a bundled network with these edits, cached. Takes and raises the same as Network.edited."""
    return load(name).edited(edits)


def is_loaded(name: str) -> bool:
    """Return whether a bundled network is loaded, without waiting for it."""
    return name in _bundled


def _load_keras(path: Path) -> keras.Model:
    import keras

    return keras.models.load_model(path, compile=False)


def _graph(model: keras.Model) -> tuple[tuple[keras.Layer, ...], list[tuple[int, ...]]]:
    """Return the layers after the input, each after those that feed it, and for each the places of those that do.

    Raises:
        UnsupportedLayerError: If there are several inputs or outputs, or a layer is used at several places.
    """
    import keras

    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise UnsupportedLayerError(
            f"The network has {len(model.inputs)} inputs and {len(model.outputs)} outputs: one of each works."
        )
    layers = tuple(layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer))
    if isinstance(model, keras.Sequential):
        return layers, [(place - 1,) for place in range(len(layers))]
    places = {id(model.inputs[0]): PICTURE}
    inputs = []
    for place, layer in enumerate(layers):
        if len(layer._inbound_nodes) != 1:
            raise UnsupportedLayerError(f"The layer {layer.name!r} is used at several places: one works.")
        sources = keras.tree.flatten(layer.input)
        if not all(id(source) in places for source in sources):
            raise UnsupportedLayerError(f"The layer {layer.name!r} is fed by something that is no layer's output.")
        inputs.append(tuple(places[id(source)] for source in sources))
        places[id(layer.output)] = place
    return layers, inputs


def _layer(keras_layer: keras.Layer, inputs: tuple[int, ...]) -> Layer:
    import keras

    weights = {}
    names = [variable.name for variable in keras_layer.weights]
    for variable in keras_layer.weights:
        # An attention has a kernel for each of its parts.
        name = variable.name if names.count(variable.name) == 1 else "_".join(variable.path.split("/")[-2:])
        weights[name] = np.array(variable.value.numpy(), np.float32)
        weights[name].flags.writeable = False
    shapes = [tuple(tensor.shape[1:]) for tensor in keras.tree.flatten(keras_layer.input)]
    return Layer(
        name=keras_layer.name,
        kind=type(keras_layer).__name__,
        config=keras_layer.get_config(),
        weights=weights,
        input_shape=shapes[0],
        output_shape=tuple(keras_layer.output.shape[1:]),
        inputs=inputs,
        other_shapes=tuple(shapes[1:]),
    )
