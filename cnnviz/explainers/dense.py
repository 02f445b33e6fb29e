"""A dense unit's value: every input times its weight, added up, plus the bias; on maps and tokens at each place."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Annotated, Any

import numpy as np

from cnnviz.arithmetic import ACTIVATIONS, activate, softmax
from cnnviz.explainers.parts.explanation import Description, Explanation, function_lines, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, built_in, kernel_and_bias, signed_sum
from cnnviz.explainers.parts.parameters import OneOf, Whole
from cnnviz.explainers.parts.spec import BIAS, BUILT_IN, Shape, Spec
from cnnviz.layer import Layer

LARGEST = 10
"""How many products the ledger lists one by one."""


@dataclass(frozen=True)
class DenseExplanation(Explanation):
    """One unit of a dense layer.

    Attributes:
        inputs: (n,) float32.
        weights: (n,) float32: the unit's weights, one an input.
        products: (n,) float64: inputs * weights.
        order: (n,) int: the inputs' indices, the largest product (by size, without its sign) first.
        bias: The unit's bias.
        pre_activation: products.sum() + bias.
        activation: The function built into the layer; value = activation(pre_activation).
    """

    inputs: np.ndarray
    weights: np.ndarray
    products: np.ndarray
    order: np.ndarray
    bias: float
    pre_activation: float
    activation: str

    def ledger(self) -> list[tuple[str, float]]:
        first, rest = self.order[:LARGEST], self.order[LARGEST:]
        lines = [
            (f"input {index}: {self.inputs[index]:.6g} × {self.weights[index]:.6g}", float(self.products[index]))
            for index in first
        ]
        if len(rest):
            lines.append((f"{len(rest):,} smaller products", float(self.products[rest].sum())))
        return [*lines, ("+ bias", self.bias), *function_lines(self.activation, self.pre_activation)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> DenseExplanation:
    """Return the DenseExplanation of output[position]."""
    (input,) = inputs
    *place, unit = position
    # On maps and tokens the same units work at every place.
    input = input[tuple(place)]
    kernel = layer.weights["kernel"]
    weights = kernel[:, unit]
    products = input.astype(np.float64) * weights
    bias = float(layer.bias[unit])
    pre_activation = float(products.sum()) + bias
    if layer.activation == "softmax":
        value = float(softmax(input.astype(np.float64) @ kernel + layer.bias)[unit])
    else:
        value = activate(layer.activation, pre_activation)
    return DenseExplanation(
        value=value,
        output=float(output[position]),
        inputs=input,
        weights=weights,
        products=products,
        order=np.argsort(-np.abs(products), kind="stable"),
        bias=bias,
        pre_activation=pre_activation,
        activation=layer.activation,
    )


def geometry(layer: Layer) -> dict[str, Any]:
    """Return the function built in.

    Raises:
        UnsupportedLayerError: If the function is unknown.
    """
    if layer.activation not in ACTIVATIONS:
        raise layer.unsupported(f"its activation {layer.activation!r} is unknown")
    return {"activation": layer.activation}


def describe(layer: Layer) -> Description:
    """Return the words, with the numbers of inputs and units."""
    (*places, inputs), units = layer.input_shape, layer.output_shape[-1]
    looks_at = "at this place" if places else "of the layer before"
    bias = f" + {units:,}" if "bias" in layer.weights else ""
    options: dict[str, Any] = {} if bias else {"use_bias": False}
    if layer.activation != "linear":
        options["activation"] = layer.activation
    return Description(
        title=f"Dense {units}",
        formula="sum of input × weight, + bias",
        shape=f"one value for each of its {units} units" + (f", at each of {prod(places):,} places" if places else ""),
        parameters=f"{inputs:,}·{units:,}{bias} = {layer.parameters:,}",
        multiply_adds=(f"{prod(places):,}·" if places else "") + f"{inputs:,}·{units:,} = {multiply_adds(layer):,}",
        keras=keras_line("Dense", units, **options),
        words=(
            f"Every unit looks at all {inputs:,} values {looks_at}, each with a weight of its own, and adds them up. "
            + (
                "The same weights are used at every place: it is a convolution of 1 × 1."
                if places
                else "It votes: a large positive sum says that what it learned to look for is there."
            )
        ),
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return (units,), behind the axes of the places where there are some."""
    return (*shape[:-1], config["units"])


def weight_shapes(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return (inputs, units) for the kernel, and (units,) for the bias."""
    return kernel_and_bias(config, (shape[-1], config["units"]))


def multiply_adds(layer: Layer) -> int:
    """Return the kernel's weights: each is used once, at every place."""
    return layer.weights["kernel"].size * prod(layer.input_shape[:-1])


@dataclass(frozen=True)
class Dense(Spec):
    """A dense layer."""

    mark = "d"
    title = "Dense"
    order = 9
    classes = ("Dense",)
    needs = "row"

    units: Annotated[int, Whole("", "units", most=65536)] = 10
    activation: Annotated[str, OneOf("then", BUILT_IN | {"z": ("softmax", "softmax")})] = "linear"
    use_bias: Annotated[bool, BIAS] = True


KIND = LayerKind(
    roles={"Dense": "units"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=output_shape,
    weight_shapes=weight_shapes,
    multiply_adds=multiply_adds,
    activation=built_in,
    signed=signed_sum,
    specs=(Dense,),
)
