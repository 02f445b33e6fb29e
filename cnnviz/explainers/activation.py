"""An activation's value: one function of one number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.arithmetic import ACTIVATIONS
from cnnviz.explainers.explanation import Description, Explanation, keras_line
from cnnviz.layer import Layer

LAYERS = ("ReLU", "Activation")

FORMULAS = {
    "linear": "z",
    "relu": "max(0, z)",
    "leaky_relu": "max(0.2 z, z)",
    "sigmoid": "1 / (1 + e^−z)",
    "tanh": "tanh z",
}
_WORDS = {
    "linear": "Nothing changes here.",
    "relu": (
        "Negative values become 0, positive ones pass unchanged: the map keeps where the pattern was found and forgets "
        "where the opposite was. Without this bend all layers together could do no more than one."
    ),
    "leaky_relu": (
        "Positive values pass unchanged, negative ones keep a fifth of themselves: where ReLU would be silent, and "
        "learn nothing, a little gets through."
    ),
    "sigmoid": "Every value is squeezed to lie between 0 and 1. Large ones are all nearly 1.",
    "tanh": "Every value is squeezed to lie between −1 and 1. Large ones are all nearly 1.",
}
_TITLES = {"linear": "Linear", "relu": "ReLU", "leaky_relu": "Leaky ReLU", "sigmoid": "Sigmoid", "tanh": "Tanh"}


@dataclass(frozen=True)
class ActivationExplanation(Explanation):
    """One value and what went in.

    Attributes:
        input: The pre-activation z.
        activation: The function's name.
        formula: The function of z, e.g. "max(0, z)".
    """

    input: float
    activation: str
    formula: str

    def ledger(self) -> list[tuple[str, float]]:
        return [("z, what came in", self.input)]


def explain(layer: Layer, input: np.ndarray, output: np.ndarray, *position: int):
    """Return the ActivationExplanation of output[position]."""
    name = function_of(layer)
    z = float(input[position])
    return ActivationExplanation(
        value=float(ACTIVATIONS[name](z)),
        output=float(output[position]),
        input=z,
        activation=name,
        formula=FORMULAS[name],
    )


def function_of(layer: Layer) -> str:
    """Return the name of the layer's function.

    Raises:
        UnsupportedLayerError: If it is another one, or a ReLU with a slope, a threshold or a largest value.
    """
    if layer.kind == "ReLU":
        plain = {"max_value": None, "negative_slope": 0, "threshold": 0}
        if any((layer.config.get(key) or default) != default for key, default in plain.items()):
            raise layer.unsupported("only the plain ReLU, max(0, z), works")
        return "relu"
    if layer.activation not in FORMULAS:
        raise layer.unsupported(f"its activation {layer.activation!r} is none of {', '.join(FORMULAS)}")
    return layer.activation


def geometry(layer: Layer) -> dict:
    return {"activation": function_of(layer)}


def describe(layer: Layer) -> Description:
    name = function_of(layer)
    return Description(
        title=_TITLES[name],
        formula=FORMULAS[name],
        shape="unchanged: one value in, one value out",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line("ReLU") if layer.kind == "ReLU" else keras_line("Activation", name),
        words=_WORDS[name],
    )
