"""A pooling's value: the largest of a window, or its mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.arithmetic import take_window
from cnnviz.explainers.explanation import Description, Explanation, keras_line
from cnnviz.explainers.windows import axes, size_formula, windows_geometry
from cnnviz.layer import Layer

LAYERS = ("MaxPooling2D", "AveragePooling2D")


@dataclass(frozen=True)
class PoolingExplanation(Explanation):
    """One cell of a pooled map.

    Attributes:
        rows: (pool_h,) int: the input rows of the window; those outside the input do not take part.
        cols: (pool_w,) int: likewise the columns.
        window: (pool_h, pool_w) float32, NaN outside the input.
        winner: (row, col) in the input of the cell that was kept; None for the mean.
    """

    rows: np.ndarray
    cols: np.ndarray
    window: np.ndarray
    winner: tuple[int, int] | None

    def ledger(self) -> list[tuple[str, float]]:
        lines = []
        for (y, x), value in np.ndenumerate(self.window):
            row, col = self.rows[y], self.cols[x]
            if not np.isnan(value):
                lines.append((f"row {row}, column {col}{', the largest' * ((row, col) == self.winner)}", float(value)))
        return lines


def explain(layer: Layer, input: np.ndarray, output: np.ndarray, row: int, col: int, channel: int):
    """Return the PoolingExplanation of output[row, col, channel]. The first of equal largest cells wins."""
    row_axis, col_axis = axes(layer, "pool_size")
    rows, cols = row_axis.indices(row), col_axis.indices(col)
    window = take_window(input[..., channel : channel + 1], rows, cols, outside=np.nan)[..., 0]
    winner = None
    if layer.kind == "MaxPooling2D":
        best = np.unravel_index(np.argmax(np.where(np.isnan(window), -np.inf, window)), window.shape)
        winner = int(rows[best[0]]), int(cols[best[1]])
        value = float(window[best])
    else:
        value = float(np.nanmean(window.astype(np.float64)))
    return PoolingExplanation(
        value=value, output=float(output[row, col, channel]), rows=rows, cols=cols, window=window, winner=winner
    )


def geometry(layer: Layer) -> dict:
    return windows_geometry(*axes(layer, "pool_size"))


def describe(layer: Layer) -> Description:
    rows, cols = axes(layer, "pool_size")
    is_max = layer.kind == "MaxPooling2D"
    height, width = rows.kernel_size, cols.kernel_size
    options = {} if list(layer.config["strides"]) == [height, width] else {"strides": layer.config["strides"]}
    if rows.padding != "valid":
        options["padding"] = rows.padding
    kept = "the largest value" if is_max else "the mean"
    return Description(
        title=f"{'Max' if is_max else 'Average'} pool",
        formula=f"{'largest' if is_max else 'mean'} of each {height} × {width} window",
        shape=size_formula(rows, cols),
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line(layer.kind, (height, width), **options),
        words=(
            f"Each {height} × {width} window keeps only {kept}, so the map shrinks from {layer.input_shape[0]} to "
            f"{layer.output_shape[0]} cells a side. A pattern that moves by a pixel often leaves the result as it was. "
            "Every channel is pooled by itself."
        ),
    )
