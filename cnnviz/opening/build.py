"""Keras layers from plain data: the only step of opening a file that has TensorFlow, and it sees no file."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnviz.compiled import called
from cnnviz.layer import SHARES
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.plain import INPUT, OTHER_SHARE, PICTURE, RESCALING, SOFTMAX, Node, PlainNetwork

if TYPE_CHECKING:
    import keras

SCALES: dict[str, tuple[float, float]] = {"0..1": (1.0, 0.0), "-1..1": (2.0, -1.0), "0..255": (255.0, 0.0)}
"""The range of numbers that a network's training gave to its pixels -> scale and offset that make it of 0..1."""


def build(network: PlainNetwork, scale: str = "0..1") -> keras.Model:
    """Return a Keras model of a network that a file holds.

    It takes pictures of numbers from 0 to 1, or a row of any numbers. Where it was trained on other pixels, a
    Rescaling comes first; where it answers with logits of several classes, a softmax comes last. One unit with a
    sigmoid is the share of the second of two classes: the shares of both come last.

    Args:
        network: The network.
        scale: A key of SCALES.
    Raises:
        ValueError: If there is no such scale.
        ModelFileError: If Keras does not take the layers. The message is one sentence to show.
    """
    import keras

    if scale not in SCALES:
        raise ValueError(f"There is no scale {scale!r}: give one of {', '.join(SCALES)}.")
    picture = keras.Input(network.input_shape, name=PICTURE)
    first = picture
    if scale != "0..1":
        factor, offset = SCALES[scale]
        first = keras.layers.Rescaling(factor, offset, name=RESCALING)(picture)
    outputs: list[Any] = []
    for node in network.nodes:
        inputs = [first if index == INPUT else outputs[index] for index in node.inputs]
        try:
            layer = _layer(node)
            outputs.append(called(layer, inputs))
            layer.set_weights(list(node.weights.values()))
        except (ValueError, TypeError, AttributeError) as error:
            raise ModelFileError(f"The layer {node.name!r} ({node.kind}) does not fit what comes before it.") from error
    answer = outputs[-1]
    if gives_logits(network):
        answer = keras.layers.Softmax(name=SOFTMAX)(answer)
    elif answer.shape == (None, 1) and _is_share(network.nodes[-1]):
        other = keras.layers.Rescaling(-1.0, 1.0, name=OTHER_SHARE)(answer)
        answer = keras.layers.Concatenate(name=SHARES)([other, answer])
    model = keras.Model(picture, answer)
    _try(model, network.input_shape)
    return model


def _try(model: keras.Model, shape: tuple[int, int, int]) -> None:
    """Let a model answer once: shapes that fit are not all that TensorFlow asks for.

    Raises:
        ModelFileError: If it cannot, or if what comes out are no numbers.
    """
    grey = np.full((1, *shape), 0.5, np.float32)
    try:
        answer = np.asarray(model(grey, training=False))
    except Exception as error:
        # TensorFlow's own errors are no ValueErrors, and there are many.
        raise ModelFileError("TensorFlow cannot compute one of its layers with the options that it has.") from error
    if not np.isfinite(answer).all():
        raise ModelFileError("It answers ordinary numbers with values that are no numbers: the training went wrong.")


def gives_logits(network: PlainNetwork) -> bool:
    """Return whether a network ends with a score for each of several classes, not with probabilities."""
    last = network.nodes[-1]
    if last.kind != "Dense" or last.config["units"] < 2:
        return False
    return bool(last.config.get("activation", "linear") == "linear")


def _is_share(last: Node) -> bool:
    """Return whether a unit is the share of one of two classes."""
    return last.kind in ("Dense", "Activation") and bool(last.config.get("activation") == "sigmoid")


_DRAWN = ("kernel_initializer", "depthwise_initializer", "pointwise_initializer")


def _layer(node: Node) -> keras.Layer:
    import keras

    config = dict(node.config)
    if "axis" in config:
        config["axis"] = -1
    kind = getattr(keras.layers, node.kind)
    # Its weights come from the file: drawing random ones first takes seconds where they are many.
    drawn = [name for name in inspect.signature(kind.__init__).parameters if name in _DRAWN]
    return kind(**config, **dict.fromkeys(drawn, "zeros"), name=node.name)
