"""An activation's value: one function of one number."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Self

import numpy as np

from cnnviz.arithmetic import KERAS_LEAKY_SLOPE, activate
from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import NEVER_NEGATIVE, Arrays, LayerKind, no_multiply_adds, no_weights, same_shape
from cnnviz.explainers.parts.parameters import OneOf
from cnnviz.explainers.parts.spec import CELLWISE, Spec
from cnnviz.layer import Layer

FORMULAS = {
    "linear": "z",
    "relu": "max(0, z)",
    "relu6": "min(6, max(0, z))",
    "leaky_relu": f"max({KERAS_LEAKY_SLOPE:g} z, z)",
    "sigmoid": "1 / (1 + e^−z)",
    "tanh": "tanh z",
    "elu": "z above 0, e^z − 1 below",
    "silu": "z / (1 + e^−z)",
    "softplus": "ln(1 + e^z)",
}
_WORDS = {
    "linear": "Nothing changes here.",
    "relu": (
        "Negative values become 0, positive ones pass unchanged: the map keeps where the pattern was found and forgets "
        "where the opposite was. Without this bend all layers together could do no more than one."
    ),
    "relu6": "Negative values become 0, and what is above 6 becomes 6: small numbers need few bits on a phone.",
    "leaky_relu": (
        "Positive values pass unchanged, negative ones keep a fifth of themselves: where ReLU would be silent, and "
        "learn nothing, a little gets through."
    ),
    "sigmoid": "Every value is squeezed to lie between 0 and 1. Large ones are all nearly 1.",
    "tanh": "Every value is squeezed to lie between −1 and 1. Large ones are all nearly 1.",
    "elu": "Positive values pass unchanged; negative ones come out above −1, so that a little still gets through.",
    "silu": "Large values pass nearly unchanged, and negative ones come out near 0: a ReLU with a soft bend.",
    "softplus": "A ReLU with a soft bend: every value comes out above 0.",
}
_TITLES = {
    "linear": "Linear",
    "relu": "ReLU",
    "relu6": "ReLU6",
    "leaky_relu": "Leaky ReLU",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "elu": "ELU",
    "silu": "SiLU",
    "softplus": "Softplus",
}


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


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> ActivationExplanation:
    """Return the ActivationExplanation of output[position]."""
    (input,) = inputs
    name = function_of(layer)
    z = float(input[position])
    return ActivationExplanation(
        value=activate(name, z),
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
        slope, threshold = (layer.config.get(key) or 0 for key in ("negative_slope", "threshold"))
        most = layer.config.get("max_value")
        if slope or threshold or most not in (None, 6):
            raise layer.unsupported("only the plain ReLU, max(0, z), and ReLU6 work")
        return "relu" if most is None else "relu6"
    if layer.activation not in FORMULAS:
        raise layer.unsupported(f"its activation {layer.activation!r} is none of {', '.join(FORMULAS)}")
    return layer.activation


def geometry(layer: Layer) -> dict[str, Any]:
    """Return the function's name."""
    return {"activation": function_of(layer)}


def describe(layer: Layer) -> Description:
    """Return the words for the layer's function."""
    name = function_of(layer)
    return Description(
        title=_TITLES[name],
        formula=FORMULAS[name],
        shape="unchanged: one value in, one value out",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras={"relu": "ReLU()", "relu6": "ReLU(6)"}[name] if layer.kind == "ReLU" else keras_line("Activation", name),
        words=_WORDS[name],
    )


def signed(layer: Layer, input_signed: bool) -> bool:
    """Return whether values below zero can come out: none do where none go in."""
    return input_signed and function_of(layer) not in NEVER_NEGATIVE


@dataclass(frozen=True)
class Activation(Spec):
    """A function of each value by itself."""

    mark = "r"
    title = "Activation"
    order = 4
    classes = ("Activation", "ReLU")

    activation: Annotated[str, OneOf("function", CELLWISE)] = "relu"

    def __str__(self) -> str:
        name = next(name for function, name in CELLWISE.values() if function == self.activation)
        return name[0].upper() + name[1:]

    @classmethod
    def from_layer(cls, layer: Layer) -> Self:
        return cls(function_of(layer))

    @property
    def keras_class(self) -> str:
        return "ReLU" if self.activation == "relu" else "Activation"

    def config(self) -> dict[str, Any]:
        return {} if self.keras_class == "ReLU" else asdict(self)


KIND = LayerKind(
    roles={"ReLU": "function", "Activation": "function"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=function_of,
    signed=signed,
    specs=(Activation,),
)
