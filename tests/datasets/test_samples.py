"""The galleries that ship with the app."""

import numpy as np
import pytest

import cnnviz
from cnnviz import bundled, datasets
from cnnviz.datasets import dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.results.predictions import load_predictions


@pytest.mark.parametrize("name", datasets.names())
def test_every_data_set_has_a_gallery_of_its_test_pictures(name):
    samples, whole = load_samples(name), dataset(name)
    assert samples.images.shape == (len(samples.labels), *whole.shape)
    assert samples.images.dtype == np.uint8
    assert samples.labels.dtype == np.int64
    assert set(samples.labels) == set(range(len(whole.classes)))
    assert len(samples.labels) >= 6
    for image, index in zip(samples.images, samples.indices, strict=True):
        picture = whole.test_picture(int(index))
        # The hard digits need not be among those that ship for browsing.
        assert picture is None or (picture == image).all()
    assert (samples.image(999) == samples.images[-1]).all()


def test_there_are_easy_pictures_of_every_digit_and_some_hard_ones():
    samples = load_samples()
    assert set(samples.labels[~samples.hard]) == set(range(10))
    assert samples.hard.sum() >= 5
    assert len(set(samples.indices)) == len(samples.indices)


def test_the_network_gets_a_sample_as_it_is():
    samples = load_samples()
    for number in range(len(samples.labels)):
        np.testing.assert_array_equal(prepare(samples.ink(number)).input * 255, samples.images[number])


def test_nobody_changes_the_gallery():
    with pytest.raises(ValueError, match="read-only"):
        load_samples().images[0] = 0


@pytest.mark.parametrize("name", ["cats_dogs", "cats_dogs_deeper"])
def test_the_gallery_of_cats_and_dogs_begins_with_some_that_are_read_right(name):
    samples, network = load_samples("cats_vs_dogs"), cnnviz.load(name)
    read = [network.trace_input(image / np.float32(255)).probabilities.argmax() for image in samples.images]
    assert samples.hard.tolist() == [False] * 4 + [True] * 2
    np.testing.assert_array_equal(read[:4], samples.labels[:4])


OF_THE_SET = [name for name in bundled.names() if min(bundled.dataset_of(name).hard, default=-1) >= 0]


@pytest.mark.parametrize("name", OF_THE_SET)
def test_a_gallery_begins_with_what_its_networks_read_right(name):
    samples, answers = load_samples(bundled.dataset_of(name).name), load_predictions(name)
    easy = samples.indices[~samples.hard]
    assert samples.hard.any() and not samples.hard[: len(easy)].any()
    np.testing.assert_array_equal(answers.read[easy], samples.labels[: len(easy)])
