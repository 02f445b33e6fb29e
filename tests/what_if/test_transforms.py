"""Changes to pictures: against NumPy and SciPy, against themselves undone, and where they change nothing."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.what_if import morph, transforms
from cnnviz.what_if.changes import (
    CHANGE_KINDS,
    TRANSFORMS,
    changes_in_words,
    effective,
    format_changes,
    parse_changes,
    transformed,
)
from tests.networks import PICTURE, SEVEN

PICTURES = pytest.mark.parametrize("image", [SEVEN, PICTURE], ids=["ink", "colours"])


@PICTURES
@pytest.mark.parametrize("name", TRANSFORMS)
def test_as_usual_nothing_changes(name, image):
    kind = CHANGE_KINDS[name]
    np.testing.assert_allclose(kind.change(image, *kind.usual), image, atol=1e-6)


@PICTURES
@pytest.mark.parametrize("name", TRANSFORMS)
def test_every_value_of_every_slider_gives_a_picture(name, image):
    kind, before = CHANGE_KINDS[name], image.copy()
    for place, number in enumerate(kind.numbers):
        for value in (number.low, number.high, number.values()[len(number.values()) // 3]):
            changed = kind.change(image, *kind.usual[:place], float(value), *kind.usual[place + 1 :])
            assert (changed.shape, changed.dtype) == (image.shape, np.float32)
            assert changed.min() >= 0 and changed.max() <= 1
    np.testing.assert_array_equal(image, before)


def test_whole_pixels_are_moved_as_they_are():
    moved = transforms.translate(SEVEN, -2, 3)
    np.testing.assert_array_equal(moved[:-2, 3:], SEVEN[2:, :-3])
    assert not moved[-2:].any() and not moved[:, :3].any()
    assert (transforms.translate(PICTURE, 0, 4)[:, :4] == PICTURE[:, :1]).all()


def test_half_a_pixel_is_the_mean_of_two():
    np.testing.assert_allclose(
        transforms.translate(SEVEN, 0, 0.5)[:, 1:], (SEVEN[:, 1:] + SEVEN[:, :-1]) / 2, atol=1e-6
    )


@PICTURES
def test_a_quarter_turn_is_numpys(image):
    np.testing.assert_allclose(transforms.rotate(image, 90), np.rot90(image, -1), atol=1e-5)
    np.testing.assert_allclose(transforms.rotate(image, 180), image[::-1, ::-1], atol=1e-5)


def test_a_turn_is_scipys():
    expected = ndimage.rotate(SEVEN[..., 0], -31, reshape=False, order=1, mode="grid-constant")
    np.testing.assert_allclose(transforms.rotate(SEVEN, 31)[..., 0], expected, atol=1e-5)


def test_turning_and_scaling_can_be_undone_but_for_the_blur_of_it():
    smooth = transforms.blur(SEVEN, 2)
    for there, back in (
        (transforms.rotate(smooth, 25), lambda image: transforms.rotate(image, -25)),
        (transforms.scale(smooth, 0.8), lambda image: transforms.scale(image, 1.25)),
    ):
        assert np.abs(there - smooth).max() > 0.05
        assert np.abs(back(there) - smooth)[3:-3, 3:-3].max() < 0.03


def test_twice_the_size_has_the_middle_pixels_twice():
    line = np.zeros((4, 4, 1), np.float32)
    line[1:3, 1:3] = 1
    np.testing.assert_allclose(transforms.scale(line, 0.5).sum(), 1, atol=1e-6)
    with pytest.raises(ValueError, match="above 0"):
        transforms.scale(line, 0)


def test_thick_and_thin_are_opposites():
    thick = transforms.thicken(SEVEN, 1)
    plus = ndimage.generate_binary_structure(2, 1)
    np.testing.assert_array_equal(thick[..., 0], ndimage.grey_dilation(SEVEN[..., 0], footprint=plus))
    np.testing.assert_allclose(transforms.thicken(1 - SEVEN, -1), 1 - thick, atol=1e-6)
    np.testing.assert_allclose(transforms.thicken(SEVEN, 0.3), 0.7 * SEVEN + 0.3 * thick, atol=1e-6)


def test_blur_is_scipys_and_keeps_the_channels_apart():
    red = np.zeros((9, 9, 3), np.float32)
    red[4, 4, 0] = 1
    blurred = transforms.blur(red, 1)
    np.testing.assert_array_equal(blurred[..., 0], ndimage.gaussian_filter(red[..., 0], 1, mode="nearest"))
    assert not blurred[..., 1:].any()


def test_noise_is_that_of_its_seed():
    grey = np.full((60, 60, 1), 0.5, np.float32)
    noisy = transforms.noise(grey, 0.1, 3)
    np.testing.assert_array_equal(noisy, transforms.noise(grey, 0.1, 3))
    assert (noisy != transforms.noise(grey, 0.1, 4)).any()
    assert abs(noisy.std() - 0.1) < 0.01 and abs(noisy.mean() - 0.5) < 0.01
    np.testing.assert_allclose(transforms.noise(grey, 0.05, 3) - 0.5, (noisy - 0.5) / 2, atol=1e-6)


def test_a_square_is_hidden_and_nothing_else():
    hidden = transforms.occlude(PICTURE, 5, -2, 30)
    assert (hidden[:3, 30:] == 0.5).all()
    np.testing.assert_array_equal(hidden[3:], PICTURE[3:])
    middle = CHANGE_KINDS["hide"].change(np.ones((28, 28, 1), np.float32), 4, 50, 50)
    assert not middle[12:16, 12:16].any() and middle.sum() == 28 * 28 - 16


def test_recipes_survive_their_text_and_are_made_in_order():
    recipe = parse_changes("noise_0.1_3~turn_31~fgsm_8_3~morph_0.4_12_1~hide_0_20_20")
    assert parse_changes(format_changes(recipe)) == recipe
    assert list(recipe) == ["morph", "turn", "noise", "hide", "fgsm"]
    assert list(effective(recipe)) == ["morph", "turn", "noise", "fgsm"]
    expected = transforms.noise(transforms.rotate(SEVEN, 31), 0.1, 3)
    np.testing.assert_array_equal(transformed(SEVEN, recipe), expected)
    assert changes_in_words(recipe, tuple("0123456789")) == (
        "40 % of the way to sample 12, turned 31°, noise of 0.1, FGSM with ε = 8/255 towards 3"
    )


@pytest.mark.parametrize("between", [morph.mix, morph.reshape])
def test_a_morph_ends_at_its_pictures(between):
    other = transforms.rotate(SEVEN, 180)
    images = between(SEVEN, other, np.array([0, 0.25, 0.5, 0.75, 1]))
    np.testing.assert_array_equal(images[0], SEVEN)
    np.testing.assert_array_equal(images[-1], other)
    assert images.dtype == np.float32 and images.min() >= 0 and images.max() <= 1


def test_pixels_fade_but_outlines_wander():
    bar = np.zeros((9, 20, 1), np.float32)
    left, right = bar.copy(), bar.copy()
    left[:, 2:8], right[:, 6:12] = 1, 1
    np.testing.assert_allclose(morph.mix(left, right, np.array([0.25]))[0], 0.75 * left + 0.25 * right)
    between = morph.reshape(left, right, np.array([0.5]))[0]
    assert (between[:, 4:10] == 1).all() and between.sum() == 9 * 6
    assert not morph.reshape(bar, bar, np.array([0.5])).any()
