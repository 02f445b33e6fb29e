"""A whole convolution in NumPy against Keras's own."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnviz.labs.convolution import convolve
from tests.support.close import ROUNDING

SIZES = st.integers(1, 11)
KERNELS = st.integers(1, 7)


def arrays(seed: int, height: int, width: int, kernel_h: int, kernel_w: int, channels: int, filters: int):
    """An image of bytes, a kernel and biases of small numbers."""
    rng = np.random.default_rng(seed)
    image = rng.integers(0, 256, (height, width, channels)).astype(np.float32)
    kernel = rng.normal(size=(kernel_h, kernel_w, channels, filters)).astype(np.float32)
    return image, kernel, rng.normal(size=filters).astype(np.float32)


def assert_same_sums(ours, theirs, image, kernel, bias, **options) -> None:
    """Assert that both are the sums, but for rounding: in any order, n terms are off by at most n roundings of each."""
    terms = kernel[..., 0].size + 1
    magnitudes = convolve(*(np.abs(each.astype(float)) for each in (image, kernel, bias)), **options)
    assert (np.abs(ours.astype(float) - theirs) <= 2 * terms * ROUNDING * magnitudes).all()


def by_keras(image, kernel, bias, *, strides=1, padding="valid", dilation_rate=1) -> np.ndarray:
    outputs = keras.ops.conv(image[None], kernel, strides, padding, dilation_rate=dilation_rate)
    return np.asarray(outputs)[0] + bias


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(SIZES, SIZES, KERNELS, KERNELS, st.integers(1, 4), st.integers(1, 3)),
    stride=st.integers(1, 4),
    dilation_rate=st.integers(1, 3),
    padding=st.sampled_from(["valid", "same"]),
)
def test_convolve_is_keras_convolution(seed, shape, stride, dilation_rate, padding):
    assume(stride == 1 or dilation_rate == 1)  # Keras refuses both together
    extents = ((side - 1) * dilation_rate + 1 for side in shape[2:4])
    assume(padding == "same" or all(size >= extent for size, extent in zip(shape, extents, strict=False)))
    image, kernel, bias = arrays(seed, *shape)
    options = {"stride": stride, "padding": padding, "dilation_rate": dilation_rate}
    ours = convolve(image, kernel, bias, **options)
    theirs = by_keras(image, kernel, bias, strides=stride, padding=padding, dilation_rate=dilation_rate)
    assert ours.dtype == np.float32
    assert_same_sums(ours, theirs, image, kernel, bias, **options)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(SIZES, SIZES, KERNELS, KERNELS, st.integers(1, 3), st.integers(1, 2)),
    stride=st.integers(1, 3),
    zeros=st.integers(0, 5),
)
def test_a_number_of_zeros_is_a_border_of_zeros_before_a_valid_convolution(seed, shape, stride, zeros):
    assume(all(size + 2 * zeros >= side for size, side in zip(shape[:2], shape[2:4], strict=True)))
    image, kernel, bias = arrays(seed, *shape)
    padded = np.asarray(keras.layers.ZeroPadding2D(zeros)(image[None]))[0]
    theirs = by_keras(padded, kernel, bias, strides=stride)
    ours = convolve(image, kernel, bias, stride=stride, padding=zeros)
    assert_same_sums(ours, theirs, image, kernel, bias, stride=stride, padding=zeros)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(SIZES, SIZES, st.integers(1, 4), st.integers(1, 4), st.integers(1, 2), st.just(1)),
    stride=st.integers(2, 3),
    dilation_rate=st.integers(2, 3),
    padding=st.one_of(st.just("valid"), st.integers(0, 3)),
)
def test_stride_with_dilation_takes_every_strideth_output_of_dilation_alone(
    seed, shape, stride, dilation_rate, padding
):
    zeros = 0 if padding == "valid" else padding
    extents = ((side - 1) * dilation_rate + 1 for side in shape[2:4])
    assume(all(size + 2 * zeros >= extent for size, extent in zip(shape, extents, strict=False)))
    image, kernel, bias = arrays(seed, *shape)
    dense = convolve(image, kernel, bias, padding=padding, dilation_rate=dilation_rate)
    options = {"stride": stride, "padding": padding, "dilation_rate": dilation_rate}
    both = convolve(image, kernel, bias, **options)
    # Fewer windows at once are added up in another order.
    assert_same_sums(both, dense[::stride, ::stride], image, kernel, bias, **options)


def test_whole_numbers_are_computed_exactly():
    image = np.arange(49, dtype=np.uint8).reshape(7, 7, 1)
    kernel = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])[..., None, None]
    result = convolve(image, kernel, 7)
    assert result.dtype == np.float64
    assert result[0, 0, 0] == 0 + 2 + 8 + 14 + 16 + 7


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"image": np.zeros((4, 4))}, r"\(4, 4\)"),
        ({"image": np.zeros((4, 4, 2))}, r"\(4, 4, 2\) and \(3, 3, 1, 1\)"),
        ({"image": np.zeros((2, 4, 1))}, "size=2"),
        ({"stride": 0}, "stride=0"),
        ({"padding": -1}, "padding=-1"),
        ({"dilation_rate": 0}, "dilation_rate must be at least 1. Received: 0"),
        ({"dilation_rate": 2}, "kernel_size=5"),
    ],
    ids=str,
)
def test_what_cannot_be_convolved_is_said_with_what_was_received(change, words):
    arguments = {"image": np.zeros((4, 4, 1)), "kernel": np.zeros((3, 3, 1, 1))} | change
    with pytest.raises(ValueError, match=words):
        convolve(**arguments)
