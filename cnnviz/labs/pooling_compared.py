"""One map pooled in three ways, before and after it is moved by some cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, get_args

import numpy as np

from cnnviz.labs.pooling import Edge, PoolingKind, first_cells, pool, winners

POOLING_KINDS: tuple[PoolingKind, ...] = get_args(PoolingKind)


class Difference(NamedTuple):
    """How far two maps of the same shape differ.

    Attributes:
        cells: How many cells differ by more than a millionth of the first map's largest magnitude.
        total: How many cells there are.
        size: The mean absolute difference over all cells, as a share of the first map's range; 0 for a constant map.
    """

    cells: int
    total: int
    size: float


@dataclass(frozen=True)
class Pooled:
    """An input map and the output of each kind of pooling.

    Attributes:
        input: (height, width) float.
        outputs: By kind, (output_h, output_w), the same dtype.
        winners: (output_h, output_w, 2) int64: row and column of each window's largest in the input.
    """

    input: np.ndarray
    outputs: dict[PoolingKind, np.ndarray]
    winners: np.ndarray


@dataclass(frozen=True)
class Comparison:
    """A map pooled before and after it was moved.

    Attributes:
        window: Cells of the window along both axes.
        stride: Cells from one window to the next.
        padding: What happens at the edges.
        rows: (output_h,) int64: the first row of each window, from top to bottom; negative beyond the edge.
        cols: (output_w,) int64: the first column of each window, from left to right.
        down: By how many cells the map is moved down; negative for up.
        right: By how many cells it is moved to the right; negative for left.
        before: The map as it is.
        after: The map after moving.
    """

    window: int
    stride: int
    padding: Edge
    rows: np.ndarray
    cols: np.ndarray
    down: int
    right: int
    before: Pooled
    after: Pooled

    def differences(self) -> dict[str, Difference]:
        """Return how much moving the map changed the input ("input") and each kind's output (by kind)."""
        return {"input": difference(self.before.input, self.after.input)} | {
            kind: difference(self.before.outputs[kind], self.after.outputs[kind]) for kind in POOLING_KINDS
        }

    def words(self) -> str:
        """Return in a sentence what moving the map changed."""
        return "".join(self.told())

    def told(self) -> tuple[str, ...]:
        """Return that sentence in its parts; if there are four, the third alone tells of the pooled numbers."""
        if not (self.down or self.right):
            return ("Not moved: everything is as above.",)
        differences = self.differences()
        names = {"max": "max", "average": "average", "l2": "L2 norm"}
        pooled = ", ".join(f"{differences[kind].cells:,} by {names[kind]}" for kind in POOLING_KINDS)
        of_input = differences["input"]
        return (
            f"Moved {direction(self.down, self.right)}; the gap repeats the numbers at the edge. "
            f"{of_input.cells:,} of {of_input.total:,} numbers of the input changed",
            f"; of {differences['max'].total:,} pooled ones ",
            pooled,
            ".",
        )


def compare(
    values: np.ndarray, window: int, *, stride: int, padding: Edge, down: int = 0, right: int = 0
) -> Comparison:
    """Return a map pooled in every way, as it is and moved by shift().

    Args:
        values: (height, width), any floating dtype.
        window, stride, padding: As for pool().
        down: Cells; negative for up.
        right: Cells; negative for left.
    Raises:
        ValueError: If the window does not fit. The message gives what was received.
    Example:
        >>> moved = compare(np.eye(4, dtype=np.float32), 2, stride=2, padding="valid", right=1).words()
        >>> print(moved.replace(". ", ".\\n"))
        Moved 1 right; the gap repeats the numbers at the edge.
        6 of 16 numbers of the input changed; of 4 pooled ones 1 by max, 2 by average, 2 by L2 norm.
    """

    def pooled(source: np.ndarray) -> Pooled:
        maps = source[..., None]
        outputs = {
            kind: pool(maps, window, stride=stride, kind=kind, padding=padding)[..., 0] for kind in POOLING_KINDS
        }
        return Pooled(source, outputs, winners(maps, window, stride=stride, padding=padding)[..., 0, :])

    rows, cols = (first_cells(length, window, stride=stride, padding=padding) for length in values.shape)
    return Comparison(
        window, stride, padding, rows, cols, down, right, pooled(values), pooled(shift(values, down, right))
    )


def shift(values: np.ndarray, down: int, right: int) -> np.ndarray:
    """Return the map moved; the cells at its edge are repeated where it leaves a gap.

    Args:
        values: (height, width, ...).
        down: Cells; negative for up.
        right: Cells; negative for left.
    Returns:
        The same shape and dtype.
    Example:
        >>> shift(np.array([[1, 2], [3, 4]]), 0, 1)
        array([[1, 1],
               [3, 3]])
    """
    rows, cols = (
        np.clip(np.arange(length) - by, 0, length - 1) for length, by in zip(values.shape, (down, right), strict=False)
    )
    moved: np.ndarray = values[rows[:, None], cols]
    return moved


def difference(before: np.ndarray, after: np.ndarray) -> Difference:
    """Return how far a map differs from what it was.

    Args:
        before: Any shape, finite numbers.
        after: The same shape.
    Example:
        >>> difference(np.array([0.0, 4.0]), np.array([0.0, 3.0]))
        Difference(cells=1, total=2, size=0.125)
    """
    magnitudes = np.abs(np.subtract(after, before, dtype=np.float64))
    span = float(before.max()) - float(before.min())
    cells = int((magnitudes > 1e-6 * np.abs(before).max()).sum())
    return Difference(cells, before.size, float(magnitudes.mean()) / span if span else 0.0)


def direction(down: int, right: int) -> str:
    """Return the direction of a move in words.

    Example:
        >>> direction(-1, 2)
        '1 up and 2 right'
    """
    steps = [(down, "down", "up"), (right, "right", "left")]
    return " and ".join(f"{abs(cells)} {forth if cells > 0 else back}" for cells, forth, back in steps if cells)
