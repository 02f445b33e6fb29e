"""The examples of a well-known introduction, through the functions that the pages call."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.arithmetic import Axis
from cnnviz.costs import weights_per_neuron
from cnnviz.labs.convolution import convolve
from cnnviz.labs.first_filters import first_filters
from cnnviz.labs.sliding import size_with_numbers, slide
from cnnviz.labs.worked_examples import FOUR, SIX_BY_SIX, SIX_BY_SIX_WEIGHTS


def test_the_six_by_six_begins_as_it_is_printed():
    assert SIX_BY_SIX.shape == (6, 6)
    assert SIX_BY_SIX[:3, :3].tolist() == [[18, 54, 51], [55, 121, 75], [35, 24, 204]]
    assert SIX_BY_SIX_WEIGHTS.tolist() == [[1, 0, 1], [0, 1, 0], [1, 0, 1]]


def test_the_first_window_of_the_six_by_six_gives_429_and_there_are_4_by_4():
    output = slide(SIX_BY_SIX, SIX_BY_SIX_WEIGHTS)
    assert output.shape == (4, 4)
    assert output[0, 0] == 18 + 51 + 121 + 35 + 204 == 429


def test_every_window_is_its_sum_of_products():
    output = slide(SIX_BY_SIX, SIX_BY_SIX_WEIGHTS)
    for row in range(4):
        for col in range(4):
            assert output[row, col] == (SIX_BY_SIX[row : row + 3, col : col + 3] * SIX_BY_SIX_WEIGHTS).sum()


def test_stride_2_takes_every_second_window():
    every = slide(SIX_BY_SIX, SIX_BY_SIX_WEIGHTS)
    np.testing.assert_array_equal(slide(SIX_BY_SIX, SIX_BY_SIX_WEIGHTS, stride=2), every[::2, ::2])


def test_zeros_keep_the_size_and_the_middle():
    padded = slide(SIX_BY_SIX, SIX_BY_SIX_WEIGHTS, padding="same")
    assert padded.shape == (6, 6)
    np.testing.assert_array_equal(padded, slide(SIX_BY_SIX, SIX_BY_SIX_WEIGHTS, padding=1))
    np.testing.assert_array_equal(padded[1:-1, 1:-1], slide(SIX_BY_SIX, SIX_BY_SIX_WEIGHTS))


def test_the_four_is_a_matrix_of_ink():
    assert FOUR.shape == (14, 14) and FOUR.dtype == np.uint8
    assert FOUR.min() == 0 and FOUR.max() == 255
    assert not FOUR.flags.writeable


@pytest.mark.parametrize(("left", "right"), [(1, 0.3), (0.1, 5)])
def test_a_pair_of_weights_reads_two_neighbours(left, right):
    output = slide(FOUR, np.array([left, right]))
    assert output.shape == (14, 13)
    np.testing.assert_allclose(output, left * FOUR[:, :-1] + right * FOUR[:, 1:].astype(float))
    widened = slide(FOUR, np.array([left, right]), sides=1)
    assert widened.shape == (14, 15)
    np.testing.assert_allclose(widened[:, 1:-1], output)
    np.testing.assert_allclose(widened[:, 0], right * FOUR[:, 0].astype(float))
    np.testing.assert_allclose(widened[:, -1], left * FOUR[:, -1].astype(float))


def test_both_pairs_added_up_are_a_pair():
    both = slide(FOUR, np.array([1, 0.3])) + slide(FOUR, np.array([0.1, 5]))
    np.testing.assert_allclose(both, slide(FOUR, np.array([1.1, 5.3])))


def test_weights_in_two_dimensions_make_it_smaller_in_both():
    output = slide(FOUR, np.array([[1, 1], [-1, -1]]))
    assert output.shape == (13, 13)
    picture = FOUR.astype(float)
    np.testing.assert_array_equal(output, slide(picture[:-1], [1, 1]) - slide(picture[1:], [1, 1]))


def test_ten_filters_of_5_by_5_by_3_make_28_by_28_by_10():
    filters = first_filters(10, 5)
    picture = np.random.default_rng(0).random((32, 32, 3))
    assert filters.kernel.shape == (5, 5, 3, 10)
    assert convolve(picture, filters.kernel, filters.bias).shape == (28, 28, 10)
    assert size_with_numbers(Axis(32, 5)).endswith("= 28")


def test_ten_filters_of_3_by_3_by_3_make_30_by_30_by_10():
    filters = first_filters(10, 3)
    picture = np.random.default_rng(0).random((32, 32, 3))
    assert convolve(picture, filters.kernel, filters.bias).shape == (30, 30, 10)
    assert size_with_numbers(Axis(32, 3)) == "([32 − 3 + 2·0] / 1) + 1 = 30"


def test_a_dense_neuron_has_a_weight_for_every_number():
    assert weights_per_neuron((28, 28, 3)) == 2_352
    assert weights_per_neuron((200, 200, 3)) == 120_000
