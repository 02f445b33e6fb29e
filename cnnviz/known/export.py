"""A network, edited or not, as files that Keras reads: a .keras file, and a program that builds it."""

from __future__ import annotations

import inspect
import keyword
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.layer import PICTURE
from cnnviz.network import Network

if TYPE_CHECKING:
    import keras


class FullDiskError(RuntimeError):
    """There is no room on the disk; the message is one sentence to show."""


def keras_model(network: Network) -> keras.Model:
    """Return a network as a Keras model of its own, with its edits."""
    import keras

    picture = keras.Input(network.input_shape, name="picture")
    outputs: list[keras.KerasTensor] = []
    for place, (layer, kept) in enumerate(zip(network.layers, network.keras_layers, strict=True)):
        inputs = [picture if source == PICTURE else outputs[source] for source in layer.fed_by(place)]
        copied = type(kept).from_config(kept.get_config())
        outputs.append(copied(inputs if len(inputs) > 1 else inputs[0]))
        copied.set_weights([layer.weights[variable.name] for variable in kept.weights])
    return keras.Model(picture, outputs[-1], name=_identifier(network.title))


def keras_file(network: Network) -> bytes:
    """Return a network as the content of a .keras file, which keras.models.load_model reads."""
    return saved(keras_model(network))


def saved(model: keras.Model) -> bytes:
    """Return a Keras model as the content of a .keras file.

    Raises:
        FullDiskError: If there is no room for the file that Keras writes. The message is one sentence to show.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "network.keras"
            model.save(path)
            return path.read_bytes()
    except OSError as error:
        raise FullDiskError(
            "The server's disk is full, so the network cannot be saved now; it is still here, and can be saved once "
            "there is room."
        ) from error


def keras_program(network: Network) -> str:
    """Return a program that builds a network with Keras, without its weights, and prints its summary.

    Where each layer is fed by the one before it, it is a Sequential model, else a functional one.
    """
    lines = [_line(layer) for layer in network.keras_layers]
    if all(layer.fed_by(place) == (place - 1,) for place, layer in enumerate(network.layers)):
        body = "".join(f"        {line},\n" for line in [f"keras.Input({network.input_shape})", *lines])
        return (
            "import keras\nfrom keras import layers\n\n"
            f"model = keras.Sequential(\n    [\n{body}    ]\n)\nmodel.summary()\n"
        )
    names = _names([layer.name for layer in network.layers])
    code = [f"picture = keras.Input({network.input_shape})"]
    for place, (layer, line) in enumerate(zip(network.layers, lines, strict=True)):
        inputs = ["picture" if source == PICTURE else names[source] for source in layer.fed_by(place)]
        fed = inputs[0] if len(inputs) == 1 else f"[{', '.join(inputs)}]"
        code.append(f"{names[place]} = {line}({fed})")
    code += [f"model = keras.Model(picture, {names[-1]})", "model.summary()"]
    return "import keras\nfrom keras import layers\n\n" + "\n".join(code) + "\n"


def _line(layer: keras.Layer) -> str:
    """Return the call that makes a layer: with its name, and all arguments that count and are not Keras's own."""
    config = layer.get_config()
    given = inspect.signature(type(layer).__init__).parameters
    arguments = {
        name: value
        for name, value in config.items()
        if name in given
        and not _LEFT_OUT.fullmatch(name)
        and _plain(value) != _plain(given[name].default)
        and (name, value) != ("activation", "linear")
    }
    words = [f"{name}={_plain(value)!r}" for name, value in (arguments | {"name": layer.name}).items()]
    return f"layers.{type(layer).__name__}({', '.join(words)})"


_LEFT_OUT = re.compile(r"name|trainable|dtype|seed|momentum|data_format|.*_(initializer|regularizer|constraint)")


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _names(layer_names: list[str]) -> list[str]:
    """Return a variable for each layer, none of them twice and none a word of Python's."""
    names: list[str] = []
    for layer_name in layer_names:
        name = _identifier(layer_name)
        while name in names or name in ("keras", "layers", "model", "picture") or keyword.iskeyword(name):
            name += "_"
        names.append(name)
    return names


def _identifier(text: str) -> str:
    name = re.sub(r"\W", "_", text, flags=re.ASCII)
    return name if re.match(r"[A-Za-z]", name) else f"x{name}"
