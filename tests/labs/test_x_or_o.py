"""X or O, number for number as its article prints them."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cnnviz.labs.x_or_o import EXAMPLE, FEATURES, HIGH_NUMBERS, match, read_numbers, vote, walk, walk_to_csv
from cnnviz.labs.x_or_o_images import SAMPLES, differences, flip_cells, image_to_text, move, text_to_image, thicken_ink

X, O = SAMPLES["X"], SAMPLES["O"]  # noqa: E741  # The lab is about these letters.
IMAGES = arrays.arrays(np.int8, (9, 9), elements=st.sampled_from([-1, 1]))


def test_the_x_and_the_features_are_the_articles():
    expected = np.full((9, 9), -1)
    for i in range(1, 8):
        expected[i, i] = expected[i, 8 - i] = 1
    np.testing.assert_array_equal(X, expected)
    assert FEATURES["\\"].tolist() == [[1, -1, -1], [-1, 1, -1], [-1, -1, 1]]
    assert FEATURES["X"].tolist() == [[1, -1, 1], [-1, 1, -1], [1, -1, 1]]
    np.testing.assert_array_equal(FEATURES["/"], FEATURES["\\"][:, ::-1])
    assert list(FEATURES) == ["\\", "X", "/"]


def test_the_first_row_of_matches():
    assert walk(X).matches.shape == (7, 7, 3)
    assert walk(X).matches[0, :, 0].round(2).tolist() == [0.78, -0.11, 0.11, 0.33, 0.56, -0.11, 0.33]


def test_the_window_in_the_middle_of_the_x_matches_five_ninths():
    products = walk(X).products[3, 3, :, :, 0]
    assert products.tolist() == [[1, 1, -1], [1, 1, 1], [-1, 1, 1]]
    assert walk(X).matches[3, 3, 0] == pytest.approx(5 / 9) == products.mean()


def test_relu_and_pooling_make_seven_by_seven_four_by_four():
    steps = walk(X)
    assert (steps.rectified == np.where(steps.matches < 0, 0, steps.matches)).all()
    assert steps.pooled[..., 0].round(2).tolist() == [
        [1, 0.33, 0.56, 0.33],
        [0.33, 1, 0.33, 0.56],
        [0.56, 0.33, 1, 0.11],
        [0.33, 0.56, 0.11, 0.78],
    ]


def test_pooling_again_makes_two_by_two():
    pooled = np.moveaxis(walk(X).pooled_again, -1, 0).round(2).tolist()
    assert pooled == [[[1, 0.56], [0.56, 1]], [[1, 0.56], [0.56, 0.56]], [[0.56, 1], [1, 0.56]]]


@pytest.mark.parametrize("letter", HIGH_NUMBERS)
def test_a_letter_is_exactly_one_at_its_places_and_nowhere_else(letter):
    ones = np.flatnonzero(walk(SAMPLES[letter]).flat == 1) + 1
    assert tuple(ones) == HIGH_NUMBERS[letter] == {"X": (1, 4, 5, 10, 11), "O": (2, 3, 9, 12)}[letter]


def test_the_articles_vote():
    result = vote(EXAMPLE)
    assert result.sums == pytest.approx({"X": 4.56, "O": 2.07})
    # The article cuts 0.5175 to 0.51.
    assert result.shares == pytest.approx({"X": 0.912, "O": 0.5175})
    assert result.words == "An X: 0.91 against 0.52"


@pytest.mark.parametrize("right", [-1, 0, 1])
@pytest.mark.parametrize("down", [-1, 0, 1])
def test_a_moved_letter_is_still_that_letter(down, right):
    for letter in HIGH_NUMBERS:
        assert vote(walk(move(SAMPLES[letter], down, right)).flat).words.startswith(f"An {letter}:")


def test_cell_by_cell_a_moved_x_is_further_from_the_x_than_an_o():
    assert [differences(X, SAMPLES[name]) for name in ("X", "shifted", "thick", "O")] == [0, 26, 28, 21]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("X", "An X: 1.00 against 0.56"),
        ("O", "An O: 1.00 against 0.56"),
        ("shifted", "An X: 0.91 against 0.56"),
        ("thick", "An X: 0.33 against 0.28"),
        ("slanted", "An X: 0.91 against 0.56"),
        ("broken", "An X: 0.82 against 0.56"),
    ],
)
def test_the_verdict_on_each_sample(name, words):
    assert vote(walk(SAMPLES[name]).flat).words == words


def test_the_verdict_tells_apart_what_rounds_alike_and_says_when_nothing_does():
    assert vote(np.zeros(12)).words == "Neither: 0.00 against 0.00"
    assert vote([0.501, 0.5, 0.5, *[0.5] * 9]).words == "An X: 0.5002 against 0.5000"


@settings(max_examples=30)
@given(IMAGES)
def test_every_image_keeps_to_the_definition(image):
    steps = walk(image)
    for row, col, channel in np.ndindex(7, 7, 3):
        window = image[row : row + 3, col : col + 3] * list(FEATURES.values())[channel]
        assert (steps.products[row, col, :, :, channel] == window).all()
        assert steps.matches[row, col, channel] == pytest.approx(window.mean())
    for before, after in ((steps.rectified, steps.pooled), (steps.pooled, steps.pooled_again)):
        for row, col in np.ndindex(after.shape[:2]):
            largest = before[2 * row : 2 * row + 2, 2 * col : 2 * col + 2].max(axis=(0, 1))
            assert (after[row, col] == largest).all()
    assert (steps.flat.reshape(3, 2, 2) == np.moveaxis(steps.pooled_again, -1, 0)).all()
    np.testing.assert_array_equal(text_to_image(image_to_text(image)), image)


def test_matches_are_what_keras_convolves():
    import keras

    layer = keras.layers.Conv2D(3, 3, use_bias=False)
    layer.build((None, 9, 9, 1))
    layer.set_weights([np.stack(list(FEATURES.values()), axis=-1)[:, :, None, :] / 9])
    np.testing.assert_allclose(match(O), layer(O[None, ..., None].astype("float32"))[0], atol=1e-6)


def test_what_moves_over_the_edge_is_gone():
    edge = np.full((9, 9), -1, np.int8)
    edge[0, 0] = edge[8, 8] = 1
    assert np.argwhere(move(edge, 0, 1) == 1).tolist() == [[0, 1]]
    assert np.argwhere(move(edge, -1, 0) == 1).tolist() == [[7, 8]]


def test_thicker_and_broken():
    assert ((thicken_ink(X) == 1) >= (X == 1)).all() and (thicken_ink(X) == 1).sum() == 41
    assert differences(X, flip_cells(X, 5, np.random.default_rng(3))) == 5


@pytest.mark.parametrize(
    "text", ["", "0", "g" * 21, "2" + "0" * 20, "0" * 22, "０" * 21, "0" * 20 + "\n", "F" * 21], ids=repr
)
def test_a_text_that_is_no_image_gives_none(text):
    assert text_to_image(text) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "Number 3 is “abc”"),
        ("", "Number 3 is empty"),
        ("1e999", "Number 3 is “1e999”"),
        ("nan", "Number 3 is “nan”"),
        ("-0.1", "Number 3 is “-0.1”"),
        ("5", "Number 3 is “5”"),
    ],
)
def test_a_number_that_cannot_vote_is_named(typed, said):
    texts = ["0.5", "1", typed, *["0"] * 9]
    with pytest.raises(ValueError, match=f"^{said}: it has to be a number from 0 to 1, such as 0.45.$"):
        read_numbers(texts)
    assert read_numbers([*texts[:2], "0,25", *texts[3:]])[:3] == (0.5, 1, 0.25)


def test_the_file_has_every_number():
    rows = list(csv.DictReader(io.StringIO(walk_to_csv(X))))
    assert len(rows) == 81 + 3 * (49 + 49 + 16 + 4) + 12
    steps = walk(X)
    for row in rows:
        at = int(row["row"]), int(row["col"])
        if row["step"] == "image":
            expected = X[at]
        elif row["step"] == "flat":
            expected = steps.flat[at[1]]
        else:
            expected = getattr(steps, row["step"])[(*at, list(FEATURES).index(row["feature"]))]
        assert float(row["value"]) == expected
