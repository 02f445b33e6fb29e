"""A thousand stacks: what is worked out of them on paper, against Keras, and against what changes a cell."""

from __future__ import annotations

from math import prod

import keras
import numpy as np
import pytest

from cnnviz.architecture.shapes import Shapes, work_out
from cnnviz.architecture.specs import SPECS
from cnnviz.costs import multiply_adds
from cnnviz.explainers.activation import Activation
from cnnviz.explainers.batch_normalization import BatchNormalization
from cnnviz.explainers.conv2d import Convolution
from cnnviz.explainers.dense import Dense
from cnnviz.explainers.dropout import Dropout
from cnnviz.explainers.flatten import Flatten
from cnnviz.explainers.global_pooling import GlobalAverage
from cnnviz.explainers.parts.spec import Spec
from cnnviz.explainers.pooling import AveragePooling, MaxPooling
from cnnviz.explainers.softmax import Softmax
from cnnviz.receptive_field import Region

STACKS = 1200
FUNCTIONS = ("relu", "leaky_relu", "tanh", "sigmoid")


def _pair(random, most: int) -> tuple[int, int]:
    if random.random() < 0.6:
        return (int(random.integers(1, most + 1)),) * 2
    return tuple(int(size) for size in random.integers(1, most + 1, 2))


def _convolution(random) -> Spec:
    dilated = random.random() < 0.25
    return Convolution(
        filters=int(random.integers(1, 7)),
        kernel_size=_pair(random, 4),
        # Now and then both, which Keras refuses.
        strides=_pair(random, 3) if not dilated or random.random() < 0.2 else (1, 1),
        padding=str(random.choice(["valid", "same"])),
        dilation_rate=_pair(random, 3) if dilated else (1, 1),
        activation=str(random.choice(["linear", *FUNCTIONS])),
        use_bias=bool(random.random() < 0.7),
    )


def _pooling(random, kind) -> Spec:
    strides = _pair(random, 3) if random.random() < 0.5 else None
    return kind(_pair(random, 3), strides, str(random.choice(["valid", "same"])))


MAKE = {
    Convolution: _convolution,
    MaxPooling: lambda random: _pooling(random, MaxPooling),
    AveragePooling: lambda random: _pooling(random, AveragePooling),
    Activation: lambda random: Activation(str(random.choice(FUNCTIONS))),
    Softmax: lambda random: Softmax(),
    BatchNormalization: lambda random: BatchNormalization(),
    Dropout: lambda random: Dropout(0.3),
    Flatten: lambda random: Flatten(),
    GlobalAverage: lambda random: GlobalAverage(),
    Dense: lambda random: Dense(int(random.integers(1, 9)), use_bias=bool(random.random() < 0.7)),
}
ON_MAPS = (*[Convolution] * 5, MaxPooling, AveragePooling, MaxPooling, Activation, BatchNormalization, Dropout)
ON_ROWS = (Dense, Dense, Activation, Softmax, BatchNormalization, Dropout, Flatten)


def _stacks() -> list[tuple[tuple[int, ...], list[Spec]]]:
    random = np.random.default_rng(8)
    stacks = []
    for _ in range(STACKS):
        shape = (*map(int, random.integers(3, 24, 2)), int(random.integers(1, 4)))
        kinds = [ON_MAPS[place] for place in random.integers(0, len(ON_MAPS), random.integers(1, 6))]
        if random.random() < 0.5:
            kinds.append(Flatten if random.random() < 0.6 else GlobalAverage)
            kinds += [ON_ROWS[place] for place in random.integers(0, len(ON_ROWS), random.integers(0, 4))]
        if random.random() < 0.15:
            random.shuffle(kinds)
        stacks.append((shape, [MAKE[kind](random) for kind in kinds]))
    return stacks


@pytest.fixture(scope="module")
def stacks() -> list[tuple[Shapes, list[Spec]]]:
    return [(work_out(shape, specs), specs) for shape, specs in _stacks()]


def _keras_layer(spec: Spec) -> keras.Layer:
    return getattr(keras.layers, spec.keras_class)(**spec.config())


def test_there_is_something_of_everything(stacks):
    layers = [layer for shapes, _ in stacks for layer in shapes.layers]
    assert {layer.kind for layer in layers} == {name for spec in SPECS for name in spec.classes}
    problems = [shapes.problem for shapes, _ in stacks if shapes.problem]
    assert 100 < len(problems) < STACKS / 2
    assert set(MAKE) == set(SPECS)
    for words in ("slides over maps", "takes a row", "needs at least", "Keras has no stride"):
        assert any(words in problem for problem in problems)


