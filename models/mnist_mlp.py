"""A dense network without a convolution, to compare: every unit sees every pixel, and none knows its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.bundled.training_recipe import Recipe
from cnnviz.training.augment import bend_digits

if TYPE_CHECKING:
    import keras

SUMMARY = "dense, 256 + 128 units"
ARTICLE = None
RECIPE = Recipe("mnist", epochs=40, augment=bend_digits, gentlest=0.4, drawings=12_000)


def build() -> keras.Sequential:
    """Return the untrained network: (28, 28, 1) ink in [0, 1] -> (10,) probabilities."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((28, 28, 1), name="input"),
            layers.Flatten(name="flatten"),
            layers.Dense(256, name="dense"),
            layers.ReLU(name="relu"),
            layers.Dense(128, name="dense_1"),
            layers.ReLU(name="relu_1"),
            layers.Dense(10, name="dense_2"),
            layers.Softmax(name="softmax"),
        ],
        name="mnist_mlp",
    )
