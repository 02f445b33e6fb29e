"""A small LeNet: two convolutions of 5 x 5, pooled before the ReLU, and two dense layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.bundled.training_recipe import Article, Recipe
from cnnviz.training.augment import bend_digits

if TYPE_CHECKING:
    import keras

SUMMARY = "6 + 16 filters"
ARTICLE = Article("an article on a LeNet in TensorFlow", accuracy=0.9904, epochs=50, measured_on="validation")
RECIPE = Recipe(
    "mnist",
    epochs=40,
    augment=bend_digits,
    gentlest=0.4,
    drawings=16_000,
    snapshots=(0, 1, 2, 5, 10, 20, 40, 46),
)


def build() -> keras.Sequential:
    """Return the untrained network: (28, 28, 1) ink in [0, 1] -> (10,) probabilities."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((28, 28, 1), name="input"),
            layers.Conv2D(6, 5, padding="same", name="conv2d"),
            layers.MaxPooling2D(2, name="max_pooling2d"),
            layers.ReLU(name="relu"),
            layers.Conv2D(16, 5, padding="same", name="conv2d_1"),
            layers.MaxPooling2D(2, name="max_pooling2d_1"),
            layers.ReLU(name="relu_1"),
            layers.Flatten(name="flatten"),
            layers.Dense(128, name="dense"),
            layers.ReLU(name="relu_2"),
            layers.Dense(10, name="dense_1"),
            layers.Softmax(name="softmax"),
        ],
        name="mnist_lab",
    )