def test_sizes_weights_and_multiply_adds_are_keras(stacks):
    for shapes, specs in stacks:
        shape = (None, *shapes.input_shape)
        for layer, spec in zip(shapes.layers, specs, strict=False):
            theirs = _keras_layer(spec)
            theirs.build(shape)
            shape = theirs.compute_output_shape(shape)
            assert layer.output_shape == shape[1:], (spec, layer.input_shape)
            assert layer.parameters == theirs.count_params()
            trained = sum(prod(weights.shape) for weights in theirs.trainable_weights)
            assert layer.parameters - layer.measured == trained
            places = prod(shape[1:-1])
            products = {
                "Conv2D": lambda theirs=theirs, places=places: prod(theirs.kernel.shape) * places,
                "Dense": lambda theirs=theirs: prod(theirs.kernel.shape),
                "BatchNormalization": lambda shape=shape: prod(shape[1:]),
            }
            assert multiply_adds(layer) == products.get(layer.kind, lambda: 0)()


def test_what_does_not_fit_does_not_fit_in_keras(stacks):
    refused = 0
    for shapes, specs in stacks:
        if not shapes.problem or "takes a row" in shapes.problem:
            # Keras lets dense layers and softmax work on every cell by itself.
            continue
        before = shapes.layers[-1].output_shape if shapes.rows else shapes.input_shape
        with pytest.raises(ValueError):
            keras.Sequential([keras.Input(before), _keras_layer(specs[len(shapes.rows)])])
        refused += 1
    assert refused > 50


def _through(values: np.ndarray, specs: list[Spec], padding: str | None = None) -> np.ndarray:
    """One channel through the windows of all layers, with nothing but ones for weights: nothing can cancel."""
    for spec in specs:
        config = spec.config()
        options = {"strides": config["strides"], "padding": padding or config["padding"]}
        match spec:
            case Convolution():
                kernel = np.ones((*spec.kernel_size, 1, 1), np.float32)
                options["dilation_rate"] = spec.dilation_rate
                # TensorFlow is wrong for several pictures at once, if the strides differ and one column comes out.
                parts = np.split(np.asarray(values), len(values)) if len(set(spec.strides)) > 1 else [values]
                values = np.concatenate([keras.ops.conv(part, kernel, **options) for part in parts])
            case MaxPooling():
                values = keras.ops.max_pool(values, spec.pool_size, **options)
            case AveragePooling():
                values = keras.ops.average_pool(values, spec.pool_size, **options)
    return np.asarray(values)[..., 0]


def _seen(specs: list[Spec], size: tuple[int, int], cell: tuple[int, int], padding: str | None = None) -> Region:
    """The rows and columns that change a cell when they light up, one after the other, on a black picture."""
    height, width = size
    rows = np.broadcast_to(np.eye(height, dtype=np.float32)[:, :, None, None], (height, height, width, 1))
    cols = np.broadcast_to(np.eye(width, dtype=np.float32)[:, None, :, None], (width, height, width, 1))
    answers = _through(np.concatenate([rows, cols]), specs, padding)[:, *cell]
    lit = [np.flatnonzero(answers[:height]), np.flatnonzero(answers[height:])]
    if not (len(lit[0]) and len(lit[1])):
        return Region(0, 0, 0, 0)
    return Region(lit[0][0], lit[1][0], lit[0][-1] + 1, lit[1][-1] + 1)


def _on_maps(shapes: Shapes, specs: list[Spec]) -> list[Spec]:
    """The layers with windows, as long as there are maps."""
    count = next((k for k, layer in enumerate(shapes.layers) if len(layer.output_shape) == 1), len(shapes.rows))
    return [spec for spec in specs[:count] if isinstance(spec, Convolution | MaxPooling | AveragePooling)]


def test_a_cell_sees_what_changes_it(stacks):
    probed = 0
    for shapes, specs in stacks:
        windows = _on_maps(shapes, specs)
        if not windows:
            continue
        row = [row for row in shapes.rows if len(row.layer.output_shape) == 3][-1]
        assert row.region == _seen(windows, shapes.input_shape[:2], row.cell), (shapes.input_shape, windows)
        probed += 1
    assert probed > 800


def test_an_input_as_large_as_the_field_makes_one_cell_and_a_jump_more_makes_two(stacks):
    """That is what size and jump mean where no edge is near: without padding, and with no pixel less."""
    probed = 0
    for shapes, specs in stacks[:500]:
        windows = _on_maps(shapes, specs)
        if not windows:
            continue
        field = [row for row in shapes.rows if len(row.layer.output_shape) == 3][-1].field
        sizes = field.height + field.row_jump, field.width + field.col_jump
        assert _through(np.zeros((1, *sizes, 1), np.float32), windows, "valid").shape == (1, 2, 2)
        assert _seen(windows, sizes, (0, 0), "valid") == Region(0, 0, field.height, field.width)
        assert _seen(windows, sizes, (1, 1), "valid") == Region(field.row_jump, field.col_jump, *sizes)
        probed += 1
    assert probed > 300
