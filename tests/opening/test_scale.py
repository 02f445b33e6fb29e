"""The range of pixels that a network was trained on: found where something tells it, and said where nothing does."""

from __future__ import annotations

from functools import cache

import keras
import numpy as np
import pytest
from keras import layers
from PIL import Image

from cnnviz.datasets import dataset
from cnnviz.network import Network
from cnnviz.opening.build import SCALES
from cnnviz.opening.content import read
from cnnviz.opening.opened import Opened, open_content
from cnnviz.opening.scale import FoundScale, find_scale
from tests.networks import sampled_positions
from tests.opening.files import saved, with_random_weights


@cache
def _classifier() -> tuple[np.ndarray, np.ndarray]:
    """Return the kernel and bias of a linear classifier of digits in pixels of 0 to 1, fitted by least squares."""
    learn = dataset("mnist").shipped.train
    pixels = learn.images.reshape(len(learn.images), -1) / 255
    rows = np.hstack([pixels, np.ones((len(pixels), 1))])
    wanted = np.eye(10)[learn.labels]
    solved = np.linalg.solve(rows.T @ rows + 30 * np.eye(rows.shape[1]), rows.T @ wanted)
    return 8 * solved[:-1], 8 * solved[-1]


def _reads_digits(scale: str) -> keras.Model:
    """Return the classifier for pixels of another range."""
    kernel, bias = _classifier()
    factor, offset = SCALES[scale]
    model = keras.Sequential([layers.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, activation="softmax")])
    model.set_weights([kernel / factor, bias - offset * kernel.sum(axis=0) / factor])
    return model


def _measured(scale: str, outputs: int = 3) -> keras.Model:
    """Return a network of colour pictures whose batch normalisation has measured pixels of a range."""
    shape = (20, 24, 3)
    convolution = layers.Conv2D(12, 3, strides=2, name="eyes")
    normalisation = layers.BatchNormalization(name="norm")
    stack = [convolution, normalisation, layers.ReLU(), layers.GlobalAveragePooling2D(), layers.Dense(outputs)]
    model = with_random_weights(keras.Sequential([layers.Input(shape), *stack]))
    learn = dataset("cifar10").shipped.train.images[::20]
    resized = np.stack([np.asarray(Image.fromarray(image).resize((24, 20))) for image in learn])
    factor, offset = SCALES[scale]
    values = np.asarray(convolution((resized / 255 * factor + offset).astype(np.float32)))
    gamma, beta, *_ = normalisation.get_weights()
    normalisation.set_weights([gamma, beta, values.mean(axis=(0, 1, 2)), values.var(axis=(0, 1, 2))])
    return model


def _found(model: keras.Model) -> FoundScale:
    plain = read(saved(model, ".keras"))
    return find_scale(plain)


@pytest.fixture(scope="module")
def of_bytes() -> Opened:
    """The classifier of digits that was made for pixels of 0 to 255."""
    return open_content(saved(_reads_digits("0..255"), ".keras"))


@pytest.mark.parametrize("scale", ["0..1", "-1..1"])
def test_the_scale_is_found_by_pictures_that_are_read_right(scale):
    found = _found(_reads_digits(scale))
    assert (found.scale, found.is_sure, found.data) == (scale, True, dataset("mnist"))
    assert "test pictures of MNIST right" in found.why


def test_a_network_of_pixels_of_0_to_255_is_found_and_reads_pictures_of_0_to_1(of_bytes):
    assert (of_bytes.found.scale, of_bytes.found.is_sure) == ("0..255", True)
    assert of_bytes.labels == dataset("mnist").classes and of_bytes.kind == "digits"
    test = dataset("mnist").shipped.test
    answers = np.asarray(of_bytes.model(test.images.astype(np.float32) / 255))
    assert (answers.argmax(axis=-1) == test.labels).mean() > 0.75
    theirs = _reads_digits("0..255")(test.images.astype(np.float32))
    np.testing.assert_allclose(answers, theirs, rtol=1e-3, atol=1e-6)


def test_a_network_of_other_pixels_begins_with_a_rescaling_whose_ledger_is_tensorflows(of_bytes):
    network = Network("mine", of_bytes.model, labels=of_bytes.labels, kind=of_bytes.kind)
    assert [layer.name for layer in network.layers][:1] == ["rescaling_of_picture"]
    picture = dataset("mnist").shipped.test.images[3].astype(np.float32) / 255
    layer = network.trace_input(picture)["rescaling_of_picture"]
    np.testing.assert_allclose(layer.output, picture * 255, rtol=1e-6)
    for position in sampled_positions(layer.output.shape, 60):
        explanation = layer.explain(*position)
        assert explanation.value == pytest.approx(explanation.output, rel=1e-6)
        *_, (_, product), (_, offset) = explanation.ledger()
        assert product + offset == explanation.value


@pytest.mark.parametrize("scale", SCALES)
def test_the_scale_is_found_by_what_the_first_batch_normalisation_measured(scale):
    found = _found(_measured(scale))
    assert (found.scale, found.is_sure, found.data) == (scale, True, None)
    assert "its first batch normalisation meets values like those of its training" in found.why


def test_where_nothing_tells_the_scale_it_is_that_of_most_networks_and_not_sure():
    shape = (20, 20, 1)
    model = with_random_weights(keras.Sequential([layers.Input(shape), layers.Flatten(), layers.Dense(3)]))
    found = _found(model)
    assert (found.scale, found.is_sure) == ("0..1", False)
    assert found.why.startswith("Nothing in the file tells the range of its pixels")


def test_a_network_that_reads_digits_no_better_than_chance_is_not_taken_for_one_of_digits():
    model = with_random_weights(keras.Sequential([layers.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10)]))
    assert not _found(model).is_sure


def test_what_the_owner_says_is_taken_without_a_search():
    content = saved(_reads_digits("0..255"), ".keras")
    opened = open_content(content, labels=[*"abcdefghij"], scale="-1..1", kind="greyscale")
    assert (opened.found.scale, opened.found.is_sure, opened.kind) == ("-1..1", True, "greyscale")
    assert opened.labels == tuple("abcdefghij")
    assert opened.model.layers[1].get_config()["offset"] == -1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"scale": "0..2"}, r"no scale '0\.\.2': give one of"),
        ({"kind": "dogs"}, "no kind of pictures 'dogs': give one of"),
    ],
)
def test_what_there_is_none_of_is_refused_before_the_file_is_read(options, words):
    with pytest.raises(ValueError, match=words):
        open_content(b"", **options)
