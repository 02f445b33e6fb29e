"""The gallery that ships with the app."""

import numpy as np
import pytest

from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare


def test_there_are_easy_pictures_of_every_digit_and_some_hard_ones():
    samples = load_samples()
    assert samples.images.shape == (len(samples.labels), 28, 28)
    assert set(samples.labels[~samples.hard]) == set(range(10))
    assert samples.hard.sum() >= 5
    assert len(set(samples.indices)) == len(samples.indices)


def test_the_network_gets_a_sample_as_it_is():
    samples = load_samples()
    for number in range(len(samples.labels)):
        np.testing.assert_array_equal(prepare(samples.ink(number)).input[..., 0] * 255, samples.images[number])


def test_nobody_changes_the_gallery():
    with pytest.raises(ValueError, match="read-only"):
        load_samples().images[0] = 0
