"""Flatten's value: the same value, in a row with all others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.explainers.explanation import Description, Explanation, keras_line
from cnnviz.layer import Layer, shape_text

LAYERS = ("Flatten",)


@dataclass(frozen=True)
class FlattenExplanation(Explanation):
    """One value of the row.

    Attributes:
        source: (row, col, channel) in the layer before.
    """

    source: tuple[int, ...]

    def ledger(self) -> list[tuple[str, float]]:
        row, col, channel = self.source
        return [(f"copied from row {row}, column {col}, channel {channel}", self.value)]


def explain(layer: Layer, input: np.ndarray, output: np.ndarray, unit: int):
    """Return the FlattenExplanation of output[unit]."""
    source = tuple(int(index) for index in np.unravel_index(unit, layer.input_shape))
    return FlattenExplanation(value=float(input[source]), output=float(output[unit]), source=source)


def geometry(layer: Layer) -> dict:
    return {}


def describe(layer: Layer) -> Description:
    return Description(
        title="Flatten",
        formula="place = (row × width + col) × channels + channel",
        shape=f"{shape_text(layer.input_shape)} = {layer.outputs:,}",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line("Flatten"),
        words=(
            "All maps are laid out in one long row: cell by cell, and in each cell channel by channel. No value "
            "changes. What follows no longer knows which values were neighbours."
        ),
    )
