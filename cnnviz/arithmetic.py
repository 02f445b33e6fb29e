"""The arithmetic of one value of a network, in NumPy alone: windows, paddings, output sizes, activations.

What neural networks call convolution is cross-correlation: the kernel is laid on the window as it is, not mirrored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import erf
from typing import Literal, NamedTuple

import numpy as np

Padding = Literal["valid", "same"] | int
"""No zeros around the input; as many as keep its size at stride 1; or this many on each side."""


class Axis(NamedTuple):
    """How windows lie along one spatial axis.

    Attributes:
        size: Length of the input, in cells.
        kernel_size: Cells of the window along this axis.
        stride: Cells from one window to the next.
        dilation_rate: Cells from one cell of the window to the next; 1 = neighbours.
        padding: "valid" or "same".
    """

    size: int
    kernel_size: int
    stride: int = 1
    padding: Padding = "valid"
    dilation_rate: int = 1

    @property
    def extent(self) -> int:
        """Cells from the first to the last cell of a window, both included."""
        return (self.kernel_size - 1) * self.dilation_rate + 1

    @property
    def output_size(self) -> int:
        """Length of the output: see output_size()."""
        return output_size(self.size, self.extent, stride=self.stride, padding=self.padding)

    @property
    def pad_before(self) -> int:
        """Zeros in front of the input; with "same" padding an odd total puts the extra zero behind."""
        if self.padding == "valid":
            return 0
        if isinstance(self.padding, int):
            return self.padding
        total = max((self.output_size - 1) * self.stride + self.extent - self.size, 0)
        return total // 2

    def indices(self, position: int) -> np.ndarray:
        """Return which input cells the window of an output cell covers; those outside 0 ... size - 1 are padding.

        Returns:
            (kernel_size,) int64.
        """
        first = position * self.stride - self.pad_before
        return first + np.arange(self.kernel_size) * self.dilation_rate


def output_size(size: int, kernel_size: int, *, stride: int = 1, padding: Padding = "valid") -> int:
    """Return the length of one spatial axis after convolution or pooling.

        valid: floor((size - kernel_size) / stride) + 1
        same:  ceil(size / stride)
        P:     floor((size - kernel_size + 2 * P) / stride) + 1

    Args:
        size: Input length, in pixels or cells of a feature map.
        kernel_size: Window length, same unit.
        stride: Step from window to window, same unit.
        padding: "valid" keeps windows inside the input; "same" adds zeros around it; a number P adds P on each side.
    Returns:
        Output length, in cells; at least 1.
    Raises:
        ValueError: If the window does not fit. The message gives all four values received.
    Example:
        >>> output_size(28, 3)
        26
        >>> output_size(6, 3, stride=2, padding=1)
        3

    References:
        Dumoulin & Visin, arXiv:1603.07285.
    """
    if padding == "same" and min(size, kernel_size, stride) >= 1:
        return -(-size // stride)
    zeros = 0 if padding == "valid" else padding
    if not isinstance(zeros, int) or min(size, kernel_size, stride, zeros + 1) < 1 or kernel_size > size + 2 * zeros:
        raise ValueError(
            "The window does not fit: size, kernel_size and stride must be at least 1, padding 'valid', 'same' or a "
            "number of zeros, and a window no longer than the input with its padding. Received: "
            f"size={size}, kernel_size={kernel_size}, stride={stride}, padding={padding!r}."
        )
    return (size + 2 * zeros - kernel_size) // stride + 1


def take_window(values: np.ndarray, rows: np.ndarray, cols: np.ndarray, outside: float = 0.0) -> np.ndarray:
    """Return the cells at rows x cols, with `outside` where an index lies beyond the edge.

    Args:
        values: (height, width, channels).
        rows: (kernel_h,) int, may lie outside.
        cols: (kernel_w,) int, may lie outside.
        outside: What stands beyond the edge: 0 for convolutions, -inf or NaN where padding does not take part.
    Returns:
        (kernel_h, kernel_w, channels), the dtype of `values`.
    """
    height, width = values.shape[:2]
    window = np.full((len(rows), len(cols), values.shape[2]), outside, values.dtype)
    inside_rows, inside_cols = (rows >= 0) & (rows < height), (cols >= 0) & (cols < width)
    window[np.ix_(inside_rows, inside_cols)] = values[np.ix_(rows[inside_rows], cols[inside_cols])]
    return window


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return exp(logit) / sum of exp(logits), computed after taking the largest logit off each (same result).

    Args:
        logits: (n,) float.
    Returns:
        (n,) float, 0 to 1; they add up to 1.
    """
    exponentials: np.ndarray = np.exp(logits - np.max(logits))
    shares: np.ndarray = exponentials / exponentials.sum()
    return shares


