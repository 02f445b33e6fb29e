"""What is counted and averaged over pictures, against NumPy on numbers small enough to see."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz import datasets
from cnnviz.datasets.browse import browse, browse_shipped
from cnnviz.datasets.dataset import Part
from cnnviz.datasets.statistics import class_counts, mean_images, one_hot, standardised, values_of
from tests.datasets.digits import write_mnist

RANDOM = np.random.default_rng(5)
COLOUR = RANDOM.integers(0, 256, (230, 8, 6, 3), np.uint8)


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    return tmp_path


def test_values_are_counted_channel_by_channel():
    values = values_of(COLOUR)
    for channel in range(3):
        numbers = COLOUR[..., channel]
        assert values.counts[channel].tolist() == [int((numbers == value).sum()) for value in range(256)]
    np.testing.assert_allclose(values.mean, COLOUR.mean(axis=(0, 1, 2)) / 255)
    np.testing.assert_allclose(values.deviation, COLOUR.std(axis=(0, 1, 2)) / 255)


def test_standardised_pictures_have_mean_0_and_deviation_1():
    pictures = standardised(COLOUR, values_of(COLOUR))
    assert pictures.dtype == np.float32 and pictures.shape == COLOUR.shape
    np.testing.assert_allclose(pictures.mean(axis=(0, 1, 2), dtype=float), 0, atol=1e-6)
    np.testing.assert_allclose(pictures.std(axis=(0, 1, 2), dtype=float), 1, atol=1e-6)


def test_pictures_of_one_grey_do_not_divide_by_zero():
    grey = np.full((3, 4, 4, 1), 51, np.uint8)
    np.testing.assert_array_equal(standardised(grey, values_of(grey)), np.zeros_like(grey, np.float32))


def test_classes_are_counted_and_one_may_be_empty():
    assert class_counts(np.array([2, 0, 2]), 4).tolist() == [1, 0, 2, 0]
    assert one_hot(1, 3) == [0, 1, 0]


def test_the_mean_picture_of_a_class_is_of_its_pictures_alone():
    labels = np.array([0, 2, 0])
    means = mean_images(Part(COLOUR[:3], labels), 3)
    np.testing.assert_allclose(means[0], (COLOUR[0] / 2.0) + COLOUR[2] / 2.0)
    np.testing.assert_allclose(means[2], COLOUR[1])
    assert np.isnan(means[1]).all()


def test_what_ships_can_be_looked_at_without_the_whole_set():
    for name in datasets.names():
        browsable = browse(datasets.dataset(name))
        assert browsable.pictures is datasets.dataset(name).shipped
        assert not browsable.is_whole and not browsable.counts_are_whole
        assert browsable.counts.sum(axis=1).tolist() == [len(part.labels) for part in browsable.pictures[:2]]
        assert (browsable.means is None) == (name == "cats_vs_dogs")


def test_classes_are_counted_in_the_whole_set_as_soon_as_it_is_here(data):
    whole = datasets.dataset("mnist")
    assert not browse(whole).counts_are_whole
    write_mnist(data, train=35, test=10)
    browsable = browse(whole)
    assert browsable.counts_are_whole and not browsable.is_whole
    assert browsable.counts.tolist() == [[4] * 5 + [3] * 5, [1] * 10]
    assert browsable.pictures is whole.shipped
    assert browse_shipped(whole).counts[0].tolist() == [200] * 10


def test_where_nothing_ships_your_own_pictures_are_looked_at(data):
    whole = datasets.dataset("cats_vs_dogs")
    images = RANDOM.integers(0, 256, (24, *whole.shape), np.uint8)
    labels = np.arange(24) % 2
    np.savez(data / "cats_vs_dogs.npz", x_train=images, y_train=labels, x_test=images[:3], y_test=labels[:3])
    browsable = browse(whole)
    assert browsable.is_whole and browsable.counts.tolist() == [[12, 12], [2, 1]]
    assert browsable.pictures.indices.tolist() == [0, 1, 2]
    np.testing.assert_allclose(browsable.means[1], images[1::2].mean(axis=0))
    np.testing.assert_allclose(browsable.values.mean, images.mean(axis=(0, 1, 2)) / 255)
