"""Four convolutions of 3 x 3 and two dense layers, for clothes and shoes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.bundled.training_recipe import Article, Recipe
from cnnviz.training.augment import flip_and_shift

if TYPE_CHECKING:
    import keras

SUMMARY = "32 + 64 filters, for clothes"
ARTICLE = Article("an article on filters, cats and dogs, digits and apparel")
RECIPE = Recipe("fashion_mnist", epochs=25, augment=flip_and_shift, gentlest=0.25, label_smoothing=0.05)


def build() -> keras.Sequential:
    """Return the untrained network: (28, 28, 1) in [0, 1] -> (10,) probabilities."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((28, 28, 1), name="input"),
            layers.Conv2D(32, 3, padding="same", name="conv2d"),
            layers.ReLU(name="relu"),
            layers.Conv2D(32, 3, padding="same", name="conv2d_1"),
            layers.ReLU(name="relu_1"),
            layers.MaxPooling2D(2, name="max_pooling2d"),
            layers.Dropout(0.25, name="dropout"),
            layers.Conv2D(64, 3, padding="same", name="conv2d_2"),
            layers.ReLU(name="relu_2"),
            layers.Conv2D(64, 3, padding="same", name="conv2d_3"),
            layers.ReLU(name="relu_3"),
            layers.MaxPooling2D(2, name="max_pooling2d_1"),
            layers.Dropout(0.25, name="dropout_1"),
            layers.Flatten(name="flatten"),
            layers.Dense(128, name="dense"),
            layers.ReLU(name="relu_4"),
            layers.Dropout(0.5, name="dropout_2"),
            layers.Dense(10, name="dense_1"),
            layers.Softmax(name="softmax"),
        ],
        name="fashion_cnn",
    )
