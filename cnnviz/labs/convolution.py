"""A whole convolution at once, in NumPy: what Keras's Conv2D computes, and with any padding."""

from __future__ import annotations

import numpy as np

from cnnviz.arithmetic import Axis, Padding


def convolve(
    image: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray | float = 0.0,
    *,
    stride: int = 1,
    padding: Padding = "valid",
    dilation_rate: int = 1,
) -> np.ndarray:
    """Return the feature maps of an image: the kernel laid on every window as it is, not mirrored (cross-correlation).

        output[r, c, f] = bias[f] + sum over i, j, k of
            image[r * stride - pad + i * dilation_rate, c * stride - pad + j * dilation_rate, k] * kernel[i, j, k, f]

    Args:
        image: (height, width, channels), any real dtype.
        kernel: (kernel_h, kernel_w, channels, filters).
        bias: (filters,), or one number for all filters.
        stride: Cells from one window to the next, along both axes.
        padding: "valid" for no zeros, "same" for as many as keep the size at stride 1, or how many on each side.
        dilation_rate: Cells from one cell of a window to the next; 1 for neighbours.
    Returns:
        (output_h, output_w, filters): the common dtype of image, kernel and bias, at least float32.
    Raises:
        ValueError: If the channels differ, or the window does not fit. The message gives what was received.
    Example:
        >>> image = np.arange(9.0).reshape(3, 3, 1)
        >>> convolve(image, np.ones((2, 2, 1, 1)))[..., 0]
        array([[ 8., 12.],
               [20., 24.]])

    References:
        Dumoulin & Visin, arXiv:1603.07285; Goodfellow, Bengio & Courville, Deep Learning, equation 9.6.
    """
    if image.ndim != 3 or kernel.ndim != 4 or image.shape[2] != kernel.shape[2]:
        raise ValueError(
            "An image (height, width, channels) and a kernel (kernel_h, kernel_w, the same channels, filters) are "
            f"needed. Received: {image.shape} and {kernel.shape}."
        )
    if dilation_rate < 1:
        raise ValueError(f"dilation_rate must be at least 1. Received: {dilation_rate}.")
    rows, cols = (
        Axis(size, kernel_size, stride, padding, dilation_rate)
        for size, kernel_size in zip(image.shape, kernel.shape[:2], strict=False)
    )
    output_h, output_w = rows.output_size, cols.output_size
    padded = _padded(image, rows, cols)
    result = np.zeros((output_h, output_w, kernel.shape[3]), np.result_type(image, kernel, bias, np.float32))
    for row in range(kernel.shape[0]):
        for col in range(kernel.shape[1]):
            top, left = row * dilation_rate, col * dilation_rate
            moved = padded[top : top + output_h * stride : stride, left : left + output_w * stride : stride]
            result += moved[:output_h, :output_w] @ kernel[row, col]
    result += np.asarray(bias, result.dtype)
    return result


def _padded(image: np.ndarray, rows: Axis, cols: Axis) -> np.ndarray:
    """Return the image with zeros around it, so that every window lies inside."""
    widths = []
    for axis in (rows, cols):
        last = (axis.output_size - 1) * axis.stride + axis.extent
        widths.append((axis.pad_before, max(last - axis.size - axis.pad_before, 0)))
    return np.pad(image, [*widths, (0, 0)])
