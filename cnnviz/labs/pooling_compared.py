"""One map pooled in three ways, as it is and moved by some cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np

from cnnviz.labs.pooling import Edge, Kind, first_cells, pool, winners
from cnnviz.labs.shift import Change, change, shift

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Pooled:
    """An input and what each kind of pooling makes of it.

    Attributes:
        input: (height, width) float.
        outputs: By kind, (output_h, output_w), the same dtype.
        winners: (output_h, output_w, 2) int64: row and column of each window's largest in the input.
    """

    input: np.ndarray
    outputs: dict[Kind, np.ndarray]
    winners: np.ndarray


@dataclass(frozen=True)
class Comparison:
    """The same map before and after it was moved.

    Attributes:
        window: Cells of the window along both axes.
        stride: Cells from one window to the next.
        padding: What happens at the edges.
        rows: (output_h,) int64: where the windows begin, from top to bottom; below 0 beyond the edge.
        cols: (output_w,) int64: likewise from left to right.
        down: By how many cells the map is moved down, below 0 for up.
        right: Likewise to the right.
        before: As it is.
        after: Moved.
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

    def changes(self) -> dict[str, Change]:
        """Return how far the input, and then each kind's output, differ from what they were."""
        return {"input": change(self.before.input, self.after.input)} | {
            kind: change(self.before.outputs[kind], self.after.outputs[kind]) for kind in KINDS
        }

    def words(self) -> str:
        """Return in a sentence what moving the map changed."""
        if not (self.down or self.right):
            return "Not moved: everything is as above."
        changes = self.changes()
        named = {"max": "max", "average": "average", "l2": "L2 norm"}
        pooled = ", ".join(f"{changes[kind].cells:,} by {named[kind]}" for kind in KINDS)
        return (
            f"Moved {direction(self.down, self.right)}: {changes['input'].cells:,} of {changes['input'].total:,} "
            f"numbers of the input changed; of {changes['max'].total:,} pooled ones {pooled}."
        )


def compare(
    values: np.ndarray, window: int, *, stride: int, padding: Edge, down: int = 0, right: int = 0
) -> Comparison:
    """Return a map pooled in every way, as it is and moved; where it left, the cells at its edge are repeated.

    Args:
        values: (height, width), any floating dtype.
        window, stride, padding: As for pool().
        down: Cells, below 0 for up.
        right: Cells, below 0 for left.
    Raises:
        ValueError: If the window does not fit. The message gives what was received.
    Example:
        >>> compare(np.eye(4, dtype=np.float32), 2, stride=2, padding="valid", right=1).words()
        'Moved 1 right: 6 of 16 numbers of the input changed; of 4 pooled ones 1 by max, 2 by average, 2 by L2 norm.'
    """

    def pooled(each: np.ndarray) -> Pooled:
        outputs = {
            kind: pool(each[..., None], window, stride=stride, kind=kind, padding=padding)[..., 0] for kind in KINDS
        }
        return Pooled(each, outputs, winners(each[..., None], window, stride=stride, padding=padding)[..., 0, :])

    rows, cols = (first_cells(length, window, stride=stride, padding=padding) for length in values.shape)
    return Comparison(
        window, stride, padding, rows, cols, down, right, pooled(values), pooled(shift(values, down, right))
    )


def direction(down: int, right: int) -> str:
    """Return where something is moved, in words.

    Example:
        >>> direction(-1, 2)
        '1 up and 2 right'
    """
    steps = [(down, "down", "up"), (right, "right", "left")]
    return " and ".join(f"{abs(by)} {forth if by > 0 else back}" for by, forth, back in steps if by)
