"""mnist_cnn once more, trained on MNIST's scans as they are: what it lacks shows when you draw."""

from cnnviz import bundled
from cnnviz.bundled.training_recipe import Recipe

SUMMARY = "mnist_cnn, never shown a drawing"
ARTICLE = None
RECIPE = Recipe("mnist", epochs=12)


def build():
    """Return the untrained network: (28, 28, 1) ink in [0, 1] -> (10,) probabilities."""
    return bundled.recipe("mnist_cnn").build()
