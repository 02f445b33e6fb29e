"""The Keras model of a recipe, its optimiser and its loss: the same in a live training and in the program of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.live.base import load_base, stack_shape
from cnnviz.live.recipe import Recipe, layer_names

if TYPE_CHECKING:
    import keras

MOMENTUM = 0.9
TURN, MOVE = 0.03, 0.08
"""How far pictures are turned at most, as a share of a whole turn, and moved, as a share of their side."""


def build(recipe: Recipe) -> keras.Sequential:
    """Return the network of a recipe, untrained: the same first weights for the same seed.

    Of one that stands on the features of another it is what is trained, without the other.
    """
    import keras

    keras.utils.set_random_seed(recipe.seed)
    named = zip(recipe.stack, layer_names(recipe), strict=True)
    layers = [
        getattr(keras.layers, spec.keras_class).from_config({**spec.config(), "name": name}) for spec, name in named
    ]
    return keras.Sequential([keras.Input(stack_shape(recipe)), *layers])


def build_whole(recipe: Recipe, weights: Sequence[npt.NDArray[np.float32]]) -> keras.Sequential:
    """Return the whole network of a recipe, from the picture to the answer.

    Args:
        recipe: What was trained.
        weights: Of what build() returns, in Keras's order.
    """
    import keras

    trained = build(recipe)
    trained.set_weights(weights)
    if not recipe.base:
        return trained
    base = load_base(recipe.base)
    return keras.Sequential([keras.Input(recipe.shape), *base.layers[1:], *trained.layers])


def compile_parts(recipe: Recipe) -> tuple[keras.optimizers.Optimizer, keras.losses.Loss]:
    """Return the optimiser and the loss: the cross-entropy, of one share where the network answers with one."""
    import keras

    given: dict[str, Any] = {"learning_rate": recipe.rate}
    if recipe.weight_decay:
        given["weight_decay"] = recipe.weight_decay
    make = {
        "adam": keras.optimizers.Adam,
        "adamw": keras.optimizers.AdamW,
        "sgd": keras.optimizers.SGD,
        "momentum": keras.optimizers.SGD,
        "rmsprop": keras.optimizers.RMSprop,
    }[recipe.optimizer]
    if recipe.optimizer == "momentum":
        given["momentum"] = MOMENTUM
    if recipe.optimizer == "adamw" and not recipe.weight_decay:
        # Keras's own default is not none.
        given["weight_decay"] = 0.0
    answers = recipe.stack[-1].config().get("activation") == "sigmoid"
    loss = keras.losses.BinaryCrossentropy() if answers else keras.losses.SparseCategoricalCrossentropy()
    return make(**given), loss


def augmentation_layers(recipe: Recipe) -> keras.Sequential | None:
    """Return what changes the pictures of each batch at random; None if nothing does."""
    import keras

    if recipe.augmentation == "none" or recipe.base:
        # The features of each picture are computed once.
        return None
    move = keras.layers.RandomTranslation(MOVE, MOVE, fill_mode="nearest", seed=recipe.seed)
    other = (
        keras.layers.RandomRotation(TURN, fill_mode="nearest", seed=recipe.seed + 1)
        if recipe.augmentation == "moved"
        else keras.layers.RandomFlip("horizontal", seed=recipe.seed + 1)
    )
    return keras.Sequential([keras.Input(recipe.shape), move, other])
