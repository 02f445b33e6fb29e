"""Networks made by hand for the tests, with options that the bundled ones do not use, and inputs for any network."""

from __future__ import annotations

from functools import cache

import keras
import numpy as np
from keras import layers

from cnnviz.network import Network
from cnnviz.pictures.prepare import prepare
from cnnviz.pictures.strokes import Stroke, draw_strokes

SEVEN = prepare(draw_strokes([Stroke(((60, 70), (200, 70), (120, 230)), 20)])).input


def _colour_picture() -> np.ndarray:
    """Return an evening sky over a field with a red disc: (32, 32, 3) float32 in [0, 1]."""
    rows, cols = np.mgrid[0:32, 0:32] / 31
    sky = np.stack([0.35 + 0.6 * rows, 0.45 + 0.25 * rows, 0.9 - 0.5 * rows], axis=-1)
    field = np.stack([0.15 + 0.2 * cols, 0.5 - 0.2 * cols, 0.1 + 0 * cols], axis=-1)
    picture = np.where(rows[..., None] > 0.62, field, sky)
    picture[(rows - 0.3) ** 2 + (cols - 0.65) ** 2 < 0.03] = 0.9, 0.12, 0.08
    return picture.astype(np.float32)


PICTURE = _colour_picture()


def _sequential(shape: tuple[int, ...], *stack: keras.Layer) -> keras.Model:
    return keras.Sequential([layers.Input(shape), *stack])


def _functional() -> keras.Model:
    inputs = keras.Input((8, 8, 1))
    maps = layers.Conv2D(3, 3, activation="relu")(inputs)
    return keras.Model(inputs, layers.Dense(4, activation="softmax")(layers.Flatten()(maps)))


def _colour_vgg() -> keras.Model:
    stack = []
    for filters in (32, 64, 128):
        for _ in range(2):
            stack += [layers.Conv2D(filters, 3, padding="same"), layers.ReLU(), layers.BatchNormalization()]
        stack += [layers.MaxPooling2D(), layers.Dropout(0.3)]
    stack += [layers.Flatten(), layers.Dense(128), layers.ReLU(), layers.Dropout(0.4), layers.Dense(10)]
    return _sequential((32, 32, 3), *stack, layers.Softmax())


def _branches() -> keras.Model:
    """Return a network with a short cut, squeeze and excite, and branches that are joined."""
    inputs = keras.Input((9, 8, 3))
    first = layers.Conv2D(4, 3, padding="same", activation="relu")(inputs)
    block = layers.BatchNormalization()(layers.Conv2D(4, 3, padding="same")(first))
    added = layers.ReLU()(layers.Add()([first, block]))
    squeezed = layers.GlobalAveragePooling2D(keepdims=True)(added)
    excited = layers.Conv2D(4, 1, activation="sigmoid")(squeezed)
    weighed = layers.Multiply()([added, excited])
    parts = [layers.Conv2D(2, 1)(weighed), layers.Conv2D(3, 3, padding="same")(weighed)]
    maps = layers.Concatenate()(parts)
    answer = [layers.Dense(5)(layers.Flatten()(maps)), layers.Dense(5)(layers.GlobalMaxPooling2D()(maps))]
    pairs = [layers.Average()(answer), layers.Maximum()(answer), layers.Minimum()(answer), layers.Subtract()(answer)]
    return keras.Model(inputs, layers.Softmax()(layers.Dense(4)(layers.Concatenate()(pairs))))


def _residual() -> keras.Model:
    """Return a network for drawn digits with a short cut, a padded depthwise convolution and two branches joined."""
    inputs = keras.Input((28, 28, 1))
    first = layers.Conv2D(6, 3, strides=2, padding="same", activation="relu")(inputs)
    block = layers.BatchNormalization()(layers.Conv2D(6, 3, padding="same")(first))
    added = layers.ReLU()(layers.Add()([first, block]))
    maps = layers.DepthwiseConv2D(3, strides=2)(layers.ZeroPadding2D(1)(added))
    joined = layers.Concatenate()([layers.Conv2D(4, 1)(maps), layers.Conv2D(6, 3, padding="same")(maps)])
    answer = layers.Dense(10)(layers.GlobalAveragePooling2D()(joined))
    return keras.Model(inputs, layers.Softmax()(answer))


def _tokens() -> keras.Model:
    """Return a small vision transformer: the patches of a picture as tokens, attention, and a perceptron for each."""
    inputs = keras.Input((8, 8, 3))
    tokens = layers.Reshape((-1, 6))(layers.Conv2D(6, 2, strides=2)(inputs))
    asked = layers.LayerNormalization()(tokens)
    tokens = layers.Add()([tokens, layers.MultiHeadAttention(2, 3)(asked, asked)])
    hidden = layers.Dense(10, activation="gelu")(layers.LayerNormalization(scale=False)(tokens))
    tokens = layers.Add()([tokens, layers.Dropout(0.1)(layers.Dense(6)(hidden))])
    row = layers.Flatten()(layers.Dense(2, activation="softmax")(tokens))
    maps = layers.Conv2D(2, 3)(layers.Reshape((4, 4, 6))(tokens))
    pooled = [layers.GlobalAveragePooling1D()(tokens), layers.GlobalMaxPooling1D()(tokens), row, layers.Flatten()(maps)]
    joined = layers.LayerNormalization(center=False)(layers.Concatenate()(pooled))
    return keras.Model(inputs, layers.Softmax()(layers.Dense(4)(layers.Flatten()(joined))))


