"""Kernels that have names of their own in photography, image processing and neural networks.

All are written as a network applies them, not mirrored. A positive Sobel response therefore means that the
picture grows brighter to the right (x) or downwards (y).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class NamedKernel(NamedTuple):
    """A kernel with a name.

    Attributes:
        name: Its identifier, as in URLs.
        title: Its name for readers.
        kernel: (kernel_h, kernel_w) float64, read-only.
        words: One sentence: what it does to a picture.
    """

    name: str
    title: str
    kernel: npt.NDArray[np.float64]
    words: str


def box(side: int) -> npt.NDArray[np.float64]:
    """Return the kernel that takes the mean of its window: (side, side) weights of 1 / side².

    Raises:
        ValueError: If side is below 1.
    Example:
        >>> box(2)
        array([[0.25, 0.25],
               [0.25, 0.25]])
    """
    if side < 1:
        raise ValueError(f"A kernel has at least one cell. Received: side={side}.")
    return np.full((side, side), 1 / side**2)


def binomial(side: int) -> npt.NDArray[np.float64]:
    """Return a blur, (side, side), whose weights fall off like a Gaussian's: a row of Pascal's triangle, both ways.

        kernel[i, j] = C(side - 1, i) * C(side - 1, j) / 4 ** (side - 1)

    Raises:
        ValueError: If side is below 1.
    Example:
        >>> binomial(3) * 16
        array([[1., 2., 1.],
               [2., 4., 2.],
               [1., 2., 1.]])

    References:
        Burt, Fast filter transforms for image processing, Computer Graphics and Image Processing 16, 1981.
    """
    if side < 1:
        raise ValueError(f"A kernel has at least one cell. Received: side={side}.")
    row = np.ones(1)
    for _ in range(side - 1):
        row = np.convolve(row, [0.5, 0.5])
    return np.outer(row, row)


_SMOOTH, _SLOPE = np.array([1.0, 2.0, 1.0]), np.array([-1.0, 0.0, 1.0])
SOBEL_X = np.outer(_SMOOTH, _SLOPE)
"""(3, 3): the slope from left to right, smoothed from top to bottom: [1, 2, 1] outer [-1, 0, 1].

Sobel & Feldman, A 3 x 3 isotropic gradient operator for image processing, Stanford Artificial Intelligence Project,
1968; signs as in Gonzalez & Woods, Digital Image Processing, section 10.2.
"""

LAPLACIAN = np.array([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])
"""(3, 3): the sum of the second differences along both axes. Gonzalez & Woods, section 3.6."""

BACKSLASH = np.array([[1.0, -1.0, -1.0], [-1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]])
"""(3, 3): the first of the three features that tell an X from an O."""


def _presets() -> tuple[NamedKernel, ...]:
    identity = np.zeros((3, 3))
    identity[1, 1] = 1
    cross = np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0], [1.0, -1.0, 1.0]])
    emboss = np.array([[-2.0, -1.0, 0.0], [-1.0, 1.0, 1.0], [0.0, 1.0, 2.0]])
    rows = [
        ("identity", "Identity", identity, "Every pixel stays as it is."),
        ("box", "Blur 3 × 3", box(3), "Each pixel becomes the mean of its 3 × 3 neighbourhood."),
        ("box5", "Blur 5 × 5", box(5), "Each pixel becomes the mean of its 5 × 5 neighbourhood."),
        ("gaussian", "Gauss 3 × 3", binomial(3), "A Gaussian blur: a mean in which nearer pixels weigh more."),
        ("gaussian5", "Gauss 5 × 5", binomial(5), "A wider Gaussian blur: a mean in which nearer pixels weigh more."),
        ("sharpen", "Sharpen", identity - LAPLACIAN, "Each pixel moves away from the mean of its four neighbours."),
        ("sobel_x", "Sobel x", SOBEL_X, "Upright edges: positive where the picture grows brighter to the right."),
        ("sobel_y", "Sobel y", SOBEL_X.T, "Level edges: positive where the picture grows brighter downwards."),
        ("laplacian", "Laplacian", LAPLACIAN, "Edges and dots in every direction; even ground and even slopes give 0."),
        ("emboss", "Emboss", emboss, "A relief that looks lit from one corner."),
        ("backslash", "\\", BACKSLASH, "The first feature of X or O: a stroke down to the right."),
        ("cross", "X", cross, "The second feature of X or O: two strokes that cross."),
        ("slash", "/", BACKSLASH[:, ::-1], "The third feature of X or O: a stroke down to the left."),
    ]
    for _, _, kernel, _ in rows:
        kernel.flags.writeable = False
    return tuple(NamedKernel(*row) for row in rows)


NAMED_KERNELS = _presets()
"""Every kernel with a name, in the order in which they are offered.

Emboss and sharpen are the usual ones of picture editors: emboss is a slope along the diagonal added to the picture,
sharpen the picture minus its Laplacian. Example:

>>> {known.name: float(known.kernel.sum()) for known in NAMED_KERNELS if known.name in ("sharpen", "sobel_x", "emboss")}
{'sharpen': 1.0, 'sobel_x': 0.0, 'emboss': 1.0}
"""
