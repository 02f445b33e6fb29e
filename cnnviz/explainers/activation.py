"""An activation's value: one function of one number."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Self

import numpy as np

from cnnviz.arithmetic import KERAS_LEAKY_SLOPE, activate, elu, rectifier
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
    "selu": "1.0507 · (z above 0, 1.6733 · (e^z − 1) below)",
    "silu": "z / (1 + e^−z)",
    "gelu": "z · Φ(z), with Φ of the normal distribution",
    "mish": "z · tanh(ln(1 + e^z))",
    "softplus": "ln(1 + e^z)",
    "softsign": "z / (1 + |z|)",
    "exponential": "e^z",
    "hard_sigmoid": "z / 6 + 0.5, from 0 to 1",
    "hard_silu": "z · (z / 6 + 0.5, from 0 to 1)",
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
    "selu": "An ELU with two numbers chosen so that values keep their mean and spread from layer to layer.",
    "silu": "Large values pass nearly unchanged, and negative ones come out near 0: a ReLU with a soft bend.",
    "gelu": (
        "Every value is multiplied by the share of the normal distribution that lies below it: large values pass "
        "nearly unchanged, and negative ones come out near 0."
    ),
    "mish": "Large values pass nearly unchanged, and negative ones come out near 0: a ReLU with a soft bend.",
    "softplus": "A ReLU with a soft bend: every value comes out above 0.",
    "softsign": "Every value is squeezed to lie between −1 and 1, more gently than by tanh.",
    "exponential": "Every value becomes a power of e: all come out above 0, and large ones grow fast.",
    "hard_sigmoid": "A sigmoid of three straight lines: 0 below −3, 1 above 3, and a slope between. It costs little.",
    "hard_silu": "A SiLU of simple pieces: 0 below −3, unchanged above 3, and a bend between. It costs little.",
    "rectifier": "Positive values pass unchanged, within the bounds of this layer; below, only a part gets through.",
}
_TITLES = {
    "linear": "Linear",
    "relu": "ReLU",
    "relu6": "ReLU6",
    "leaky_relu": "Leaky ReLU",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "elu": "ELU",
    "selu": "SELU",
    "silu": "SiLU",
    "gelu": "GELU",
    "mish": "Mish",
    "softplus": "Softplus",
    "softsign": "Softsign",
    "exponential": "Exponential",
    "hard_sigmoid": "Hard sigmoid",
    "hard_silu": "Hard SiLU",
    "rectifier": "ReLU",
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
    name, options = function_of(layer), options_of(layer)
    z = float(input[position])
    if name == "rectifier":
        value = float(rectifier(np.asarray(z), **options))
    elif name == "elu" and options:
        value = float(elu(np.asarray(z), **options))
    else:
        value = activate(name, z)
    return ActivationExplanation(
        value=value, output=float(output[position]), input=z, activation=name, formula=formula_of(layer)
    )


def function_of(layer: Layer) -> str:
    """Return the name of the layer's function: a key of FORMULAS, or "rectifier" for a ReLU with other options.

    Raises:
        UnsupportedLayerError: If it is unknown.
    """
    if layer.kind == "ReLU":
        options = options_of(layer)
        plain = not options["slope"] and not options["threshold"] and options["most"] in (None, 6)
        return ("relu" if options["most"] is None else "relu6") if plain else "rectifier"
    if layer.kind in _NAMED:
        return _NAMED[layer.kind]
    if layer.activation not in FORMULAS:
        raise layer.unsupported(f"its activation {layer.activation!r} is none of {', '.join(FORMULAS)}")
    return layer.activation


_NAMED = {"LeakyReLU": "rectifier", "ELU": "elu"}


def options_of(layer: Layer) -> dict[str, Any]:
    """Return the numbers that the layer's function takes: those of arithmetic.rectifier or arithmetic.elu, or none."""
    config = layer.config
    if layer.kind in ("ReLU", "LeakyReLU"):
        return {
            "slope": float(config.get("negative_slope") or 0),
            "threshold": float(config.get("threshold") or 0),
            "most": config.get("max_value"),
        }
    return {"alpha": float(config["alpha"])} if layer.kind == "ELU" else {}


def formula_of(layer: Layer) -> str:
    """Return the function of z, with the numbers that it takes."""
    name, options = function_of(layer), options_of(layer)
    if name == "elu" and options and options["alpha"] != 1:
        return f"z above 0, {options['alpha']:g} · (e^z − 1) below"
    if name != "rectifier":
        return FORMULAS[name]
    slope, threshold, most = options.values()
    above = f"min({most:g}, z)" if most is not None else "z"
    below = (f"{slope:g} · (z − {threshold:g})" if threshold else f"{slope:g} · z") if slope else "0"
    return f"{above} above {threshold:g}, {below} below"


def geometry(layer: Layer) -> dict[str, Any]:
    """Return the function's name and the numbers that it takes."""
    name = function_of(layer)
    return {"activation": name} | (options_of(layer) if name in ("rectifier", "elu") else {})


def describe(layer: Layer) -> Description:
    """Return the words for the layer's function."""
    name = function_of(layer)
    return Description(
        title="Leaky ReLU" if layer.kind == "LeakyReLU" else _TITLES[name],
        formula=formula_of(layer),
        shape="unchanged: one value in, one value out",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=_keras(layer, name),
        words=_WORDS[name],
    )


def _keras(layer: Layer, name: str) -> str:
    if layer.kind == "Activation":
        return keras_line("Activation", name)
    if layer.kind == "ReLU" and name == "relu6":
        return "ReLU(6)"
    options = {key: layer.config.get(key) for key in ("max_value", "negative_slope", "threshold", "alpha")}
    return keras_line(layer.kind, **{key: value for key, value in options.items() if value})


def signed(layer: Layer, input_signed: bool) -> bool:
    """Return whether values below zero can come out: none do where none go in."""
    name, options = function_of(layer), options_of(layer)
    if name == "rectifier":
        return options["slope"] > 0 and (input_signed or options["threshold"] > 0)
    return input_signed and name not in NEVER_NEGATIVE


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
    roles=dict.fromkeys(("ReLU", "Activation", "LeakyReLU", "ELU"), "function"),
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
