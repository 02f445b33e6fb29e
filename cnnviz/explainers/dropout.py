"""Dropout's value: while a picture is read, the same value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.explainers.explanation import Description, Explanation, keras_line
from cnnviz.layer import Layer

LAYERS = ("Dropout",)


@dataclass(frozen=True)
class DropoutExplanation(Explanation):
    """One value that passes unchanged.

    Attributes:
        rate: The share of values that were set to 0 at random while the network was trained.
    """

    rate: float

    def ledger(self) -> list[tuple[str, float]]:
        return [("passes unchanged", self.value)]


def explain(layer: Layer, input: np.ndarray, output: np.ndarray, *position: int):
    """Return the DropoutExplanation of output[position]."""
    return DropoutExplanation(value=float(input[position]), output=float(output[position]), rate=layer.config["rate"])


def geometry(layer: Layer) -> dict:
    return {"rate": layer.config["rate"]}


def describe(layer: Layer) -> Description:
    rate = layer.config["rate"]
    return Description(
        title="Dropout",
        formula="unchanged (only training drops values)",
        shape="unchanged",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line("Dropout", rate),
        words=(
            f"While the network was trained, {rate:.0%} of these values were set to 0 at random, so that no unit "
            "could rely on a single other. When it reads a picture, every value passes unchanged."
        ),
    )
