"""Weights that slide over a picture of one channel: convolution in its smallest form."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnnviz.arithmetic import Axis, Padding
from cnnviz.labs.convolution import convolve


def slide(
    picture: np.ndarray, weights: np.ndarray, *, stride: int = 1, padding: Padding = "valid", sides: int = 0
) -> npt.NDArray[np.float64]:
    """Return the sum of products at every position where the weights fit, laid on as they are (cross-correlation).

    Args:
        picture: (height, width), any real dtype.
        weights: (rows, cols), or (cols,) for weights that see one row at a time.
        stride: Cells from one position to the next, along both axes.
        padding: "valid" for no zeros, "same" for as many as keep the size at stride 1, or how many on each side.
        sides: How many columns of zeros to add at the left and at the right first.
    Returns:
        (output_h, output_w) float64.
    Raises:
        ValueError: If the weights do not fit. The message gives what was received.
    Example:
        >>> slide(np.array([[1, 2, 3]]), np.array([1, 10]))
        array([[21., 32.]])
        >>> slide(np.array([[1, 2, 3]]), np.array([1, 10]), sides=1)
        array([[10., 21., 32.,  3.]])
    """
    widened = np.pad(np.asarray(picture, np.float64), ((0, 0), (sides, sides)))
    kernel = np.atleast_2d(np.asarray(weights, np.float64))
    return convolve(widened[..., None], kernel[..., None, None], stride=stride, padding=padding)[..., 0]


def size_with_numbers(axis: Axis) -> str:
    """Return the formula of the output size, ([W − F + 2P] / S) + 1, with an axis's numbers filled in.

    Where there are more zeros after the input than before it, both numbers stand in the place of 2P.

    Example:
        >>> size_with_numbers(Axis(32, 5))
        '([32 − 5 + 2·0] / 1) + 1 = 28'
        >>> size_with_numbers(Axis(6, 3, stride=2))
        '([6 − 3 + 2·0] / 2) + 1 = 2.5, rounded down: 2'
        >>> size_with_numbers(Axis(6, 3, stride=2, padding="same"))
        '([6 − 3 + 0 + 1] / 2) + 1 = 3'
    """
    before, after = axis.pad_before, pad_after(axis)
    zeros = f"2·{before}" if before == after else f"{before} + {after}"
    exact = (axis.size - axis.extent + before + after) / axis.stride + 1
    end = f"{exact:g}" if exact == axis.output_size else f"{exact:.4g}, rounded down: {axis.output_size}"
    return f"([{axis.size} − {axis.extent} + {zeros}] / {axis.stride}) + 1 = {end}"


def pad_after(axis: Axis) -> int:
    """Return how many zeros follow the input: as many as before it, or with "same" padding sometimes one more.

    Example:
        >>> pad_after(Axis(6, 3, stride=2, padding="same")), pad_after(Axis(6, 3, padding=1))
        (1, 1)
    """
    if axis.padding != "same":
        return axis.pad_before
    return max((axis.output_size - 1) * axis.stride + axis.extent - axis.size - axis.pad_before, 0)
