"""Well-known networks, small: saved by Keras, opened, and held against the model in every layer and sampled ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
from keras import applications, layers
from keras.src.applications.convnext import ConvNeXt
from keras.src.applications.densenet import DenseNet
from keras.src.applications.efficientnet import EfficientNet
from keras.src.applications.resnet import ResNet, stack_residual_blocks_v1

from benchmarks.architectures import compare, saved, shaken
from cnnviz.opening.build import build
from cnnviz.opening.content import read

CLOSE = 1e-4
SIDE = (32, 32, 3)


def _residual() -> keras.Model:
    """Return a residual network as for CIFAR-10: three stages, each with one block, and a short cut round it."""
    picture = keras.Input(SIDE)
    maps = layers.Conv2D(8, 3, padding="same", activation="relu")(picture)
    for filters, stride in ((8, 1), (16, 2), (32, 2)):
        block = layers.BatchNormalization()(layers.Conv2D(filters, 3, strides=stride, padding="same")(maps))
        block = layers.Conv2D(filters, 3, padding="same")(layers.ReLU()(block))
        if stride > 1:
            maps = layers.Conv2D(filters, 1, strides=stride)(maps)
        maps = layers.Activation("relu")(layers.Add()([maps, layers.BatchNormalization()(block)]))
    return keras.Model(picture, layers.Dense(10, activation="softmax")(layers.GlobalAveragePooling2D()(maps)))


def _u_net() -> keras.Model:
    """Return a U-Net whose answer is a map: down and up again, by kernels and by copies, with what was before."""
    picture = keras.Input((32, 32, 1))
    first = layers.Conv2D(6, 3, padding="same", activation="relu")(picture)
    second = layers.Conv2D(8, 3, padding="same", activation="relu")(layers.MaxPooling2D()(first))
    maps = layers.Conv2D(12, 3, padding="same", activation="relu")(layers.MaxPooling2D()(second))
    maps = layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu")(maps)
    maps = layers.Conv2D(8, 3, padding="same", activation="relu")(layers.Concatenate()([maps, second]))
    maps = layers.UpSampling2D(interpolation="bilinear")(maps)
    maps = layers.Conv2D(6, 3, padding="same", activation="relu")(layers.Concatenate()([maps, first]))
    return keras.Model(picture, layers.Conv2D(3, 1, activation="softmax")(maps))


def _transformer() -> keras.Model:
    """Return a vision transformer of two blocks on 16 patches."""
    picture = keras.Input((24, 24, 3))
    tokens = layers.Reshape((16, 12))(layers.Conv2D(12, 6, strides=6)(layers.Rescaling(2.0, -1.0)(picture)))
    for _ in range(2):
        asked = layers.LayerNormalization(epsilon=1e-6)(tokens)
        tokens = tokens + layers.MultiHeadAttention(3, 4, dropout=0.1)(asked, asked)
        hidden = layers.Dense(24, activation="gelu")(layers.LayerNormalization(epsilon=1e-6)(tokens))
        tokens = tokens + layers.Dropout(0.1)(layers.Dense(12)(hidden))
    row = layers.GlobalAveragePooling1D()(layers.LayerNormalization()(tokens))
    return keras.Model(picture, layers.Dense(5)(row))


def _inception() -> keras.Model:
    """Return two modules of Inception: branches of other windows, of which two are split, joined."""

    def convolution(maps, filters: int, size: tuple[int, int]):
        maps = layers.Conv2D(filters, size, padding="same", use_bias=False)(maps)
        return layers.Activation("relu")(layers.BatchNormalization(scale=False)(maps))

    picture = keras.Input(SIDE)
    maps = layers.MaxPooling2D(3, strides=2)(convolution(picture, 8, (3, 3)))
    for _ in range(2):
        pooled = convolution(layers.AveragePooling2D(3, strides=1, padding="same")(maps), 4, (1, 1))
        long = convolution(convolution(convolution(maps, 4, (1, 1)), 6, (1, 7)), 6, (7, 1))
        split = convolution(maps, 4, (1, 1))
        halves = layers.Concatenate()([convolution(split, 3, (1, 3)), convolution(split, 3, (3, 1))])
        maps = layers.Concatenate()([convolution(maps, 4, (1, 1)), long, halves, pooled])
    return keras.Model(picture, layers.Dense(5, activation="softmax")(layers.GlobalAveragePooling2D()(maps)))


def _xception() -> keras.Model:
    """Return a block of Xception: separable convolutions, and a convolution of 1 x 1 round them."""
    picture = keras.Input(SIDE)
    maps = layers.BatchNormalization()(layers.Conv2D(8, 3, strides=2, use_bias=False)(picture))
    maps = layers.Activation("relu")(maps)
    around = layers.BatchNormalization()(layers.Conv2D(12, 1, strides=2, padding="same", use_bias=False)(maps))
    for _ in range(2):
        maps = layers.SeparableConv2D(12, 3, padding="same", use_bias=False)(layers.Activation("relu")(maps))
        maps = layers.BatchNormalization()(maps)
    maps = layers.Add()([layers.MaxPooling2D(3, strides=2, padding="same")(maps), around])
    return keras.Model(picture, layers.Dense(1, activation="sigmoid")(layers.GlobalAveragePooling2D()(maps)))


def _resnet() -> keras.Model:
    def blocks(maps):
        return stack_residual_blocks_v1(maps, 6, 2, stride1=1, name="conv2")

    return ResNet(blocks, preact=False, use_bias=True, weights=None, input_shape=SIDE, classes=5)


def _efficient() -> keras.Model:
    return EfficientNet(0.25, 0.3, 32, weights=None, input_shape=SIDE, classes=5)


def _convnext() -> keras.Model:
    return ConvNeXt(
        (1, 1, 1, 1),
        (6, 8, 12, 16),
        drop_path_rate=0.2,
        layer_scale_init_value=1e-6,
        default_size=32,
        input_shape=SIDE,
        classes=5,
    )


def _nested() -> keras.Model:
    """Return a network in a network, as transfer learning makes it: the inner one's layers count for themselves."""
    whole = _inception()
    eyes = keras.Model(whole.inputs[0], whole.layers[-2].output)
    return keras.Sequential([layers.Input(SIDE), eyes, layers.Dense(4, activation="softmax")])


