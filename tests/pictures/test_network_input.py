"""One place turns pictures into inputs: whatever way a picture comes, the network gets the same."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

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


APART = [Stroke(((60, 60), (64, 64)), 20), Stroke(((200, 60), (204, 64)), 20), Stroke(((60, 200), (200, 200)), 20)]
"""Two eyes and a mouth."""


def test_of_a_drawing_all_is_read_and_of_digits_one():
    face, digit = (prepare_strokes(APART, kind).input[..., 0] for kind in ("drawings", "digits"))
    assert ndimage.label(face > 0)[1] == 3 and ndimage.label(digit > 0)[1] == 1


@pytest.mark.parametrize("noise", [0.0, 0.02], ids=["drawn", "photographed"])
def test_a_picture_of_a_drawing_is_read_as_it_is_drawn(noise):
    ink = draw_strokes(APART)
    paper = np.clip(0.9 - 0.7 * ink + np.random.default_rng(1).normal(0, noise, ink.shape), 0, 1)
    large = np.kron(paper, np.ones((2, 2))).astype(np.float32)
    read = prepare_picture((large * 255).astype(np.uint8), "drawings", (28, 28, 1)).input
    expected = prepare_strokes(APART, "drawings").input
    assert np.corrcoef(read.ravel(), expected.ravel())[0, 1] > 0.9
    with pytest.raises(PictureError, match="drawing"):
        prepare_picture(np.full((64, 64), 200, np.uint8), "drawings", (28, 28, 1))
