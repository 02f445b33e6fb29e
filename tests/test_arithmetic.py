"""Output sizes, paddings, windows and activations, against Keras."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnviz.arithmetic import ACTIVATIONS, Axis, output_size, softmax, take_window

axes = st.builds(
    Axis,
    size=st.integers(1, 9),
    kernel_size=st.integers(1, 4),
    stride=st.integers(1, 3),
    padding=st.just("valid"),
    dilation_rate=st.integers(1, 3),
)


@pytest.mark.parametrize(
    ("size", "kernel_size", "stride", "padding", "expected"),
    [
        (28, 5, 1, "same", 28),
        (28, 2, 2, "valid", 14),
        (28, 3, 1, "valid", 26),
        (227, 11, 4, "valid", 55),  # AlexNet's first layer
        (224, 7, 2, "same", 112),  # ResNet's
        (5, 5, 3, "valid", 1),
        (1, 3, 1, "same", 1),
    ],
)
def test_sizes_known_from_papers(size, kernel_size, stride, padding, expected):
    assert output_size(size, kernel_size, stride=stride, padding=padding) == expected


@pytest.mark.parametrize(
    ("size", "kernel_size", "options"),
    [
        (3, 4, {}),
        (0, 1, {}),
        (3, 0, {}),
        (3, 3, {"stride": 0}),
        (3, 3, {"padding": "full"}),
        (0, 1, {"padding": "same"}),
    ],
)
def test_a_window_that_does_not_fit_is_refused_with_all_it_was_given(size, kernel_size, options):
    received = rf"Received: size={size}, kernel_size={kernel_size}, stride=\d, padding='\w+'"
    with pytest.raises(ValueError, match=received):
        output_size(size, kernel_size, **options)


@settings(max_examples=150, deadline=None)
@given(rows=axes, cols=axes, padding=st.sampled_from(["valid", "same"]), seed=st.integers(0, 2**16))
def test_every_window_times_the_kernel_is_keras_convolution(rows, cols, padding, seed):
    rows, cols = rows._replace(padding=padding), cols._replace(padding=padding)
    dilated = max(rows.dilation_rate, cols.dilation_rate) > 1
    assume(not (dilated and max(rows.stride, cols.stride) > 1))  # Keras has no strides with dilation
    assume(padding == "same" or (rows.extent <= rows.size and cols.extent <= cols.size))
    random = np.random.default_rng(seed)
    values = random.normal(size=(rows.size, cols.size, 2)).astype(np.float32)
    kernel = random.normal(size=(rows.kernel_size, cols.kernel_size, 2, 1)).astype(np.float32)

    theirs = keras.ops.conv(
        values[None],
        kernel,
        strides=(rows.stride, cols.stride),
        padding=padding,
        dilation_rate=(rows.dilation_rate, cols.dilation_rate),
    ).numpy()[0, ..., 0]

    assert theirs.shape == (rows.output_size, cols.output_size)
    for row, col in np.ndindex(theirs.shape):
        window = take_window(values, rows.indices(row), cols.indices(col))
        assert np.sum(window * kernel[..., 0]) == pytest.approx(theirs[row, col], abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(
    size=st.integers(1, 9),
    kernel_size=st.integers(1, 4),
    stride=st.integers(1, 4),
    padding=st.sampled_from(["valid", "same"]),
)
def test_pooling_sizes_are_keras(size, kernel_size, stride, padding):
    assume(padding == "same" or kernel_size <= size)
    pooled = keras.ops.max_pool(np.zeros((1, size, size, 1), np.float32), kernel_size, strides=stride, padding=padding)
    assert pooled.shape[1] == Axis(size, kernel_size, stride, padding).output_size


def test_an_odd_number_of_zeros_has_the_extra_one_behind():
    axis = Axis(size=5, kernel_size=4, padding="same")
    assert axis.pad_before == 1
    assert axis.indices(0).tolist() == [-1, 0, 1, 2]
    assert axis.indices(4).tolist() == [3, 4, 5, 6]


def test_what_lies_outside_is_what_the_caller_says():
    values = np.arange(4, dtype=np.float32).reshape(2, 2, 1)
    window = take_window(values, np.array([-1, 0]), np.array([1, 2]), outside=np.nan)
    np.testing.assert_array_equal(window[..., 0], [[np.nan, np.nan], [1, np.nan]])
    assert window.dtype == np.float32


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_activations_are_keras(name):
    z = np.array([-1000, -30, -2, -0.1, 0, 0.1, 2, 30, 1000], np.float32)
    theirs = keras.activations.get(name)(keras.ops.convert_to_tensor(z))
    np.testing.assert_allclose(ACTIVATIONS[name](z), theirs, rtol=1e-5, atol=1e-7)


def test_softmax_of_large_logits_is_no_overflow():
    np.testing.assert_allclose(softmax(np.array([1000.0, 1000.0, 0.0])), [0.5, 0.5, 0.0])
