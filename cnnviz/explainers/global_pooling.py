"""A global pooling's value: the mean of a whole map, or its largest cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.arithmetic import Axis
from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, linear, no_multiply_adds, no_weights, signed_input
from cnnviz.explainers.parts.spec import Shape, Spec
from cnnviz.explainers.parts.windows import windows_geometry
from cnnviz.layer import Layer


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


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> GlobalPoolingExplanation:
    """Return the GlobalPoolingExplanation of output[position]. The first of equal largest cells wins."""
    (input,) = inputs
    window = input[..., position[-1]]
    winner = None
    if layer.kind == "GlobalMaxPooling2D":
        row, col = np.unravel_index(np.argmax(window), window.shape)
        winner = int(row), int(col)
    value = window.mean(dtype=np.float64) if winner is None else window[winner]
    return GlobalPoolingExplanation(value=float(value), output=float(output[position]), window=window, winner=winner)


def geometry(layer: Layer) -> dict[str, Any]:
    """Return one window as large as the map."""
    height, width = layer.input_shape[:2]
    return windows_geometry(Axis(height, height), Axis(width, width))


def describe(layer: Layer) -> Description:
    """Return the words, with the size of a map."""
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


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return (channels,), or (1, 1, channels) where the dimensions are kept."""
    return (1, 1, shape[-1]) if config["keepdims"] else (shape[-1],)


@dataclass(frozen=True)
class GlobalAverage(Spec):
    """A global average pooling whose output is a row. The global maximum is explained, but not offered."""

    mark = "w"
    title = "Global average pooling"
    order = 8
    classes = ("GlobalAveragePooling2D",)
    needs = "maps"

    def config(self) -> dict[str, Any]:
        return {"keepdims": False}


KIND = LayerKind(
    roles={"GlobalAveragePooling2D": "mean", "GlobalMaxPooling2D": "largest"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=output_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=linear,
    signed=signed_input,
    specs=(GlobalAverage,),
)