MODELS = {
    "tokens": _tokens,
    "more-functions": lambda: _sequential(
        (5, 6, 2),
        layers.Conv2D(3, 2, activation="gelu"),
        layers.LeakyReLU(negative_slope=0.1),
        layers.Conv2D(3, 2, activation="selu"),
        layers.PReLU(),
        layers.Conv2D(3, 1, activation="mish"),
        layers.PReLU(shared_axes=[1, 2]),
        layers.ELU(alpha=0.5),
        layers.ReLU(max_value=1.0, negative_slope=0.2, threshold=0.1),
        layers.Conv2D(3, 1, activation="hard_silu"),
        layers.ReLU(threshold=0.2),
        layers.Activation("selu"),
        layers.Activation("hard_silu"),
        layers.Activation("mish"),
        layers.Activation("gelu"),
        layers.Flatten(),
        layers.Dense(4, activation="softsign"),
        layers.Activation("exponential"),
        layers.Dense(4, activation="hard_sigmoid"),
        layers.Activation("hard_sigmoid"),
        layers.Activation("softsign"),
        layers.Dense(3, activation="exponential"),
        layers.ELU(),
    ),
    "larger-maps": lambda: _sequential(
        (5, 4, 2),
        layers.Conv2DTranspose(3, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(2, (2, 4), strides=(3, 2), use_bias=False),
        layers.MaxPooling2D(4),
        layers.UpSampling2D((2, 3)),
        layers.Conv2D(2, 3),
        layers.UpSampling2D((3, 2), interpolation="bilinear"),
        layers.Permute((2, 3, 1)),
        layers.Conv2DTranspose(2, 2, activation="tanh"),
    ),
    "compared-values": lambda: _sequential(
        (6, 5, 3),
        layers.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 0.5]),
        layers.Conv2D(6, 2, padding="same", groups=3),
        layers.LayerNormalization(epsilon=0.01),
        layers.Conv2D(4, 3, groups=2, activation="relu"),
        layers.GroupNormalization(2),
        layers.Dense(6, activation="tanh"),
        layers.GroupNormalization(-1, scale=False),
        layers.Conv2D(3, 1, activation="softmax"),
        layers.Softmax(),
        layers.Dense(4, activation="softmax"),
        layers.Permute((3, 1, 2)),
        layers.Reshape((6, 4, 2)),
        layers.Flatten(),
        layers.LayerNormalization(),
        layers.Normalization(mean=0.5, variance=0.25),
    ),
    "branches": _branches,
    "residual": _residual,
    "depthwise": lambda: _sequential(
        (10, 9, 3),
        layers.ZeroPadding2D(((0, 1), (1, 2))),
        layers.DepthwiseConv2D(3, strides=2, depth_multiplier=2, activation="relu6"),
        layers.Cropping2D(((1, 0), (0, 1))),
        layers.ReLU(6),
        layers.DepthwiseConv2D(2, padding="same", use_bias=False),
        layers.SeparableConv2D(4, 2, padding="same", depth_multiplier=2),
        layers.SeparableConv2D(3, 3, use_bias=False, activation="elu"),
        layers.Flatten(),
        layers.Dense(4, activation="silu"),
        layers.Dense(4, activation="softplus"),
        layers.Softmax(),
    ),
    "works-in-training": lambda: _sequential(
        (8, 8, 3),
        layers.RandomFlip(),
        layers.RandomRotation(0.1),
        layers.RandomZoom(0.1),
        layers.RandomTranslation(0.1, 0.1),
        layers.RandomContrast(0.1),
        layers.RandomBrightness(0.1),
        layers.Conv2D(3, 3),
        layers.SpatialDropout2D(0.2),
        layers.GaussianNoise(0.1),
        layers.GaussianDropout(0.1),
        layers.AlphaDropout(0.1),
        layers.Flatten(),
        layers.Dense(4),
        layers.Softmax(),
    ),
    "strides": lambda: _sequential((9, 8, 2), layers.Conv2D(3, 3, strides=2), layers.Conv2D(2, 2, strides=2)),
    "same-with-even-kernels": lambda: _sequential(
        (7, 6, 2), layers.Conv2D(3, (4, 2), padding="same"), layers.Conv2D(2, 2, strides=2, padding="same")
    ),
    "dilation": lambda: _sequential(
        (9, 9, 1), layers.Conv2D(3, 3, dilation_rate=2), layers.Conv2D(2, 2, dilation_rate=(3, 2), padding="same")
    ),
    "average-pooling": lambda: _sequential(
        (7, 5, 3), layers.AveragePooling2D(2, padding="same"), layers.AveragePooling2D((3, 2), strides=1)
    ),
    "overlapping-max-pooling": lambda: _sequential(
        (8, 7, 2), layers.MaxPooling2D(3, strides=2, padding="same"), layers.MaxPooling2D(2, strides=1)
    ),
    "functions-inside": lambda: _sequential(
        (6, 6, 1),
        layers.Conv2D(3, 3, activation="relu"),
        layers.Conv2D(3, 2, activation="tanh"),
        layers.Flatten(),
        layers.Dense(7, activation="sigmoid"),
        layers.Dense(5, activation="softmax"),
    ),
    "functions-as-layers": lambda: _sequential(
        (5, 5, 1),
        layers.Activation("tanh"),
        layers.Conv2D(2, 3),
        layers.Activation("relu"),
        layers.Dropout(0.3),
        layers.Conv2D(2, 2),
        layers.Activation("leaky_relu"),
        layers.Flatten(),
        layers.Activation("sigmoid"),
        layers.Dense(4),
        layers.Activation("linear"),
        layers.ReLU(),
        layers.Softmax(),
    ),
    "no-bias": lambda: _sequential(
        (5, 5, 2), layers.Conv2D(3, 3, use_bias=False), layers.Flatten(), layers.Dense(4, use_bias=False)
    ),
    "batch-normalisation": lambda: _sequential(
        (6, 5, 2),
        layers.BatchNormalization(scale=False),
        layers.Conv2D(3, 3),
        layers.BatchNormalization(center=False, epsilon=0.1),
        layers.Flatten(),
        layers.BatchNormalization(center=False, scale=False),
        layers.Dense(4),
        layers.BatchNormalization(axis=1),
    ),
    "global-pooling": lambda: _sequential(
        (12, 10, 3),
        layers.Conv2D(5, 3, activation="relu"),
        layers.BatchNormalization(),
        layers.GlobalAveragePooling2D(),
        layers.Dense(4),
        layers.Softmax(),
    ),
    "global-pooling-kept-as-maps": lambda: _sequential(
        (9, 8, 2),
        layers.Conv2D(5, 3, strides=3),
        layers.GlobalMaxPooling2D(keepdims=True),
        layers.Conv2D(4, 1),
        layers.GlobalAveragePooling2D(keepdims=True),
        layers.GlobalMaxPooling2D(),
    ),
    "rescaling": lambda: _sequential(
        (6, 5, 3),
        layers.Rescaling(2.0, -1.0),
        layers.Conv2D(2, 3),
        layers.Rescaling([0.5, -2.0], [0.1, 0.3]),
        layers.Flatten(),
        layers.Dense(3),
        layers.Rescaling(255.0),
    ),
    "colour-vgg": _colour_vgg,
    "functional": _functional,
}
"""Name -> function that builds a Keras model of layers that can be explained."""


