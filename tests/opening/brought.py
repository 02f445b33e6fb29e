"""Model files as visitors bring them, with weights that read real pictures where that matters."""

from __future__ import annotations

from functools import cache

import keras
import numpy as np
from keras import layers

import cnnviz
from cnnviz.known.export import keras_model
from tests.opening.files import archive, keras_2_file, saved, teachable_machine, with_random_weights


@cache
def digits_of_255() -> bytes:
    """Return an .h5 file that reads digits whose pixels go to 255, as if it had been trained so."""
    model = keras_model(cnnviz.load("mnist_lab"))
    first = next(layer for layer in model.layers if isinstance(layer, layers.Conv2D))
    kernel, *rest = first.get_weights()
    first.set_weights([kernel / np.float32(255), *rest])
    return saved(model, ".h5")


@cache
def teachable_machine_zip() -> bytes:
    """Return an archive as Teachable Machine exports it for Keras: the model, and the names of its classes."""
    content = keras_2_file(teachable_machine(), "2.3.1")
    return archive({"keras_model.h5": content, "labels.txt": "0 cup\n1 pen\n2 nothing\n"})


@cache
def with_lambda() -> bytes:
    """Return a .keras file with a Lambda layer, which is code."""
    model = keras.Sequential(
        [layers.Input((28, 28, 1)), layers.Lambda(lambda values: values * 2, name="twice"), layers.Flatten()]
    )
    model.add(layers.Dense(10, activation="softmax"))
    return saved(model, ".keras")


@cache
def residual(blocks: int = 11) -> bytes:
    """Return a .keras file with a short cut in every block; eleven are more layers than a page shows at once."""
    picture = keras.Input((32, 32, 3))
    maps = layers.Conv2D(8, 3, strides=2, padding="same", name="stem")(picture)
    for index in range(blocks):
        inside = layers.BatchNormalization(name=f"bn_{index}")(maps)
        inside = layers.ReLU(name=f"relu_{index}")(inside)
        inside = layers.Conv2D(8, 3, padding="same", name=f"conv_{index}")(inside)
        maps = layers.Add(name=f"add_{index}")([maps, inside])
    answer = layers.Dense(3, activation="softmax", name="answer")(layers.GlobalAveragePooling2D(name="mean")(maps))
    return saved(with_random_weights(keras.Model(picture, answer)), ".keras")
