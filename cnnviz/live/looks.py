"""What a network makes of a picture, as there is to see of it: while it is trained, and at any of its epochs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.explainers import role_of
from cnnviz.live.base import shared_base, stack_layers
from cnnviz.live.models import build
from cnnviz.live.recipe import Recipe

if TYPE_CHECKING:
    import keras

Floats = npt.NDArray[np.float32]

MOST_MAPS = 16
"""The most maps of a layer that are shown."""
_one_at_a_time = threading.Lock()


def looks(
    recipe: Recipe, model: keras.Sequential, picture: Floats, features: Floats | None, outputs: Sequence[Floats]
) -> dict[str, npt.NDArray[Any]]:
    """Return what there is to see, arrays by name.

    Args:
        recipe: What is trained.
        model: The layers that are trained.
        picture: (height, width, channels).
        features: The picture's features, where the network stands on those of another.
        outputs: Of each of the layers that are trained, for this one picture.
    """
    arrays: dict[str, npt.NDArray[Any]] = {"input": picture, "probabilities": shares(outputs[-1])}
    if features is not None:
        arrays[f"maps.{recipe.base}"] = features[..., :MOST_MAPS]
    for layer, output in zip(model.layers, outputs, strict=True):
        arrays[f"maps.{layer.name}"] = output[..., :MOST_MAPS] if output.ndim == 3 else output
    roles = [role_of(layer) for layer in stack_layers(recipe)]
    if "filters" in roles:
        arrays["kernels"] = model.layers[roles.index("filters")].kernel.numpy()
    return arrays


def looks_with(
    recipe: Recipe, weights: Sequence[npt.NDArray[Any]] | None, picture: Floats
) -> dict[str, npt.NDArray[Any]]:
    """Return the same of a network with certain weights.

    Args:
        recipe: What was trained.
        weights: Of the layers that are trained, in Keras's order, in any precision; None for those at the beginning.
        picture: (height, width, channels) float32 in [0, 1].
    """
    with _one_at_a_time:
        base, model, tracer, first = _network(recipe)
        model.set_weights(first if weights is None else [np.asarray(array, np.float32) for array in weights])
        features = None if base is None else base(picture[None], training=False)
        outputs = tracer(picture[None] if features is None else features, training=False)
        return looks(
            recipe,
            model,
            picture,
            None if features is None else np.asarray(features)[0],
            [np.asarray(output)[0] for output in outputs],
        )


def shares(answer: Floats) -> Floats:
    """Return each class's share: of an answer that is the share of the second of two classes, both."""
    return answer if len(answer) > 1 else np.array([1 - answer[0], answer[0]], np.float32)


@lru_cache(maxsize=16)
def _network(recipe: Recipe) -> tuple[keras.Model | None, keras.Sequential, keras.Model, list[Floats]]:
    """Return the network whose features it stands on, the layers that are trained, a model of all their outputs, and
    their first weights."""
    import keras

    model = build(recipe)
    tracer = keras.Model(model.inputs[0], [layer.output for layer in model.layers])
    return shared_base(recipe.base) if recipe.base else None, model, tracer, model.get_weights()


def shares_with(run: str, recipe: Recipe, weights: Sequence[Floats], picture: Floats) -> Floats:
    """Return a network's answer alone, quickly, to one picture after another: each class's share.

    Args:
        run: The training's name: what was compiled for it stays.
        recipe: What was trained.
        weights: Of the layers that are trained, in Keras's order.
        picture: (height, width, channels) float32 in [0, 1].
    """
    reader = _reader(run, recipe)
    with reader.lock:
        if reader.weights is not weights:
            reader.model.set_weights(weights)
            reader.weights = weights
        answer = reader.answer(picture[None]).numpy()[0]
    return shares(answer)


@dataclass
class _Reader:
    model: keras.Sequential
    answer: Callable[[Floats], Any]
    weights: Sequence[Floats] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


@lru_cache(maxsize=40)
def _reader(run: str, recipe: Recipe) -> _Reader:
    import tensorflow as tf

    base, model = shared_base(recipe.base) if recipe.base else None, build(recipe)

    def answer(pictures: tf.Tensor) -> tf.Tensor:
        return model(pictures if base is None else base(pictures, training=False), training=False)

    signature = [tf.TensorSpec([1, *recipe.shape], tf.float32)]
    return _Reader(model, tf.function(answer, input_signature=signature, autograph=False))