@cache
def hand_made(name: str) -> Network:
    """Return one of MODELS with random weights and biases: Keras starts every bias at zero, which hides mistakes."""
    # Names as in any other process: Keras counts the layers that it has made.
    keras.utils.clear_session(free_memory=False)
    model = MODELS[name]()
    random = np.random.default_rng(len(name))
    model.set_weights([_random_weights(variable, random) for variable in model.weights])
    return Network(name, model, kind="colour" if model.input_shape[1:] == PICTURE.shape else "digits")


def _random_weights(variable: keras.Variable, random: np.random.Generator) -> np.ndarray:
    if variable.name == "moving_variance":
        return random.uniform(0.3, 2, variable.shape)
    # Small where many are added up, or values would grow from layer to layer.
    inputs = int(np.prod(variable.shape[:-1]))
    return random.normal(scale=min(0.7, 2 / np.sqrt(inputs)), size=variable.shape)


def input_of(network: Network) -> np.ndarray:
    """Return a drawn seven, a colour picture of 32 x 32, or noise around zero for a network of another input."""
    if network.input_shape == SEVEN.shape:
        return SEVEN
    if network.input_shape == PICTURE.shape:
        return PICTURE
    return np.random.default_rng(7).normal(size=network.input_shape).astype(np.float32)


def sampled_positions(shape: tuple[int, ...], count: int) -> list[tuple[int, ...]]:
    """Return positions of an array: the first, the last, and others drawn at random, `count` in all where there are."""
    size = int(np.prod(shape))
    drawn = np.random.default_rng(size).permutation(np.arange(1, size - 1))[: max(count - 2, 0)]
    return [tuple(map(int, np.unravel_index(index, shape))) for index in sorted({0, size - 1, *drawn})]


IN_DEPTH = ("mnist_cnn", "mnist_lab")
"""The bundled networks on which the pages are tested in depth; each of the others is opened once."""