KERAS_LEAKY_SLOPE = 0.2
"""The slope below zero of the function that Keras calls "leaky_relu", unless another is said."""


def leaky_relu(z: np.ndarray, slope: float = KERAS_LEAKY_SLOPE) -> np.ndarray:
    """Return z where it is above 0, and slope * z elsewhere.

    References:
        Maas, Hannun & Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013.
    """
    return np.where(z > 0, z, slope * z)


def rectifier(z: np.ndarray, slope: float = 0.0, threshold: float = 0.0, most: float | None = None) -> np.ndarray:
    """Return the function of Keras's ReLU layer: z above the threshold, slope * (z - threshold) below it.

    Above it what is more than `most` becomes that, and what is less than 0 becomes 0 where there is a `most`.

    Example:
        >>> rectifier(np.array([-2.0, 0.5, 9.0]), slope=0.1, most=6.0).tolist()
        [-0.2, 0.5, 6.0]
    """
    above = np.where(z > threshold, z, 0)
    if most is not None:
        above = np.clip(above, 0, most)
    return np.where(z > threshold, above, above + slope * (z - threshold))


def elu(z: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """Return z where it is above 0, and alpha * (e^z - 1) elsewhere.

    References:
        Clevert, Unterthiner & Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear Units,
        arXiv:1511.07289.
    """
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


SELU_SCALE, SELU_ALPHA = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717
"""The two numbers of SELU: Klambauer et al., Self-Normalizing Neural Networks, arXiv:1706.02515."""


def _exponential(z: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        powers: np.ndarray = np.exp(z)
    return powers


_error_function = np.vectorize(erf, otypes=[np.float64])


ACTIVATIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "relu6": lambda z: np.clip(z, 0, 6),
    "leaky_relu": leaky_relu,
    # The same as 1 / (1 + e^-z), which overflows where z is far below zero.
    "sigmoid": lambda z: 0.5 * (1 + np.tanh(0.5 * z)),
    "tanh": np.tanh,
    "elu": elu,
    "selu": lambda z: SELU_SCALE * elu(z, SELU_ALPHA),
    "silu": lambda z: z * 0.5 * (1 + np.tanh(0.5 * z)),
    "gelu": lambda z: z * 0.5 * (1 + _error_function(z / np.sqrt(2.0))),
    "mish": lambda z: z * np.tanh(np.logaddexp(0, z)),
    "softplus": lambda z: np.logaddexp(0, z),
    "softsign": lambda z: z / (1 + np.abs(z)),
    "exponential": _exponential,
    "hard_sigmoid": lambda z: np.clip(z / 6 + 0.5, 0, 1),
    "hard_silu": lambda z: z * np.clip(z / 6 + 0.5, 0, 1),
    "softmax": softmax,
}
"""The activation functions that can be explained, by their names in Keras: from the pre-activations, (n,) -> (n,)."""


def activate(name: str, pre_activation: float) -> float:
    """Return what one of ACTIVATIONS, but for softmax, makes of one number.

    Example:
        >>> activate("leaky_relu", -1.0), activate("sigmoid", 0.0)
        (-0.2, 0.5)
    """
    return float(ACTIVATIONS[name](np.asarray(pre_activation)))