_SMALL: dict[str, Any] = {"input_shape": SIDE, "alpha": 0.1, "weights": None, "classes": 5}

SMALL: dict[str, tuple[Callable[[], keras.Model], str]] = {
    "residual": (_residual, ".keras"),
    "u-net": (_u_net, ".h5"),
    "transformer": (_transformer, ".keras"),
    "transformer of the older format": (_transformer, ".h5"),
    "mobilenet": (lambda: applications.MobileNet(**_SMALL), ".keras"),
    "mobilenet-v2": (lambda: applications.MobileNetV2(**_SMALL), ".h5"),
    "mobilenet-v3": (lambda: applications.MobileNetV3Small(**_SMALL), ".keras"),
    "resnet": (_resnet, ".h5"),
    "inception": (_inception, ".keras"),
    "efficientnet": (_efficient, ".keras"),
    "densenet": (lambda: DenseNet((1, 2, 1, 1), weights=None, input_shape=SIDE, classes=5), ".keras"),
    "xception": (_xception, ".keras"),
    "convnext": (_convnext, ".keras"),
}
"""Name -> function that makes a model, and the ending of the file that it is saved in."""


@pytest.mark.parametrize("name", SMALL)
def test_every_layer_of_an_opened_network_gives_what_keras_gives(name, tmp_path):
    make, ending = SMALL[name]
    model = shaken(make())
    found = compare(saved(model, tmp_path / f"small{ending}"), model, cells=3)
    assert found.outputs < CLOSE and found.values < CLOSE
    # Neither the layers of models in it nor those that cnnviz puts behind it are layers of the model itself.
    assert found.compared > 0.8 * found.nodes and found.ledgers >= 3 * found.nodes


def test_a_network_in_a_network_answers_as_keras_does(tmp_path):
    model = shaken(_nested())
    path = saved(model, tmp_path / "nested.keras")
    network, given = read(path.read_bytes()), np.random.default_rng(3).random((1, *SIDE), np.float32)
    assert network.parameters == model.count_params() and len(network.nodes) > 40
    np.testing.assert_allclose(build(network)(given), model(given), rtol=CLOSE)
