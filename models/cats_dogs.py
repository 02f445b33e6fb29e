"""One convolution of ten 5 x 5 filters and one dense layer: too little to tell cats from dogs.

In the end it knows nearly all pictures it was trained on, and reads fewer than two in three of those it never saw. Its
filters see five pixels at a time, so edges and colours but no ear and no nose; and the dense layer has a weight of its
own for each of 53,290 values, enough to learn 1,600 pictures by heart, though an animal may stand anywhere. Compare it
with cats_dogs_deeper, which sees larger and larger parts and ties none of them to a place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.bundled.training_recipe import Article, Recipe

if TYPE_CHECKING:
    import keras

SUMMARY = "one convolution, 10 filters"
ARTICLE = Article("an article on filters, cats and dogs, digits and apparel")
RECIPE = Recipe("cats_vs_dogs", epochs=20, learning_rate=5e-4, batch_size=32, validation=400)


def build() -> keras.Sequential:
    """Return the untrained network: (150, 150, 3) in [0, 1] -> (2,) probabilities."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((150, 150, 3), name="input"),
            layers.Conv2D(10, 5, name="conv2d"),
            layers.ReLU(name="relu"),
            layers.MaxPooling2D(2, name="max_pooling2d"),
            layers.Flatten(name="flatten"),
            layers.Dense(2, name="dense"),
            layers.Softmax(name="softmax"),
        ],
        name="cats_dogs",
    )
