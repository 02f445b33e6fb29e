"""An activation before or after pooling: where the order matters, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz.labs.activations import FUNCTIONS
from cnnviz.labs.pooling import Edge, PoolingKind, pool

_ROUNDING = 1e-12
"""Results that are nearer to each other than this share of the largest number are the same but for rounding."""


@dataclass(frozen=True)
class Swapped:
    """A map after pooling and an activation, in both orders.

    Attributes:
        pooled: (output_h, output_w) float64: the map after pooling alone.
        first: The same shape and dtype: the activation first, then pooling.
        last: Likewise: pooling first, then the activation.
        differs: (output_h, output_w) bool: where the two are not the same.
    """

    pooled: npt.NDArray[np.float64]
    first: npt.NDArray[np.float64]
    last: npt.NDArray[np.float64]
    differs: npt.NDArray[np.bool_]


def swap(
    values: np.ndarray, window: int, *, stride: int, padding: Edge, kind: PoolingKind, function: str, slope: float
) -> Swapped:
    """Return what comes out of an activation and then pooling, and of pooling and then the activation.

    Values differ if they do by more than rounding: by a millionth of a millionth of the largest magnitude of the map
    and of both results. What is no number in both is the same.

    Args:
        values: (height, width), any real dtype.
        window, stride, padding, kind: As for pool().
        function: One of FUNCTIONS.
        slope: Of leaky ReLU below zero, 0 to 1; the other functions have none.
    Raises:
        ValueError: If the window does not fit. The message gives what was received.
    Example:
        >>> values = np.array([[3.0, -1.0], [2.0, -4.0]])
        >>> for kind in ("max", "average"):
        ...     found = swap(values, 2, stride=2, padding="valid", kind=kind, function="relu", slope=0.2)
        ...     print(found.first.item(), found.last.item(), found.differs.item())
        3.0 3.0 False
        1.25 0.0 True

    References:
        Jarrett, Kavukcuoglu, Ranzato & LeCun, What is the Best Multi-Stage Architecture for Object Recognition?, ICCV
        2009 (why rectification comes before average pooling).
    """
    numbers = np.asarray(values, np.float64)

    def pooling(source: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return pool(source[..., None], window, stride=stride, kind=kind, padding=padding)[..., 0]

    pooled = pooling(numbers)
    first, last = pooling(activated(numbers, function, slope)), activated(pooled, function, slope)
    every = np.concatenate([numbers.ravel(), first.ravel(), last.ravel()])
    scale = float(np.abs(every[np.isfinite(every)]).max(initial=0))
    same = np.isclose(first, last, rtol=0, atol=_ROUNDING * scale, equal_nan=True)
    return Swapped(pooled, first, last, ~same)


def activated(values: np.ndarray, function: str, slope: float) -> npt.NDArray[np.float64]:
    """Return what one of FUNCTIONS makes of every value, the same shape, float64."""
    return FUNCTIONS[function].value(np.asarray(values, np.float64), slope)


def reason(kind: PoolingKind, function: str, slope: float) -> str:
    """Return in a sentence why the order does or does not matter to a kind of pooling.

    Example:
        >>> reason("max", "relu", 0.2)
        'ReLU is monotone: it never reverses the order of two numbers. So it commutes with the maximum, exactly.'
    """
    title = FUNCTIONS[function].title
    if function == "leaky_relu" and slope == 1:
        return "With a slope of 1 leaky ReLU leaves every number as it is: nothing can differ."
    if kind == "max":
        return (
            f"{title} is monotone: it never reverses the order of two numbers. "
            "So it commutes with the maximum, exactly."
        )
    bends = function in ("relu", "leaky_relu")
    if kind == "average":
        if bends:
            return (
                f"{title} bends at 0: where a window has numbers on both sides, the mean of what comes out is not what "
                "comes out for the mean."
            )
        return (
            f"{title} is a curve: the mean of what comes out is not what comes out for the mean, but for windows of "
            "equal numbers or by chance."
        )
    if bends:
        counted = "as 0" if function == "relu" else "with only a part of their size"
        return f"A norm squares, so numbers below 0 count in full; after {title} they count {counted}."
    return (
        f"A norm adds up squares, and {title} is a curve: what it makes of the norm is not the norm of what it makes."
    )
