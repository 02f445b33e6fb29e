"""The value of what works in training only, as dropout does: while a picture is read, the same value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import (
    Arrays,
    LayerKind,
    linear,
    no_multiply_adds,
    no_weights,
    same_shape,
    signed_input,
)
from cnnviz.explainers.parts.parameters import Share
from cnnviz.explainers.parts.spec import Spec
from cnnviz.layer import Layer


@dataclass(frozen=True)
class DropoutExplanation(Explanation):
    """One value that passes unchanged.

    Attributes:
        training: What the layer does in training, as a sentence.
    """

    training: str

    def ledger(self) -> list[tuple[str, float]]:
        return [("passes unchanged", self.value)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> DropoutExplanation:
    """Return the DropoutExplanation of output[position]."""
    (input,) = inputs
    return DropoutExplanation(value=float(input[position]), output=float(output[position]), training=in_training(layer))


def in_training(layer: Layer) -> str:
    """Return what a layer does to pictures or values in training, as the rest of a sentence."""
    rate = layer.config.get("rate")
    if layer.kind in ("Dropout", "SpatialDropout2D", "AlphaDropout"):
        whole = "whole maps" if layer.kind == "SpatialDropout2D" else "these values"
        return f"{rate:.0%} of {whole} were set to 0 at random, others each time"
    return _IN_TRAINING[layer.kind]


_IN_TRAINING = {
    "GaussianNoise": "a little noise was added to every value",
    "GaussianDropout": "every value was multiplied by a random number around 1",
    "RandomFlip": "half of the pictures were mirrored",
    "RandomRotation": "every picture was turned a little at random",
    "RandomZoom": "every picture was made a little larger or smaller at random",
    "RandomTranslation": "every picture was moved a little at random",
    "RandomContrast": "every picture got a little more or less contrast at random",
    "RandomBrightness": "every picture was made a little lighter or darker at random",
}
_TITLES = {"GaussianNoise": "Noise", "SpatialDropout2D": "Dropout of maps"}


def geometry(layer: Layer) -> dict[str, Any]:
    """Return what it does in training."""
    return {"training": in_training(layer)}


def describe(layer: Layer) -> Description:
    """Return the words."""
    rate = layer.config.get("rate")
    why = ", so that no unit could rely on a single other" if "ropout" in layer.kind else ""
    spelled = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in layer.kind.removesuffix("2D"))
    return Description(
        title=_TITLES.get(layer.kind, spelled.strip().capitalize()),
        formula="unchanged (it works in training only)",
        shape="unchanged",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line(layer.kind, rate) if rate is not None else f"{layer.kind}(…)",
        words=(
            f"While the network was trained, {in_training(layer)}{why}. When it reads a picture, every value passes "
            "unchanged."
        ),
    )


@dataclass(frozen=True)
class Dropout(Spec):
    """A dropout."""

    mark = "o"
    title = "Dropout"
    order = 6
    classes = ("Dropout",)

    rate: Annotated[float, Share("", "rate")] = 0.5


KIND = LayerKind(
    roles=dict.fromkeys(("Dropout", "SpatialDropout2D", "AlphaDropout", *_IN_TRAINING), "identity"),
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=linear,
    signed=signed_input,
    specs=(Dropout,),
)
