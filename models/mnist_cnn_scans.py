"""mnist_cnn once more, trained on MNIST's scans as they are: what it lacks shows when you draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz import bundled
from cnnviz.bundled.training_recipe import Recipe

if TYPE_CHECKING:
    import keras

SUMMARY = "mnist_cnn, never shown a drawing"
ARTICLE = None
RECIPE = Recipe("mnist", epochs=12)


def build() -> keras.Sequential:
    """Return the untrained network: (28, 28, 1) ink in [0, 1] -> (10,) probabilities."""
    network: keras.Sequential = bundled.recipe("mnist_cnn").build()
    return network
