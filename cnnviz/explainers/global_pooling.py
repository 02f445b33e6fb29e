"""A global pooling's value: the mean of a whole map, or its largest cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.arithmetic import Axis
from cnnviz.explainers.explanation import Description, Explanation, keras_line
from cnnviz.explainers.windows import windows_geometry
from cnnviz.layer import Layer

LAYERS = ("GlobalAveragePooling2D", "GlobalMaxPooling2D")


@dataclass(frozen=True)
class GlobalPoolingExplanation(Explanation):
    """One map made one number.

    Attributes:
        window: (height, width) float32: the whole map.
        winner: (row, col) of the cell that was kept; None for the mean.
    """

    window: np.ndarray
    winner: tuple[int, int] | None

    def ledger(self) -> list[tuple[str, float]]:
        if self.winner is not None:
            return [
                (f"row {row}, its largest{', the largest of all' * (row == self.winner[0])}", float(cells.max()))
                for row, cells in enumerate(self.window)
            ]
        sums = self.window.sum(axis=1, dtype=np.float64)
        rows = [(f"row {row}, added up", float(total)) for row, total in enumerate(sums)]
        return [*rows, (f"sum of all {self.window.size:,} cells", float(sums.sum()))]


def explain(layer: Layer, input: np.ndarray, output: np.ndarray, *position: int):
    """Return the GlobalPoolingExplanation of output[position]. The first of equal largest cells wins."""
    window = input[..., position[-1]]
    winner = None
    if layer.kind == "GlobalMaxPooling2D":
        row, col = np.unravel_index(np.argmax(window), window.shape)
        winner = int(row), int(col)
    value = window.mean(dtype=np.float64) if winner is None else window[winner]
    return GlobalPoolingExplanation(value=float(value), output=float(output[position]), window=window, winner=winner)


def geometry(layer: Layer) -> dict:
    return windows_geometry(*(Axis(size, kernel_size=size) for size in layer.input_shape[:2]))


def describe(layer: Layer) -> Description:
    height, width, channels = layer.input_shape
    is_max = layer.kind == "GlobalMaxPooling2D"
    kept = "the largest value" if is_max else "the mean"
    return Description(
        title=f"Global {'max' if is_max else 'mean'}",
        formula=f"{'largest' if is_max else 'mean'} of the whole {height} × {width} map",
        shape=f"{channels} maps become {channels} values",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line(layer.kind, **({"keepdims": True} if layer.config.get("keepdims") else {})),
        words=(
            f"Of every map only {kept} of its {height * width} cells is left: "
            + ("how strongly its pattern was found" if is_max else "how much of its pattern was found")
            + ", wherever it was. What follows needs only one weight for each map, and the network may look at "
            "pictures of any size."
        ),
    )
