"""Small pictures and weights to compute with by hand, some of them from a well-known introduction."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def _fixed(values: list[list[int]], dtype: type[np.integer]) -> npt.NDArray[np.integer]:
    array = np.array(values, dtype)
    array.flags.writeable = False
    return array


FOUR = _fixed(
    [
        [0, 0, 0, 0, 0, 0, 0, 0, 16, 16, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 36, 234, 199, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 28, 222, 255, 223, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 17, 210, 255, 255, 223, 0, 0, 0, 0],
        [0, 0, 0, 0, 10, 197, 255, 135, 207, 223, 0, 0, 0, 0],
        [0, 0, 0, 0, 182, 255, 155, 0, 207, 223, 0, 0, 0, 0],
        [0, 0, 0, 165, 255, 173, 0, 0, 207, 223, 0, 0, 0, 0],
        [0, 0, 145, 255, 189, 0, 0, 0, 207, 223, 0, 0, 0, 0],
        [0, 42, 255, 255, 244, 239, 239, 239, 255, 255, 239, 239, 15, 0],
        [0, 10, 167, 191, 191, 191, 191, 191, 243, 255, 191, 191, 12, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 207, 223, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 207, 223, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 129, 139, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ],
    np.uint8,
)
"""A picture of a 4: (14, 14) uint8, 0 = paper, 255 = ink."""

SIX_BY_SIX = _fixed(
    [
        [18, 54, 51, 239, 244, 188],
        [55, 121, 75, 78, 95, 88],
        [35, 24, 204, 113, 109, 221],
        [3, 154, 104, 235, 25, 130],
        [15, 253, 225, 159, 78, 233],
        [68, 85, 180, 214, 245, 0],
    ],
    np.uint8,
)
"""(6, 6) uint8. With SIX_BY_SIX_WEIGHTS the first window gives 18 + 51 + 121 + 35 + 204 = 429."""

SIX_BY_SIX_WEIGHTS = _fixed([[1, 0, 1], [0, 1, 0], [1, 0, 1]], np.int64)
"""(3, 3) int64: the corners and the middle of a window."""
