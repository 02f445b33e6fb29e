"""Numbers that are no picture: a line of a table, in every way in which people write one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.network_input import prepare_picture
from cnnviz.pictures.numbers import LARGEST, NumbersError, numbers_line, numbers_of, read_numbers

SHAPE = (1, 3, 1)


@pytest.mark.parametrize(
    "line",
    [
        "0.5,1,-2",
        "0.5, 1, -2",
        "0.5;1;-2",
        "0,5;1;-2",
        "0,5; 1; −2;",
        "0.5\t1\t-2",
        "0,5\t1\t-2\n",
        "0.5 1 -2",
        "0,5 1 -2",
        "  .5   1e0  -2.0  ",
        '"0.5","1","-2"',
        "0.5\n1\n-2\n",
        "0.5,1,-2\r\n",
    ],
)
def test_a_line_is_read_however_it_is_separated(line):
    assert read_numbers(line, 3) == (0.5, 1.0, -2.0)


def test_the_count_tells_a_decimal_comma_from_a_separator():
    assert read_numbers("1,5 2,5", 2) == (1.5, 2.5)
    assert read_numbers("1,5 2,5", 4) == (1.0, 5.0, 2.0, 5.0)
    assert read_numbers("1,5", 2) == (1.0, 5.0)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("1;2", "It reads 3 numbers, and 2 were given: write 3 numbers in a line, such as 0.5; 1; −2."),
        ("1 2 3 4", "It reads 3 numbers, and 4 were given:"),
        ("7", "It reads 3 numbers, and 1 was given:"),
        ("1;two;3", "Number 1, “two”, is none:"),
        ("1,2,x", "Number 2, “x”, is none:"),
        ("1;;3", "Number 1 is missing:"),
        ("1,,3", "Number 1 is missing:"),
        ("1,000.5;2;3", "Number 0, “1,000.5”, is none:"),
        ("nan inf 3", "Number 0, “nan”, is none:"),
        ("1 2 1e39", "Number 2, “1e39”, is too large: it may have 38 digits."),
        ("  ", "There is no number:"),
        ("1;2;" + "y" * 99, "Number 2, “" + "y" * 20 + "”, is none:"),
    ],
)
def test_what_is_no_such_line_gets_one_sentence(line, sentence):
    with pytest.raises(NumbersError) as error:
        read_numbers(line, 3)
    assert str(error.value).startswith(sentence)


@given(st.lists(st.floats(-LARGEST, LARGEST), min_size=2, max_size=20))
def test_the_line_of_numbers_gives_them_back(numbers):
    assert read_numbers(numbers_line(numbers), len(numbers)) == tuple(numbers)


def test_text_files_arrays_and_lists_are_taken_as_they_are(tmp_path):
    path = tmp_path / "row.csv"
    path.write_text("\ufeff200,5;-1;0\n", encoding="utf-8")
    for source in (path, str(path), path.read_bytes(), "200.5 -1 0", [200.5, -1, 0], np.array([[200.5], [-1], [0]])):
        prepared = prepare_picture(source, "numbers", SHAPE)
        assert prepared.input.dtype == np.float32 and prepared.input.shape == SHAPE
        assert prepared.input.ravel().tolist() == [200.5, -1, 0]
        assert not prepared.steps and not prepared.notes


def test_what_is_no_numbers_is_refused_in_a_sentence(tmp_path):
    picture = tmp_path / "seven.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    for source in (picture, picture.read_bytes(), ["a", "b", "c"]):
        with pytest.raises(PictureError, match="It reads 3 numbers, no picture: give them in a line"):
            numbers_of(source, 3)
    with pytest.raises(PictureError, match="It reads 3 numbers, and 784 were given"):
        numbers_of(np.zeros((28, 28)), 3)
    with pytest.raises(PictureError, match="no number or too large"):
        numbers_of([1, np.nan, 3], 3)
