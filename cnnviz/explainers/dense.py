"""A dense unit's value: every input times its weight, added up, plus the bias."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.arithmetic import ACTIVATIONS
from cnnviz.explainers.explanation import Description, Explanation, function_lines, keras_line
from cnnviz.layer import Layer

LAYERS = ("Dense",)

LARGEST = 10
"""How many products the ledger lists one by one."""


@dataclass(frozen=True)
class DenseExplanation(Explanation):
    """One unit of a dense layer.

    Attributes:
        inputs: (n,) float32.
        weights: (n,) float32: the unit's weights, one an input.
        products: (n,) float64: inputs * weights.
        order: (n,) int: the inputs' places, the largest product (by size, without its sign) first.
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
            (f"input {place}: {self.inputs[place]:.6g} × {self.weights[place]:.6g}", float(self.products[place]))
            for place in first
        ]
        if len(rest):
            lines.append((f"{len(rest):,} smaller products", float(self.products[rest].sum())))
        return [*lines, ("+ bias", self.bias), *function_lines(self.activation, self.pre_activation)]


def explain(layer: Layer, input: np.ndarray, output: np.ndarray, unit: int):
    """Return the DenseExplanation of output[unit]."""
    kernel = layer.weights["kernel"]
    weights = kernel[:, unit]
    products = input.astype(np.float64) * weights
    bias = float(layer.bias[unit])
    pre_activation = float(products.sum()) + bias
    if layer.activation == "softmax":
        value = ACTIVATIONS["softmax"](input.astype(np.float64) @ kernel + layer.bias)[unit]
    else:
        value = ACTIVATIONS[layer.activation](pre_activation)
    return DenseExplanation(
        value=float(value),
        output=float(output[unit]),
        inputs=input,
        weights=weights,
        products=products,
        order=np.argsort(-np.abs(products), kind="stable"),
        bias=bias,
        pre_activation=pre_activation,
        activation=layer.activation,
    )


def geometry(layer: Layer) -> dict:
    if len(layer.input_shape) != 1:
        raise layer.unsupported("its input has to be flat: put a Flatten layer before it")
    if layer.activation not in ACTIVATIONS:
        raise layer.unsupported(f"its activation {layer.activation!r} is unknown")
    return {"activation": layer.activation}


def describe(layer: Layer) -> Description:
    (inputs,), (units,) = layer.input_shape, layer.output_shape
    bias, options = f" + {units:,}", {}
    if "bias" not in layer.weights:
        bias, options = "", {"use_bias": False}
    if layer.activation != "linear":
        options["activation"] = layer.activation
    return Description(
        title=f"Dense {units}",
        formula="sum of input × weight, + bias",
        shape=f"one value for each of its {units} units",
        parameters=f"{inputs:,}·{units:,}{bias} = {layer.parameters:,}",
        multiply_adds=f"{inputs:,}·{units:,} = {inputs * units:,}",
        keras=keras_line("Dense", units, **options),
        words=(
            f"Every unit looks at all {inputs:,} values of the layer before, each with a weight of its own, and adds "
            "them up. It votes: a large positive sum says that what it learned to look for is there."
        ),
    )
