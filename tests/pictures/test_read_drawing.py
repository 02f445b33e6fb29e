"""The pad's short way to the ink gives what the long way for any picture gives."""

import numpy as np
import pytest

from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.read_ink import read_drawing, read_ink
from cnnviz.pictures.strokes import Stroke, draw_strokes

SEVEN = Stroke(((70, 60), (200, 64), (185, 110), (150, 170), (128, 235)), 18)
FOUR_AND_ONE = [
    Stroke(((60, 60), (40, 140), (120, 140)), 12),
    Stroke(((95, 90), (95, 200)), 12),
    Stroke(((210, 60), (208, 200)), 12),
]
PICTURES = {
    "one digit": draw_strokes([SEVEN]),
    "two digits": draw_strokes(FOUR_AND_ONE),
    "a sample": load_samples().ink(5),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_as_read_ink(name):
    short, long = read_drawing(PICTURES[name]), read_ink(PICTURES[name])
    np.testing.assert_array_equal(short.ink, long.ink)
    assert (short.digits, short.notes, short.inverted) == (long.digits, long.notes, long.inverted)


def test_two_digits_drawn_are_said():
    reading = read_drawing(PICTURES["two digits"])
    assert reading.digits == 2
    assert reading.notes[0].startswith("Two digits found")


def test_an_empty_pad_is_blank():
    with pytest.raises(PictureError, match="blank"):
        read_drawing(np.zeros((280, 280), np.float32))
