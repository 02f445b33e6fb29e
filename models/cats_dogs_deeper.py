"""Five convolutions of 3 x 3, normalised and pooled, and the mean of each last map: it sees parts anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.bundled.training_recipe import Recipe
from cnnviz.training.augment import flip_and_shift

if TYPE_CHECKING:
    import keras

SUMMARY = "five convolutions"
ARTICLE = None
RECIPE = Recipe(
    "cats_vs_dogs",
    epochs=60,
    learning_rate=2e-3,
    weight_decay=5e-2,
    batch_size=32,
    validation=400,
    augment=flip_and_shift,
    label_smoothing=0.05,
)


def build() -> keras.Sequential:
    """Return the untrained network: (150, 150, 3) in [0, 1] -> (2,) probabilities."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((150, 150, 3), name="input"),
            layers.Conv2D(16, 3, padding="same", name="conv2d"),
            layers.ReLU(name="relu"),
            layers.BatchNormalization(name="batch_normalization"),
            layers.MaxPooling2D(2, name="max_pooling2d"),
            layers.Conv2D(32, 3, padding="same", name="conv2d_1"),
            layers.ReLU(name="relu_1"),
            layers.BatchNormalization(name="batch_normalization_1"),
            layers.MaxPooling2D(2, name="max_pooling2d_1"),
            layers.Conv2D(64, 3, padding="same", name="conv2d_2"),
            layers.ReLU(name="relu_2"),
            layers.BatchNormalization(name="batch_normalization_2"),
            layers.MaxPooling2D(2, name="max_pooling2d_2"),
            layers.Conv2D(96, 3, padding="same", name="conv2d_3"),
            layers.ReLU(name="relu_3"),
            layers.BatchNormalization(name="batch_normalization_3"),
            layers.MaxPooling2D(2, name="max_pooling2d_3"),
            layers.Conv2D(128, 3, padding="same", name="conv2d_4"),
            layers.ReLU(name="relu_4"),
            layers.BatchNormalization(name="batch_normalization_4"),
            layers.GlobalAveragePooling2D(name="global_average_pooling2d"),
            layers.Dropout(0.25, name="dropout"),
            layers.Dense(2, name="dense"),
            layers.Softmax(name="softmax"),
        ],
        name="cats_dogs_deeper",
    )
