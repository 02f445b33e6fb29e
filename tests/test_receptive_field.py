"""What a cell can see of the input, against what changes it in Keras."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

import cnnviz
from cnnviz.network import Network
from cnnviz.receptive_field import Region
from tests.networks import MODELS, hand_made, input_of, sampled_positions


def _seen(gradient: np.ndarray) -> Region:
    rows, cols = np.nonzero(np.abs(gradient).sum(axis=-1))
    return Region(rows.min(), cols.min(), rows.max() + 1, cols.max() + 1)


def _gradient(stack: list[keras.Layer], values: np.ndarray, position: tuple[int, ...]) -> np.ndarray:
    batch = tf.constant(values[None])
    with tf.GradientTape() as tape:
        tape.watch(batch)
        output = batch
        for layer in stack:
            output = layer(output)
        cell = output[(0, *position)]
    return tape.gradient(cell, batch).numpy()[0]


STACKS = {
    "lab-like": ((20, 17, 1), [("conv", 5, 1, "same", 1), ("pool", 2, 2, "valid", 1), ("conv", 5, 1, "same", 1)]),
    "cnn-like": ((16, 16, 1), [("conv", 3, 1, "valid", 1), ("conv", 3, 1, "valid", 1), ("pool", 2, 2, "valid", 1)]),
    "strided": ((17, 15, 2), [("conv", 4, 2, "same", 1), ("conv", 3, 3, "valid", 1)]),
    "dilated": ((15, 15, 1), [("conv", 3, 1, "same", 3), ("pool", 3, 1, "same", 1)]),
    # The pooling never looks at the last row and column, and a cell beyond its maps, in padding, sees nothing.
    "left-over": ((7, 7, 1), [("pool", 2, 2, "valid", 1), ("conv", 3, 1, "same", 1)]),
    "holes": ((9, 9, 1), [("conv", 3, 1, "same", 3)]),
}


@pytest.mark.parametrize("name", STACKS)
def test_a_cell_sees_exactly_what_has_a_gradient(name):
    """With positive weights and means instead of maxima nothing cancels: every pixel in view has a gradient."""
    shape, recipe = STACKS[name]
    stack = [
        layers.Conv2D(
            2,
            size,
            strides=stride,
            padding=padding,
            dilation_rate=dilation,
            kernel_initializer=keras.initializers.RandomUniform(0.5, 1.0),
        )
        if kind == "conv"
        else layers.AveragePooling2D(size, strides=stride, padding=padding)
        for kind, size, stride, padding, dilation in recipe
    ]
    network = Network(name, keras.Sequential([layers.Input(shape), *stack]))
    values = np.ones(shape, np.float32)
    last = list(network.trace_input(values).values())[-1]
    for row, col, channel in sampled_positions(last.output.shape, 25):
        gradient = _gradient(stack, values, (row, col, channel))
        assert last.receptive_field(row, col) == _seen(gradient)


@pytest.mark.parametrize("name", [*cnnviz.networks(), *MODELS])
def test_nothing_outside_the_field_changes_a_cell(name):
    network = cnnviz.load(name) if name in cnnviz.networks() else hand_made(name)
    values = input_of(network)
    trace = network.trace_input(values)
    noise = np.random.default_rng(1).normal(size=values.shape).astype(np.float32)
    for layer in trace.values():
        for position in sampled_positions(layer.output.shape, 6):
            top, left, bottom, right = layer.receptive_field(*position)
            changed = noise.copy()
            changed[top:bottom, left:right] = values[top:bottom, left:right]
            after = network.trace_input(changed)[layer.layer.name].output[position]
            assert after == pytest.approx(layer.output[position], rel=1e-4, abs=1e-5)


def test_a_copied_value_sees_what_its_cell_saw_and_a_dense_unit_all():
    trace = cnnviz.load("mnist_lab").trace_input(np.zeros((28, 28, 1), np.float32))
    rows, cols, channels = trace["max_pooling2d_1"].output.shape
    for row, col, channel in ((0, 0, 0), (3, 3, 5), (rows - 1, 2, channels - 1)):
        place = (row * cols + col) * channels + channel
        assert trace["flatten"].receptive_field(place) == trace["max_pooling2d_1"].receptive_field(row, col)
    assert trace["dense"].receptive_field(7) == Region(0, 0, 28, 28)
    pixel = cnnviz.load("mnist_mlp").trace_input(np.zeros((28, 28, 1), np.float32))["flatten"]
    assert pixel.receptive_field(5 * 28 + 9) == Region(5, 9, 6, 10)


def test_a_window_that_lies_in_padding_alone_sees_nothing():
    stack = keras.Sequential([layers.Input((1, 1, 1)), layers.Conv2D(1, 2, padding="same", dilation_rate=3)])
    trace = Network("blind", stack).trace_input(np.ones((1, 1, 1), np.float32))
    assert list(trace.values())[-1].receptive_field(0, 0) == Region(0, 0, 0, 0)


def test_known_sizes():
    """By hand: 5, then pooling by two makes it 6, then five cells two pixels apart add eight, pooling again two."""
    trace = cnnviz.load("mnist_lab").trace_input(np.zeros((28, 28, 1), np.float32))
    assert trace["conv2d"].receptive_field(14, 14) == Region(12, 12, 17, 17)
    assert trace["max_pooling2d"].receptive_field(7, 7) == Region(12, 12, 18, 18)
    assert trace["conv2d_1"].receptive_field(7, 7) == Region(8, 8, 22, 22)
    assert trace["max_pooling2d_1"].receptive_field(3, 3) == Region(6, 6, 22, 22)
    assert trace["conv2d"].receptive_field(0, 27) == Region(0, 25, 3, 28)
