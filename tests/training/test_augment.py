"""Changed copies of training pictures: they differ, they keep their class, and strength 0 changes nothing."""

import numpy as np
import pytest

from cnnviz.datasets import dataset
from cnnviz.training.augment import bend_digits, flip_and_shift

WAYS = {"mnist": bend_digits, "cifar10": flip_and_shift}


def pictures(name: str, count: int = 40) -> np.ndarray:
    return dataset(name).shipped.train.images[:count].astype(np.float32) / 255


@pytest.mark.parametrize("name", WAYS)
def test_pictures_stay_pictures_and_each_time_differ(name):
    before = pictures(name)
    random = np.random.default_rng(0)
    first, second = (WAYS[name](before, random, 1.0) for _ in range(2))
    assert first.shape == before.shape
    assert first.dtype == np.float32
    assert first.min() >= 0
    assert first.max() <= 1
    assert np.abs(first - second).mean() > 0.01


@pytest.mark.parametrize("name", WAYS)
def test_chance_is_given(name):
    before = pictures(name)
    one, other = (WAYS[name](before, np.random.default_rng(7), 0.5) for _ in range(2))
    np.testing.assert_array_equal(one, other)


def test_digits_without_strength_are_left_as_they_are():
    before = pictures("mnist")
    np.testing.assert_allclose(bend_digits(before, np.random.default_rng(0), 0.0), before, atol=1e-5)


def test_bent_digits_keep_their_ink_and_their_place():
    before = pictures("mnist", 400)
    after = bend_digits(before, np.random.default_rng(0), 1.0)
    assert after.mean() == pytest.approx(before.mean(), rel=0.1)
    rows = np.arange(28)[:, None]
    middle = (after[..., 0] * rows).sum(axis=(1, 2)) / after.sum(axis=(1, 2, 3))
    assert np.abs(middle - 13.5).mean() < 2


def test_photographs_are_moved_as_they_are_or_mirrored():
    before = pictures("cifar10", 200)
    after = flip_and_shift(before, np.random.default_rng(0), 0.0)
    same = (after == before).all(axis=(1, 2, 3))
    mirrored = (after == before[:, :, ::-1]).all(axis=(1, 2, 3))
    assert (same | mirrored).all()
    assert 60 < mirrored.sum() < 140


def test_a_moved_photograph_repeats_its_edge():
    picture = np.zeros((1, 32, 32, 3), np.float32)
    picture[:, :, 0] = 1
    widths = {int(flip_and_shift(picture, np.random.default_rng(seed), 1.0)[0, 16, :, 0].sum()) for seed in range(60)}
    assert widths == {0, 1, 2, 3, 4, 5}
