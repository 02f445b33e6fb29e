"""A PNG that says it is a network's input is left as it is, where its size fits; any other picture is prepared."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

import cnnviz
from cnnviz.pictures.input_png import input_png
from cnnviz.pictures.prepare import prepare
from cnnviz.pictures.read_ink import read_ink

NOISE = np.random.default_rng(2).integers(0, 256, (28, 28, 1)).astype(np.float32) / np.float32(255)


@pytest.mark.parametrize("name", ["mnist_lab", "fashion_cnn", "cifar_vgg"])
@pytest.mark.parametrize("values", [0.3, 0.9])
def test_any_input_comes_back_exactly(name, values):
    network = cnnviz.load(name)
    random = np.random.default_rng(1).integers(0, 256, network.input_shape)
    # Light ground, too, which a picture of clothes would be turned round for.
    image = np.where(random > 255 * values, random, 255).astype(np.float32) / np.float32(255)
    np.testing.assert_array_equal(network.input_for(input_png(image)), image)


def test_without_the_mark_the_same_pixels_are_prepared():
    file = io.BytesIO()
    seven = np.zeros((28, 28), np.uint8)
    seven[2:20, 3:6] = 255
    Image.fromarray(seven).save(file, "PNG")
    marked = input_png(seven[..., None].astype(np.float32) / 255)
    network = cnnviz.load("mnist_lab")
    assert (network.input_for(file.getvalue()) != network.input_for(marked)).any()
    np.testing.assert_array_equal(network.input_for(marked)[..., 0], seven / np.float32(255))


def test_of_another_size_the_mark_means_nothing():
    ink = np.zeros((56, 56, 1), np.float32)
    ink[10:40, 20:26] = 1
    reading = read_ink(input_png(ink))
    assert not reading.is_input
    np.testing.assert_array_equal(cnnviz.load("mnist_lab").input_for(input_png(ink)), prepare(ink[..., 0]).input)


def test_the_app_says_that_it_is_taken_as_it_is():
    reading = read_ink(input_png(NOISE))
    assert reading.is_input and reading.notes == ("The file says that it is a network's input: it is taken as it is.",)
    np.testing.assert_array_equal(prepare(reading.ink, centre=False).input, NOISE)
