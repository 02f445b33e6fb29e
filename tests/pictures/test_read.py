"""From drawings and photographs to the ink of one digit."""

from __future__ import annotations

import io
import subprocess
import sys
import time

import numpy as np
import pytest
from PIL import Image

from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.prepare import ink_box, prepare
from cnnviz.pictures.read_ink import read_ink
from cnnviz.pictures.strokes import Stroke, draw_strokes
from tests.pictures.photographs import Scene, photograph

TWO = [Stroke([(90, 110), (110, 75), (160, 75), (185, 110), (165, 150), (90, 215), (195, 215)], 14)]
FOUR = [Stroke([(130, 60), (80, 160), (200, 160)], 14), Stroke([(165, 110), (165, 225)], 14)]
# The bar floats clear of the rest.
FIVE = [
    Stroke([(115, 60), (195, 60)], 14),
    Stroke([(105, 95), (105, 130), (160, 130), (185, 165), (165, 210), (95, 215)], 14),
]
EIGHT = [Stroke([(140, 60), (100, 95), (180, 170), (140, 215), (100, 170), (180, 95), (140, 60)], 14)]
DIGITS = {2: TWO, 4: FOUR, 5: FIVE, 8: EIGHT}


def overlap(ink: np.ndarray, mask: np.ndarray) -> float:
    """How much of what is ink in either is ink in both."""
    mask = np.asarray(Image.fromarray(mask).resize(ink.shape[::-1], Image.Resampling.BOX))
    return np.count_nonzero((ink > 0.5) & (mask > 0.5)) / np.count_nonzero((ink > 0.5) | (mask > 0.5))


def drawn(strokes: list[Stroke]) -> np.ndarray:
    return np.rint(draw_strokes(strokes) * 255).astype(np.uint8)


def side_by_side(*drawings: np.ndarray) -> np.ndarray:
    return np.hstack([drawing[:, 70:210] for drawing in drawings])


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize("size", [28, 280, 700])
def test_light_ink_on_black_is_left_as_it_is(digit, size):
    pixels = np.asarray(Image.fromarray(drawn(DIGITS[digit])).resize((size, size), Image.Resampling.BOX))
    reading = read_ink(pixels)
    assert np.array_equal(reading.ink, pixels / np.float32(255))
    assert (reading.inverted, reading.digits, reading.notes) == (False, 1, ())


@pytest.mark.parametrize("digit", DIGITS)
def test_an_input_passes_through_reading_and_preparing(digit):
    picture = np.rint(prepare(draw_strokes(DIGITS[digit])).input[..., 0] * 255).astype(np.uint8)
    assert np.array_equal(prepare(read_ink(picture).ink).input[..., 0], picture / np.float32(255))


def test_dark_ink_on_white_is_turned_round():
    reading = read_ink(255 - drawn(FOUR))
    assert np.abs(reading.ink - draw_strokes(FOUR)).max() < 0.01
    assert reading.ink[0, 0] == 0
    assert reading.notes == ("Dark ink on light paper: inverted.",)


def test_turning_round_can_be_switched_off():
    reading = read_ink(255 - drawn(FOUR), invert=False)
    assert not reading.inverted
    assert reading.ink[0, 0] == 1


