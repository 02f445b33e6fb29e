"""One place turns pictures into inputs: whatever way a picture comes, the network gets the same."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz import datasets
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.input_png import input_png
from cnnviz.pictures.network_input import prepare_picture, prepare_sample, prepare_strokes
from cnnviz.pictures.strokes import Stroke, draw_strokes

SEVEN = [Stroke(((70, 60), (200, 64), (150, 170), (128, 235)), 18)]
ALL = [datasets.dataset(name) for name in datasets.names()]


@pytest.mark.parametrize("dataset", ALL, ids=lambda dataset: dataset.name)
def test_a_saved_input_comes_back_as_it_was(dataset):
    prepared = prepare_sample(dataset.shipped.test.images[0], dataset.kind, dataset.shape)
    again = prepare_picture(input_png(prepared.input), dataset.kind, dataset.shape)
    assert prepared.input.shape == dataset.shape and prepared.input.dtype == np.float32
    np.testing.assert_allclose(again.input, prepared.input, atol=0.5 / 255 + 1e-6)


@pytest.mark.parametrize("dataset", ALL, ids=lambda dataset: dataset.name)
def test_the_box_lies_in_the_first_step(dataset):
    prepared = prepare_sample(dataset.shipped.test.images[0], dataset.kind, dataset.shape)
    height, width = next(iter(prepared.steps.values())).shape[:2]
    top, left, bottom, right = prepared.box
    assert 0 <= top < bottom <= height and 0 <= left < right <= width


@pytest.mark.parametrize("centre", [True, False])
def test_strokes_are_read_as_the_picture_that_they_make(centre):
    drawn = prepare_strokes(SEVEN, centre=centre)
    read = prepare_picture(draw_strokes(SEVEN), "digits", (28, 28, 1), centre=centre)
    np.testing.assert_array_equal(drawn.input, read.input)
    assert list(drawn.steps) == list(read.steps) == (["ink", "crop", "scaled"] if centre else ["ink"])


def test_an_empty_pad_is_no_picture():
    with pytest.raises(PictureError):
        prepare_strokes([])


def test_digits_need_a_network_of_their_size():
    with pytest.raises(ValueError, match=r"takes 32 × 32 × 3: give trace_input an array"):
        prepare_picture(np.eye(28), "digits", (32, 32, 3))
