"""A value of joined maps: that of the branch it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from cnnviz.explainers.parts.added import added
from cnnviz.explainers.parts.explanation import Description, Explanation
from cnnviz.explainers.parts.kind import (
    Arrays,
    LayerKind,
    linear,
    no_multiply_adds,
    no_weights,
    same_shape,
    signed_input,
)
from cnnviz.layer import Layer


@dataclass(frozen=True)
class ConcatenationExplanation(Explanation):
    """One value and where it comes from.

    Attributes:
        branch: Which of the inputs.
        source: Its position there: (row, col, channel) or (unit,).
    """

    branch: int
    source: tuple[int, ...]

    def ledger(self) -> list[tuple[str, float]]:
        what = "channel" if len(self.source) == 3 else "unit"
        return [(f"{what} {self.source[-1]} of input {self.branch}", self.value)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> ConcatenationExplanation:
    """Return the ConcatenationExplanation of output[position]."""
    starts = [0, *accumulate(input.shape[-1] for input in inputs)]
    branch = max(place for place, start in enumerate(starts[:-1]) if start <= position[-1])
    source = (*position[:-1], position[-1] - starts[branch])
    return ConcatenationExplanation(
        value=float(inputs[branch][source]), output=float(output[position]), branch=branch, source=source
    )


def geometry(layer: Layer) -> dict[str, Any]:
    """Return the number of channels that each branch brings.

    Raises:
        UnsupportedLayerError: If it joins along another axis than that of the channels.
    """
    if layer.config.get("axis", -1) not in (-1, len(layer.output_shape)):
        raise layer.unsupported("it joins its inputs along another axis than the last one")
    return {"sizes": [shape[-1] for shape in layer.input_shapes]}


def describe(layer: Layer) -> Description:
    """Return the words, with the channels of each branch."""
    sizes = [shape[-1] for shape in layer.input_shapes]
    what = "channels" if len(layer.output_shape) == 3 else "units"
    return Description(
        title="Concatenate",
        formula="the same value, from one of the branches",
        shape=f"{' + '.join(map(str, sizes))} = {layer.output_shape[-1]} {what}",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras="Concatenate()",
        words=f"The {what} of {len(sizes)} branches are put behind one another; no value changes." + added(layer),
    )


KIND = LayerKind(
    roles={"Concatenate": "join"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=linear,
    signed=signed_input,
    specs=(),
)
