"""X or O: a small convolutional network worked by hand, from the cells of an image to a vote.

An image is (9, 9), 1 for ink and −1 for paper. The image, the features and the numbers that vote for each letter come
from Edureka's article "Convolutional Neural Network", after Brandon Rohrer's "How do Convolutional Neural Networks
work?": they were chosen by hand, not trained.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz.labs.convolution import convolve
from cnnviz.labs.pooling import pool

SIDE = 9
"""Rows and columns of an image."""

FEATURES = {
    "\\": np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1]]),
    "X": np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]]),
    "/": np.array([[-1, -1, 1], [-1, 1, -1], [1, -1, -1]]),
}
"""The three features that are looked for, (3, 3) each."""

HIGH_NUMBERS = {"X": (1, 4, 5, 10, 11), "O": (2, 3, 9, 12)}
"""Which of the twelve numbers are high for each letter, counted from 1."""

EXAMPLE = (0.9, 0.65, 0.45, 0.87, 0.96, 0.73, 0.23, 0.63, 0.44, 0.89, 0.94, 0.53)
"""The article's twelve numbers for a letter that it does not show."""


@dataclass(frozen=True)
class Walk:
    """All steps from an image to the vote, float64; the channels are the features in their order.

    Attributes:
        products: (7, 7, 3, 3, 3): [row, col, :, :, channel] are the nine products on one window.
        matches: (7, 7, 3) in [-1, 1]: their means.
        rectified: (7, 7, 3): max(0, match).
        pooled: (4, 4, 3): the largest of each 2 x 2 rectified values.
        pooled_again: (2, 2, 3): the largest of each 2 x 2 pooled values.
        flat: (12,): those in a row, one channel after the other.
    """

    products: npt.NDArray[np.float64]
    matches: npt.NDArray[np.float64]
    rectified: npt.NDArray[np.float64]
    pooled: npt.NDArray[np.float64]
    pooled_again: npt.NDArray[np.float64]
    flat: npt.NDArray[np.float64]


def walk(image: np.ndarray) -> Walk:
    """Return all steps of an image, (9, 9) of −1 and 1, up to the vote."""
    matches = match(image)
    rectified = np.maximum(matches, 0)
    pooled = pool_2x2(rectified)
    pooled_again = pool_2x2(pooled)
    return Walk(products(image), matches, rectified, pooled, pooled_again, flatten(pooled_again))


def products(image: np.ndarray) -> npt.NDArray[np.float64]:
    """Return the cells of each window times the cells of each feature: 1 where they agree, −1 where they differ.

        products[r, c, i, j, f] = image[r + i, c + j] * feature_f[i, j]

    Args:
        image: (height, width) of −1 and 1.
    Returns:
        (height - 2, width - 2, 3, 3, features) float64.
    Example:
        >>> cross = FEATURES["X"]
        >>> products(cross)[0, 0, :, :, 0]
        array([[ 1.,  1., -1.],
               [ 1.,  1.,  1.],
               [-1.,  1.,  1.]])
    """
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (3, 3))
    return windows[..., None] * _kernel()[:, :, 0]


def match(image: np.ndarray) -> npt.NDArray[np.float64]:
    """Return how well each feature matches each window: the mean of the nine products, 1 where all cells agree.

        match[r, c, f] = 1 / 9 * sum over i, j of image[r + i, c + j] * feature_f[i, j]

    Args:
        image: (height, width) of −1 and 1.
    Returns:
        (height - 2, width - 2, features) float64 in [-1, 1].
    Example:
        >>> match(FEATURES["X"]).round(2).tolist()
        [[[0.56, 1.0, 0.56]]]
    """
    # Dividing once, at the end, makes nine products of 1 give exactly 1.
    return np.asarray(convolve(image.astype(float)[..., None], _kernel()) / 9, np.float64)


def pool_2x2(maps: np.ndarray) -> np.ndarray:
    """Return the largest of each 2 x 2 cells of maps (height, width, channels).

    Where a side is odd, the last windows hang over the edge.

    Example:
        >>> pool_2x2(np.arange(9.0).reshape(3, 3, 1))[..., 0]
        array([[4., 5.],
               [7., 8.]])
    """
    return pool(maps, 2, stride=2, padding="overhang")


