"""Five plain convolutions of 3 x 3, pooled by the maximum and by the mean, and one dense layer for photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.bundled.training_recipe import Article, Recipe
from cnnviz.training.augment import flip_and_shift

if TYPE_CHECKING:
    import keras

SUMMARY = "32 + 64 + 128 filters, plain"
ARTICLE = Article("an article on X or O by hand and CIFAR-10 in TensorFlow", accuracy=0.7881, epochs=60)
RECIPE = Recipe(
    "cifar10",
    epochs=60,
    augment=flip_and_shift,
    gentlest=0.25,
    label_smoothing=0.05,
    snapshots=(0, 1, 2, 5, 10, 20, 40, 60),
)


def build() -> keras.Sequential:
    """Return the untrained network: (32, 32, 3) in [0, 1] -> (10,) probabilities."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((32, 32, 3), name="input"),
            layers.Conv2D(32, 3, padding="same", name="conv2d"),
            layers.ReLU(name="relu"),
            layers.Conv2D(32, 3, padding="same", name="conv2d_1"),
            layers.ReLU(name="relu_1"),
            layers.MaxPooling2D(2, name="max_pooling2d"),
            layers.Conv2D(64, 3, padding="same", name="conv2d_2"),
            layers.ReLU(name="relu_2"),
            layers.Conv2D(64, 3, padding="same", name="conv2d_3"),
            layers.ReLU(name="relu_3"),
            layers.AveragePooling2D(2, name="average_pooling2d"),
            layers.Conv2D(128, 3, padding="same", name="conv2d_4"),
            layers.ReLU(name="relu_4"),
            layers.GlobalAveragePooling2D(name="global_average_pooling2d"),
            layers.Dense(10, name="dense"),
            layers.Softmax(name="softmax"),
        ],
        name="cifar_small",
    )
