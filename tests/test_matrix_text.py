"""Matrices as text: what is typed and what a URL says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.numpy import array_shapes, arrays

from cnnviz.matrix_text import matrix_to_text, number_text, read_number, text_to_matrix


@settings(max_examples=50)
@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=some.floats(-1000, 1000)))
def test_a_matrix_comes_back_from_its_text(matrix):
    text = matrix_to_text(matrix)
    assert not set(text) & set(" &=%#?,;/")
    np.testing.assert_array_equal(text_to_matrix(text, matrix.shape, -1000, 1000), matrix)


@settings(max_examples=100)
@given(some.text(max_size=30))
def test_any_text_is_a_number_in_the_limits_or_one_sentence(text):
    try:
        assert -10 <= read_number(text, -10, 10) <= 10
    except ValueError as error:
        assert str(error).endswith("write a number from −10 to 10.")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("", "A cell is empty"),
        ("  ", "A cell is empty"),
        ("abc", "“abc” is not a number"),
        ("1_000", "“1_000” is not a number"),
        ("nan", "“nan” is not a number"),
        ("inf", "“inf” is not a number"),
        ("٣", "“٣” is not a number"),
        ("1e999", "“1e999” is too large"),
        ("-11", "“-11” is too small"),
    ],
)
def test_what_is_wrong_is_said(text, begins):
    with pytest.raises(ValueError, match=f"^{begins}: write a number from −10 to 10.$"):
        read_number(text, -10, 10)


@pytest.mark.parametrize("text", ["1", "1.", ".5", "-0,5", "−3", "+2", " 1e0 ", "-0"])
def test_numbers_are_read_as_people_write_them(text):
    assert read_number(text, -10, 10) == float(text.replace("−", "-").replace(",", "."))


def test_zero_has_no_sign():
    assert number_text(read_number("-0", -1, 1)) == "0"


@pytest.mark.parametrize("text", ["", "1_2~3", "1_2_3~4_5_6", "1_2~3_x", "1_2~3_99999", "~", "1_2~3_"])
def test_a_url_that_says_no_such_matrix_says_none(text):
    assert text_to_matrix(text, (2, 2), -1000, 1000) is None
