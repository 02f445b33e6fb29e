"""A value of enlarged maps: that of the nearest cell, or a mixture of the nearest ones of two rows and two columns."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import (
    Arrays,
    Config,
    LayerKind,
    linear,
    no_multiply_adds,
    no_weights,
    signed_input,
)
from cnnviz.explainers.parts.spec import Shape
from cnnviz.layer import Layer

Tap = tuple[int, int, float]
"""The first and the last of the cells of one axis that an enlarged cell is made of, and the share of the last."""


@dataclass(frozen=True)
class UpSamplingExplanation(Explanation):
    """One cell of an enlarged map.

    Attributes:
        rows: The input rows that it is made of: one, or two.
        cols: Likewise the columns.
        window: (rows, cols) float32: the input's cells there.
        shares: (rows, cols) float64: the share of each; they add up to 1. value = (window * shares).sum().
    """

    rows: np.ndarray
    cols: np.ndarray
    window: np.ndarray
    shares: np.ndarray

    def ledger(self) -> list[tuple[str, float]]:
        return [
            (f"{self.shares[y, x]:.6g} of row {self.rows[y]}, column {self.cols[x]}", float(self.shares[y, x] * cell))
            for (y, x), cell in np.ndenumerate(self.window)
        ]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> UpSamplingExplanation:
    """Return the UpSamplingExplanation of output[position]."""
    (input,) = inputs
    row, col, channel = position
    row_tap, col_tap = (taps[place] for taps, place in zip(taps_of(layer), (row, col), strict=True))
    rows, cols = (np.unique(tap[:2]) for tap in (row_tap, col_tap))
    window = input[np.ix_(rows, cols)][..., channel]
    shares = np.outer(_shares(row_tap), _shares(col_tap))
    return UpSamplingExplanation(
        value=float((window * shares).sum()),
        output=float(output[position]),
        rows=rows,
        cols=cols,
        window=window,
        shares=shares,
    )


def _shares(tap: Tap) -> list[float]:
    first, last, share = tap
    return [1.0] if first == last else [1 - share, share]


def taps_of(layer: Layer) -> tuple[list[Tap], list[Tap]]:
    """Return what each row, and each column, of the output is made of."""
    is_mixed = layer.config.get("interpolation", "nearest") == "bilinear"
    rows, cols = (
        [_tap(place, factor, size, is_mixed) for place in range(size * factor)]
        for size, factor in zip(layer.input_shape[:2], layer.config["size"], strict=True)
    )
    return rows, cols


def _tap(place: int, factor: int, size: int, is_mixed: bool) -> Tap:
    if not is_mixed:
        return place // factor, place // factor, 0.0
    # The middle of the enlarged cell, counted in cells of the input from the middle of the first.
    middle = (place + 0.5) / factor - 0.5
    first, last = max(floor(middle), 0), min(ceil(middle), size - 1)
    return first, last, middle - floor(middle) if first < last else 0.0


def geometry(layer: Layer) -> dict[str, Any]:
    """Return which rows and columns each row and column is made of, and the share of the last.

    Raises:
        UnsupportedLayerError: If it mixes more than the nearest cells.
    """
    if layer.config.get("interpolation", "nearest") not in ("nearest", "bilinear"):
        raise layer.unsupported("only the nearest cell, or a bilinear mixture, works")
    rows, cols = taps_of(layer)
    return {
        "row_reach": [[first, last + 1] for first, last, _ in rows],
        "col_reach": [[first, last + 1] for first, last, _ in cols],
        "row_shares": [share for *_, share in rows],
        "col_shares": [share for *_, share in cols],
    }


def describe(layer: Layer) -> Description:
    """Return the words, with the factors."""
    rows, cols = layer.config["size"]
    is_mixed = layer.config.get("interpolation", "nearest") == "bilinear"
    options = {"interpolation": "bilinear"} if is_mixed else {}
    return Description(
        title=f"Up {rows}×" if rows == cols else f"Up {rows}×{cols}",
        formula="a mixture of the nearest cells" if is_mixed else "the value of the nearest cell",
        shape=f"{layer.input_shape[0]}·{rows} = {layer.output_shape[0]} rows, "
        f"{layer.input_shape[1]}·{cols} = {layer.output_shape[1]} columns",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line("UpSampling2D", (rows, cols), **options),
        words=(
            f"Every map is made {rows} times as high and {cols} times as wide. "
            + (
                "Between two cells the values go over from one to the other."
                if is_mixed
                else "Each cell is copied to all places that it covers; no value changes."
            )
        ),
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return the maps' size times the factors."""
    rows, cols = config["size"]
    return shape[0] * rows, shape[1] * cols, shape[2]


KIND = LayerKind(
    roles={"UpSampling2D": "resize"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=output_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=linear,
    signed=signed_input,
    specs=(),
)
