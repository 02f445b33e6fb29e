"""Handwriting as people photograph, scan and draw it: one picture, made here, for each kind of difficulty."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy import ndimage

from cnnviz.pictures.network_input import Preparation, prepare_picture
from cnnviz.pictures.prepare import ink_box, prepare
from cnnviz.pictures.strokes import Stroke, draw_strokes
from tests.pictures.photographs import Scene, photograph
from tests.pictures.test_read import DIGITS, EIGHT, FIVE, FOUR, TWO

SEVEN = [Stroke([(90, 60), (195, 60), (130, 225)], 14), Stroke([(110, 140), (185, 138)], 14)]
ALL = {**DIGITS, 7: SEVEN}
LINES = "Straight lines were taken for those of the paper, and left out."
FRAME = "The picture has a frame: the app reads what is in it."
UNSURE = "What is ink here, and what is paper? The app is not sure: if the digit looks wrong, swap them."


def written(strokes: list[Stroke], pen: float = 14) -> np.ndarray:
    """The ink of the strokes, with another pen, cut out closely."""
    ink = draw_strokes([Stroke(points, pen) for points, _ in strokes])
    top, left, bottom, right = ink_box(ink)
    return ink[top:bottom, left:right]


def scene(strokes: list[Stroke], pen: float = 14, **conditions) -> tuple[Image.Image, np.ndarray]:
    """A photograph, and its true ink."""
    taken = Scene([(written(strokes, pen), (430, 290), conditions.pop("height", 200))], **conditions)
    return Image.open(io.BytesIO(photograph(taken))).convert("RGB"), taken.masks[0]


def cropped(picture: Image.Image, mask: np.ndarray, margin: int) -> tuple[Image.Image, np.ndarray]:
    top, left, bottom, right = ink_box(mask)
    box = left - margin, top - margin, right + margin, bottom + margin
    return picture.crop(box), mask[box[1] : box[3], box[0] : box[2]]


def read(picture: Image.Image, format: str = "JPEG", **choices) -> Preparation:
    file = io.BytesIO()
    picture.save(file, format, **({"quality": 85} if format == "JPEG" else {}))
    return prepare_picture(file.getvalue(), "digits", (28, 28, 1), **choices)


def assert_reads(preparation: Preparation, mask: np.ndarray) -> None:
    """The input is that of the true ink, or half a pixel from it."""
    inputs = [each.input[..., 0] for each in (preparation, prepare(mask, widen=True))]
    blurred = [ndimage.gaussian_filter(values, 1).ravel() for values in inputs]
    assert np.corrcoef(blurred)[0, 1] > 0.8


@pytest.mark.parametrize("digit", ALL)
@pytest.mark.parametrize("margin", [0, 6])
@pytest.mark.parametrize("pen", [6, 14])
def test_straight_strokes_of_a_cropped_digit_are_no_lines_of_the_paper(digit, margin, pen):
    picture, mask = cropped(*scene(ALL[digit], pen), margin)
    preparation = read(picture)
    assert_reads(preparation, mask)
    assert LINES not in preparation.notes


@pytest.mark.parametrize("digit", ALL)
@pytest.mark.parametrize("size", [36, 50])
def test_a_small_scan_keeps_all_its_strokes(digit, size):
    ink = np.pad(written(ALL[digit], 10), 20)
    shape = size * ink.shape[1] // ink.shape[0], size
    noise = np.random.default_rng(digit).normal(0, 4, shape[::-1])
    grey = np.asarray(Image.fromarray(235 - 200 * ink).resize(shape, Image.Resampling.BOX)) + noise
    picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    assert_reads(read(picture), ink)


@pytest.mark.parametrize("conditions", [{"lines": 70}, {"lines": 60, "squared": True}, {"shadow": 0.4}, {}])
def test_a_thin_pen_is_read_and_widened(conditions):
    picture, mask = scene(FIVE, 4, **conditions)
    preparation = read(picture)
    assert list(preparation.steps) == ["ink", "crop", "widened", "scaled"]
    assert_reads(preparation, mask)
    assert preparation.steps["scaled"].max() > 0.9, "a thin line must not turn grey"


@pytest.mark.parametrize("pen", [1, 2, 4])
@pytest.mark.parametrize("inverted", [False, True])
def test_a_thin_line_of_a_drawing_program_is_widened(pen, inverted):
    ink = draw_strokes([Stroke(points, pen) for points, _ in EIGHT])
    preparation = read(Image.fromarray(np.rint(255 * (ink if inverted else 1 - ink)).astype(np.uint8)), "PNG")
    assert "widened" in preparation.steps
    assert_reads(preparation, ink)
    assert preparation.steps["scaled"].max() > 0.9


def test_a_wide_pen_is_left_as_it_is():
    ink = draw_strokes(TWO)
    preparation = read(Image.fromarray(np.rint(255 * ink).astype(np.uint8)), "PNG")
    assert "widened" not in preparation.steps
    np.testing.assert_allclose(preparation.input, prepare(ink).input, atol=2 / 255)


@pytest.mark.parametrize("roughness", [2, 4])
@pytest.mark.parametrize("light_ink", [False, True])
def test_the_texture_of_the_paper_is_not_ink(roughness, light_ink):
    picture, mask = scene(FOUR, light_ink=light_ink, ink_tone=0.25)
    texture = ndimage.gaussian_filter(np.random.default_rng(5).normal(0, 1, mask.shape), roughness)
    grey = np.asarray(picture) * (1 + 0.1 * texture / texture.std())[..., None]
    assert_reads(read(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))), mask)


@pytest.mark.parametrize("tone", [0.65, 0.8, 0.93])
@pytest.mark.parametrize("margin", [4, 60])
@pytest.mark.parametrize("around", ["white", "black"])
def test_a_piece_of_paper_pasted_on_white_or_black_is_not_ink(tone, margin, around):
    piece, mask = cropped(*scene(FIVE, paper_tone=tone, light=(1, 0.95)), margin)
    picture = Image.new("RGB", (piece.width + 160, piece.height + 160), around)
    picture.paste(piece, (80, 80))
    assert_reads(read(picture, "PNG"), mask)


@pytest.mark.parametrize("width", [2, 5])
def test_the_box_of_a_form_is_not_ink(width):
    picture, mask = scene(FOUR, height=150)
    ImageDraw.Draw(picture).rectangle((300, 150, 560, 430), outline=(40, 40, 40), width=width)
    preparation = read(picture)
    assert_reads(preparation, mask)
    assert FRAME in preparation.notes


def test_the_box_of_a_form_at_the_edges_of_the_picture_is_not_ink():
    picture, mask = cropped(*scene(TWO, height=150), 40)
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline=(40, 40, 40), width=3)
    assert_reads(read(picture), mask)


@pytest.mark.parametrize("panel", ["black", "white"])
def test_the_axes_of_a_plotted_figure_are_not_ink(panel):
    ink = np.asarray(Image.fromarray(written(TWO)).resize((150, 210)))
    digit = Image.fromarray(np.rint(255 * (ink if panel == "black" else 1 - ink)).astype(np.uint8))
    figure = Image.new("L", (640, 480), "white")
    draw = ImageDraw.Draw(figure)
    draw.rectangle((160, 60, 520, 420), fill=panel, outline="black")
    for tick in range(0, 360, 60):
        draw.text((150, 55 + tick), str(tick // 12), fill="black", anchor="ra")
        draw.line((156, 60 + tick, 160, 60 + tick), fill="black")
    figure.paste(digit, (265, 135))
    preparation = read(figure, "PNG")
    assert_reads(preparation, ink)
    assert FRAME in preparation.notes


@pytest.mark.parametrize("strokes", [[Stroke([(80, 60), (190, 60), (190, 220), (80, 220), (80, 60)], 14)]])
def test_a_box_shaped_zero_is_no_frame(strokes):
    ink = np.pad(written(strokes), 60)
    preparation = read(Image.fromarray(np.rint(255 * (1 - ink)).astype(np.uint8)), "PNG")
    assert FRAME not in preparation.notes
    assert_reads(preparation, ink)


def test_a_broken_stroke_keeps_its_pieces():
    ink = draw_strokes(EIGHT)
    for row, col in ((65, 140), (110, 120), (140, 160), (210, 140)):
        ink[row - 5 : row + 5, col - 7 : col + 7] = 0
    noise = np.random.default_rng(3).normal(0, 5, ink.shape)
    picture = Image.fromarray(np.clip(230 - 190 * ink + noise, 0, 255).astype(np.uint8))
    assert_reads(read(picture), ink)


def test_the_foot_of_a_neighbour_at_the_edge_is_left_out():
    taken = Scene([(written(FIVE), (430, 290), 170), (written(EIGHT), (560, 290), 170)])
    picture = Image.open(io.BytesIO(photograph(taken))).crop((310, 190, 540, 390))
    assert_reads(read(picture), taken.masks[0][190:390, 310:540])


@pytest.mark.parametrize("ink, paper", [((60, 40, 160), (180, 225, 30)), ((150, 10, 30), (255, 175, 200))])
def test_coloured_pads(ink, paper):
    strokes = np.pad(written(TWO, 8), 30)
    colours = strokes[..., None] * ink + (1 - strokes[..., None]) * paper
    picture = Image.fromarray(np.rint(colours).astype(np.uint8)).resize((56, 56), Image.Resampling.BOX)
    shape = np.asarray(Image.fromarray(strokes).resize((56, 56), Image.Resampling.BOX))
    assert_reads(read(picture, "PNG"), shape)


def test_lines_of_the_paper_are_kept_on_request():
    picture, mask = scene(TWO, lines=50, line_tone=0.4)
    without, kept = read(picture), read(picture, keep_lines=True)
    assert LINES in without.notes and without.has_lines
    assert LINES not in kept.notes and not kept.has_lines
    assert_reads(without, mask)
    assert not np.array_equal(without.input, kept.input)


def test_where_ink_and_paper_are_unclear_it_says_so_and_offers_the_other():
    picture, mask = scene(FIVE, 4, shadow=0.4)
    found, swapped = read(picture), read(picture, swap=True)
    assert UNSURE in found.notes
    assert_reads(found, mask)
    assert not np.array_equal(found.input, swapped.input)


def test_where_ink_and_paper_are_clear_nothing_is_asked():
    assert read(scene(FIVE)[0]).notes == ("Dark ink on light paper: inverted.",)


@pytest.mark.parametrize("light_ink", [False, True])
def test_swapping_twice_is_not_swapping(light_ink):
    ink = draw_strokes(TWO)
    picture = Image.fromarray(np.rint(255 * (ink if light_ink else 1 - ink)).astype(np.uint8))
    seen, swapped = read(picture, "PNG"), read(picture, "PNG", swap=True)
    assert_reads(seen, ink)
    assert swapped.steps["ink"][0, 0] == 1
