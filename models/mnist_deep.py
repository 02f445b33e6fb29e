"""Five normalised convolutions of 3 x 3 and the mean of each last map: the best reader here, teacher of mnist_cnn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.bundled.training_recipe import Recipe
from cnnviz.training.augment import bend_digits

if TYPE_CHECKING:
    import keras

SUMMARY = "32 + 64 + 128 filters, normalised"
ARTICLE = None
RECIPE = Recipe(
    "mnist", epochs=14, learning_rate=2e-3, weight_decay=1e-2, augment=bend_digits, gentlest=0.4, drawings=12_000
)


def build() -> keras.Sequential:
    """Return the untrained network: (28, 28, 1) ink in [0, 1] -> (10,) probabilities."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((28, 28, 1), name="input"),
            layers.Conv2D(32, 3, padding="same", name="conv2d"),
            layers.BatchNormalization(name="batch_normalization"),
            layers.ReLU(name="relu"),
            layers.MaxPooling2D(2, name="max_pooling2d"),
            layers.Conv2D(64, 3, padding="same", name="conv2d_1"),
            layers.BatchNormalization(name="batch_normalization_1"),
            layers.ReLU(name="relu_1"),
            layers.Conv2D(64, 3, padding="same", name="conv2d_2"),
            layers.BatchNormalization(name="batch_normalization_2"),
            layers.ReLU(name="relu_2"),
            layers.MaxPooling2D(2, name="max_pooling2d_1"),
            layers.Conv2D(128, 3, padding="same", name="conv2d_3"),
            layers.BatchNormalization(name="batch_normalization_3"),
            layers.ReLU(name="relu_3"),
            layers.Conv2D(128, 3, padding="same", name="conv2d_4"),
            layers.BatchNormalization(name="batch_normalization_4"),
            layers.ReLU(name="relu_4"),
            layers.GlobalAveragePooling2D(name="global_average_pooling2d"),
            layers.Dropout(0.25, name="dropout"),
            layers.Dense(10, name="dense"),
            layers.Softmax(name="softmax"),
        ],
        name="mnist_deep",
    )
