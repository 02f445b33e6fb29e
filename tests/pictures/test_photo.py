"""A picture of a thing -> the input of a network of small photographs."""

import io

import numpy as np
import pytest
from PIL import Image

from cnnviz.datasets import dataset
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.photo import read_photo

COLOUR, GREY = (32, 32, 3), (28, 28, 1)


def png(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "shape"), [("cifar10", COLOUR), ("fashion_mnist", GREY), ("cats_vs_dogs", (150, 150, 3))]
)
def test_a_picture_of_the_networks_size_is_left_as_it_is(name, shape):
    image = dataset(name).shipped.test.images[0]
    photo = read_photo(image, shape, invert=False)
    np.testing.assert_array_equal(photo.input * 255, image)
    assert photo.input.dtype == np.float32
    assert not photo.inverted


def test_the_middle_square_is_cut_out_and_reduced():
    wide = np.zeros((100, 300, 3), np.uint8)
    wide[:, 100:200] = (200, 100, 50)
    photo = read_photo(png(wide), COLOUR)
    assert photo.box == (0, 100, 100, 200)
    assert photo.crop.shape == (100, 100, 3)
    np.testing.assert_allclose(photo.input, np.broadcast_to(np.array([200, 100, 50]) / 255, COLOUR), atol=1e-6)


def test_a_large_picture_is_shown_small_and_its_box_fits():
    photo = read_photo(png(np.full((900, 1200, 3), 77, np.uint8)), COLOUR)
    assert max(photo.picture.shape) == 640
    top, left, bottom, right = photo.box
    assert photo.crop.shape == (bottom - top, right - left, 3)
    assert bottom <= photo.picture.shape[0]
    assert right <= photo.picture.shape[1]


def test_a_small_picture_is_enlarged():
    assert read_photo(png(np.full((8, 8, 3), 128, np.uint8)), COLOUR).input.shape == COLOUR


def test_a_thing_on_light_ground_becomes_bright_on_black_unless_that_is_switched_off():
    shoe = np.full((90, 90, 3), 250, np.uint8)
    shoe[30:60, 20:70] = 60
    turned, left = read_photo(png(shoe), GREY), read_photo(png(shoe), GREY, invert=False)
    assert turned.inverted
    assert not left.inverted
    assert turned.input[0, 0, 0] < 0.1 < 0.6 < turned.input[14, 14, 0]
    np.testing.assert_allclose(turned.input, 1 - left.input, atol=1e-6)


def test_a_colour_picture_is_never_turned_round():
    assert not read_photo(png(np.full((40, 40, 3), 250, np.uint8)), COLOUR).inverted


def test_what_is_no_picture_is_said():
    with pytest.raises(PictureError):
        read_photo(b"no picture", COLOUR)
