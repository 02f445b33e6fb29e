"""Two convolutions of 3 x 3 with 32 and 64 filters, one pooling, two dense layers, dropout while training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.bundled.training_recipe import Article, Recipe
from cnnviz.training.augment import bend_digits

if TYPE_CHECKING:
    import keras

SUMMARY = "32 + 64 filters"
ARTICLE = Article("an article on MLPs, CNNs and VGG-16", accuracy=0.9925, epochs=12)
RECIPE = Recipe("mnist", epochs=32, augment=bend_digits, gentlest=0.4, drawings=16_000, teacher="mnist_deep")


def build() -> keras.Sequential:
    """Return the untrained network: (28, 28, 1) ink in [0, 1] -> (10,) probabilities."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((28, 28, 1), name="input"),
            layers.Conv2D(32, 3, name="conv2d"),
            layers.ReLU(name="relu"),
            layers.Conv2D(64, 3, name="conv2d_1"),
            layers.ReLU(name="relu_1"),
            layers.MaxPooling2D(2, name="max_pooling2d"),
            layers.Dropout(0.25, name="dropout"),
            layers.Flatten(name="flatten"),
            layers.Dense(128, name="dense"),
            layers.ReLU(name="relu_2"),
            layers.Dropout(0.5, name="dropout_1"),
            layers.Dense(10, name="dense_1"),
            layers.Softmax(name="softmax"),
        ],
        name="mnist_cnn",
    )
