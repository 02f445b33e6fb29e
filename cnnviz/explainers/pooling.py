"""A pooling's value: the largest of a window, or its mean."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Self

import numpy as np

from cnnviz.arithmetic import take_window
from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, linear, no_multiply_adds, no_weights, signed_input
from cnnviz.explainers.parts.parameters import Pair
from cnnviz.explainers.parts.spec import PADDING, Shape, Size, Spec
from cnnviz.explainers.parts.windows import axes, size_formula, window_misfit, windows_geometry
from cnnviz.layer import Layer


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
            row, col = int(self.rows[y]), int(self.cols[x])
            if not np.isnan(value):
                lines.append((f"row {row}, column {col}{', the largest' * ((row, col) == self.winner)}", float(value)))
        return lines


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> PoolingExplanation:
    """Return the PoolingExplanation of output[position]. The first of equal largest cells wins."""
    (input,) = inputs
    row, col, channel = position
    row_axis, col_axis = axes(layer.config, layer.input_shape, "pool_size")
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
        value=value, output=float(output[position]), rows=rows, cols=cols, window=window, winner=winner
    )


def geometry(layer: Layer) -> dict[str, Any]:
    """Return how the windows lie."""
    return windows_geometry(*axes(layer.config, layer.input_shape, "pool_size"))


def describe(layer: Layer) -> Description:
    """Return the words, with the sizes of the window and of the maps."""
    rows, cols = axes(layer.config, layer.input_shape, "pool_size")
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


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return (height, width, channels)."""
    return (*(axis.output_size for axis in axes(config, shape, "pool_size")), shape[-1])


@dataclass(frozen=True)
class _Pooling(Spec):
    needs = "maps"

    pool_size: Annotated[Size, Pair("", "window", most=99)] = (2, 2)
    strides: Annotated[Size | None, Pair("s", "stride", most=99, empty="as window")] = None
    padding: Annotated[str, PADDING] = "valid"

    @classmethod
    def from_layer(cls, layer: Layer) -> Self:
        size, strides = (tuple(layer.config[name]) for name in ("pool_size", "strides"))
        return cls(size, None if strides == size else strides, layer.config["padding"])

    def config(self) -> dict[str, Any]:
        return asdict(self) | {"strides": self.strides or self.pool_size}

    def misfit(self, shape: Shape) -> str | None:
        return window_misfit(shape, self.pool_size, self.padding)


@dataclass(frozen=True)
class MaxPooling(_Pooling):
    """The largest of each window."""

    mark = "m"
    title = "Max pooling"
    order = 2
    classes = ("MaxPooling2D",)


@dataclass(frozen=True)
class AveragePooling(_Pooling):
    """The mean of each window."""

    mark = "a"
    title = "Average pooling"
    order = 3
    classes = ("AveragePooling2D",)


KIND = LayerKind(
    roles={"MaxPooling2D": "largest", "AveragePooling2D": "mean"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=output_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=linear,
    signed=signed_input,
    specs=(MaxPooling, AveragePooling),
)