def test_pale_ink_is_brought_to_full_ink():
    assert read_ink(255 - drawn(TWO) // 3).ink.max() == 1


def test_of_several_drawn_digits_the_left_one_is_read():
    reading = read_ink(side_by_side(drawn(FOUR), drawn(TWO)))
    assert reading.digits == 2
    assert np.array_equal(reading.ink[:, :140], draw_strokes(FOUR)[:, 70:210])
    assert not reading.ink[:, 140:].any()
    assert reading.notes == ("Two digits found: the app reads the one on the left, framed.",)


def test_of_unlike_digits_the_largest_is_read():
    two, eight = (Image.fromarray(drawn(strokes)[50:230, 70:210]) for strokes in (TWO, EIGHT))
    picture = np.zeros((300, 400), np.uint8)
    picture[70:250, 10:150] = two.resize((140, 180))
    picture[10:280, 180:390] = eight.resize((210, 270))
    reading = read_ink(picture)
    assert reading.notes == ("Two digits found: the app reads the largest, framed.",)
    assert not reading.ink[:, :170].any()


PHOTOGRAPHS = {
    "pen": {},
    "small": {"height": 60, "at": (600, 430)},
    "pencil": {"ink_tone": 0.5, "grain": 0.3},
    "dark corner": {"light": (1.0, 0.35)},
    "shadow": {"shadow": 0.4, "shadow_at": 0.75},
    "ruled": {"lines": 70, "tilt": 0.02},
    "pencil, ruled as dark": {"lines": 70, "tilt": 0.01, "ink_tone": 0.5, "line_tone": 0.6},
    "squared": {"lines": 60, "squared": True, "tilt": -0.03},
    "table": {"table": 0.08, "tilt": 0.04},
    "blurred": {"blur": 2.0},
    "noisy": {"noise": 0.03, "quality": 50},
    "blackboard": {"light_ink": True, "ink_tone": 0.2},
    "blackboard, ruled": {"light_ink": True, "ink_tone": 0.2, "lines": 90},
}


@pytest.mark.parametrize("conditions", PHOTOGRAPHS.values(), ids=PHOTOGRAPHS)
def test_the_digit_in_a_photograph_is_found(conditions):
    others = dict(conditions)
    scene = Scene([(draw_strokes(FIVE), others.pop("at", (430, 290)), others.pop("height", 170))], **others)
    reading = read_ink(photograph(scene))
    assert reading.digits == 1
    assert reading.inverted != scene.light_ink
    assert overlap(reading.ink, scene.masks[0]) > 0.75
    assert reading.ink.max() == 1
    assert reading.ink[0].max() == reading.ink[-1].max() == 0
    assert np.count_nonzero((reading.ink > 0) & (reading.ink < 1)), "edges are soft"


@pytest.mark.parametrize("size", [(320, 240), (1600, 1200)])
def test_photographs_of_other_sizes(size):
    width, height = size
    scene = Scene([(draw_strokes(EIGHT), (width * 0.4, height * 0.5), height * 0.35)], size=size, lines=height // 8)
    reading = read_ink(photograph(scene))
    assert overlap(reading.ink, scene.masks[0]) > 0.75
    assert max(reading.picture.shape) <= 640
    assert reading.picture.dtype == np.uint8


def test_of_several_photographed_digits_the_left_one_is_read():
    places = {(560, 300): FIVE, (250, 310): FOUR, (405, 300): TWO}
    scene = Scene([(draw_strokes(strokes), place, 150) for place, strokes in places.items()], lines=80)
    reading = read_ink(photograph(scene))
    assert reading.digits == 3
    assert overlap(reading.ink, scene.masks[1]) > 0.75
    assert "Three digits found: the app reads the one on the left, framed." in reading.notes


def test_a_jpeg_cropped_to_the_digit(tmp_path):
    top, left, bottom, right = ink_box(draw_strokes(TWO))
    path = tmp_path / "two.jpg"
    Image.fromarray(230 - drawn(TWO)[top:bottom, left:right] // 2).save(path, quality=80)
    reading = read_ink(path)
    assert reading.inverted
    assert overlap(reading.ink, draw_strokes(TWO)[top:bottom, left:right]) > 0.75


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_a_blank_picture_is_refused(tone):
    with pytest.raises(PictureError, match="blank"):
        read_ink(np.full((280, 280), tone, np.uint8))


def test_a_photograph_of_bare_paper_is_refused():
    scene = Scene([(draw_strokes(TWO), (-900, -900), 100)])
    with pytest.raises(PictureError, match="No digit"):
        read_ink(photograph(scene))


def test_a_large_photograph_is_read_at_once():
    small = Scene([(draw_strokes(FIVE), (430, 290), 170)], lines=70)
    photo = Image.open(io.BytesIO(photograph(small))).resize((4000, 3000))
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=85)
    read_ink(file.getvalue())
    started = time.process_time()
    read_ink(file.getvalue())
    assert time.process_time() - started < 0.4


def test_importing_loads_neither_scipy_nor_tensorflow():
    code = "import sys, cnnviz.pictures.read_ink; print({'scipy', 'tensorflow', 'keras'} & sys.modules.keys())"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