def flatten(maps: np.ndarray) -> np.ndarray:
    """Return all numbers of maps (height, width, channels) in a row: map by map, and within a map row by row.

    The article flattens map by map; Keras's Flatten goes cell by cell, all channels of a cell together.

    Example:
        >>> flatten(np.array([[[1, 5], [2, 6]], [[3, 7], [4, 8]]]))
        array([1, 2, 3, 4, 5, 6, 7, 8])
    """
    return np.moveaxis(maps, -1, 0).ravel()


@dataclass(frozen=True)
class Vote:
    """How strongly the twelve numbers speak for each letter.

    Attributes:
        sums: For each letter, the sum of the numbers that are high for it.
        shares: For each letter, the mean of those numbers: 1 for a perfect letter.
    """

    sums: dict[str, float]
    shares: dict[str, float]

    @property
    def words(self) -> str:
        """The verdict in words, with as many decimals as it takes to tell the shares apart.

        >>> vote(EXAMPLE).words
        'An X: 0.91 against 0.52'
        """
        (winner, high), (_, low) = sorted(self.shares.items(), key=lambda item: -item[1])
        if math.isclose(high, low, abs_tol=1e-9):
            return f"Neither: {high:.2f} against {low:.2f}"
        digits = next(digits for digits in range(2, 12) if f"{high:.{digits}f}" != f"{low:.{digits}f}")
        return f"An {winner}: {high:.{digits}f} against {low:.{digits}f}"


def vote(flat: Sequence[float] | np.ndarray) -> Vote:
    """Return the vote of twelve numbers.

        share = mean of the numbers that are high for the letter

    Args:
        flat: (12,) in [0, 1].
    Example:
        >>> {letter: round(share, 4) for letter, share in vote(EXAMPLE).shares.items()}
        {'X': 0.912, 'O': 0.5175}
    """
    sums = {letter: math.fsum(flat[number - 1] for number in numbers) for letter, numbers in HIGH_NUMBERS.items()}
    return Vote(sums, {letter: total / len(HIGH_NUMBERS[letter]) for letter, total in sums.items()})


def read_numbers(texts: Sequence[str]) -> tuple[float, ...]:
    """Return the twelve numbers of a vote that a visitor typed; a comma may stand for the decimal point.

    Raises:
        ValueError: If one of them is not a number from 0 to 1. The message tells the visitor which.
    Example:
        >>> read_numbers(["1", "0.5", "0,25", *"000000000"])[:4]
        (1.0, 0.5, 0.25, 0.0)
    """
    if len(texts) != 12:
        raise ValueError(f"The vote takes twelve numbers. Received: {len(texts)}.")
    numbers = []
    for number, text in enumerate(texts, start=1):
        try:
            value = float(text.strip().replace(",", "."))
        except ValueError:
            value = math.nan
        if not 0 <= value <= 1:
            typed = f"“{text.strip()[:12]}”" if text.strip() else "empty"
            raise ValueError(f"Number {number} is {typed}: it has to be a number from 0 to 1, such as 0.45.")
        numbers.append(value)
    return tuple(numbers)


def walk_to_csv(image: np.ndarray) -> str:
    """Return every number of every step as CSV: step, feature, row, col, value. Rows and columns count from 0.

    Example:
        >>> walk_to_csv(np.full((9, 9), -1)).splitlines()[:2]
        ['step,feature,row,col,value', 'image,,0,0,-1']
    """
    steps = walk(image)
    lines = ["step,feature,row,col,value"]
    lines += [f"image,,{row},{col},{value}" for (row, col), value in np.ndenumerate(image)]
    for step in ("matches", "rectified", "pooled", "pooled_again"):
        for channel, feature in enumerate(FEATURES):
            for (row, col), value in np.ndenumerate(getattr(steps, step)[..., channel]):
                lines.append(f"{step},{feature},{row},{col},{float(value)!r}")
    lines += [f"flat,,0,{col},{float(value)!r}" for col, value in enumerate(steps.flat)]
    return "\n".join(lines) + "\n"


def _kernel() -> npt.NDArray[np.float64]:
    """Return the features as one kernel, (3, 3, 1, features)."""
    return np.stack(list(FEATURES.values()), axis=-1)[:, :, None, :].astype(np.float64)
