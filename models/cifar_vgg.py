"""Six convolutions of 3 x 3 in three pairs, each batch-normalised, with dropout: a small VGG for photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.bundled.training_recipe import Article, Recipe
from cnnviz.training.augment import flip_and_shift

if TYPE_CHECKING:
    import keras

SUMMARY = "32 + 64 + 128 filters, normalised"
ARTICLE = Article("an article on understanding CNNs with Python", accuracy=0.83, epochs=12)
RECIPE = Recipe(
    "cifar10", epochs=45, learning_rate=2e-3, weight_decay=5e-2, augment=flip_and_shift, label_smoothing=0.05
)


def build() -> keras.Sequential:
    """Return the untrained network: (32, 32, 3) in [0, 1] -> (10,) probabilities."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((32, 32, 3), name="input"),
            layers.Conv2D(32, 3, padding="same", name="conv2d"),
            layers.ReLU(name="relu"),
            layers.BatchNormalization(name="batch_normalization"),
            layers.Conv2D(32, 3, padding="same", name="conv2d_1"),
            layers.ReLU(name="relu_1"),
            layers.BatchNormalization(name="batch_normalization_1"),
            layers.MaxPooling2D(2, name="max_pooling2d"),
            layers.Dropout(0.25, name="dropout"),
            layers.Conv2D(64, 3, padding="same", name="conv2d_2"),
            layers.ReLU(name="relu_2"),
            layers.BatchNormalization(name="batch_normalization_2"),
            layers.Conv2D(64, 3, padding="same", name="conv2d_3"),
            layers.ReLU(name="relu_3"),
            layers.BatchNormalization(name="batch_normalization_3"),
            layers.MaxPooling2D(2, name="max_pooling2d_1"),
            layers.Dropout(0.25, name="dropout_1"),
            layers.Conv2D(128, 3, padding="same", name="conv2d_4"),
            layers.ReLU(name="relu_4"),
            layers.BatchNormalization(name="batch_normalization_4"),
            layers.Conv2D(128, 3, padding="same", name="conv2d_5"),
            layers.ReLU(name="relu_5"),
            layers.BatchNormalization(name="batch_normalization_5"),
            layers.MaxPooling2D(2, name="max_pooling2d_2"),
            layers.Dropout(0.25, name="dropout_2"),
            layers.Flatten(name="flatten"),
            layers.Dense(128, name="dense"),
            layers.ReLU(name="relu_6"),
            layers.Dropout(0.25, name="dropout_3"),
            layers.Dense(10, name="dense_1"),
            layers.Softmax(name="softmax"),
        ],
        name="cifar_vgg",
    )
