"""Layers whose values are shown without their arithmetic: one is made of so many numbers that a ledger says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, linear, same_shape
from cnnviz.explainers.parts.spec import Shape
from cnnviz.layer import Layer


@dataclass(frozen=True)
class ValueExplanation(Explanation):
    """One value as TensorFlow computed it.

    Attributes:
        why: Why there is no ledger, in a sentence.
    """

    why: str

    @property
    def remark(self) -> str:
        return self.why

    def ledger(self) -> list[tuple[str, float]]:
        return [("as TensorFlow computed it", self.output)]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> ValueExplanation:
    """Return the ValueExplanation of output[position]."""
    value = float(output[position])
    return ValueExplanation(value=value, output=value, why=why_no_ledger(layer))


def why_no_ledger(layer: Layer) -> str:
    """Return why there is no ledger for a layer, in a sentence."""
    tokens, features = layer.input_shapes[-1]
    return (
        f"A value is made of all {tokens:,} tokens of {features:,} features, each weighed by how well it fits this "
        f"one in {layer.config['num_heads']} heads: too many numbers for a ledger, so only TensorFlow's value is shown."
    )


def geometry(layer: Layer) -> dict[str, Any]:
    """Return why there is no ledger.

    Raises:
        UnsupportedLayerError: If its inputs are no tokens.
    """
    if any(len(shape) != 2 for shape in layer.input_shapes):
        raise layer.unsupported("its inputs have to be tokens: put a Reshape layer before it")
    return {"why": why_no_ledger(layer)}


def describe(layer: Layer) -> Description:
    """Return the words, with the sizes of its heads."""
    (tokens, features), heads, size = layer.input_shape, layer.config["num_heads"], layer.config["key_dim"]
    return Description(
        title=f"Attention, {heads} heads",
        formula="softmax(query · key / √size) · value, of each head, mixed",
        shape="unchanged: one value in, one value out",
        parameters=f"{layer.parameters:,}: queries, keys and values of {heads} heads of {size}, and what mixes them",
        multiply_adds=f"{multiply_adds(layer):,}",
        keras=f"MultiHeadAttention({heads}, {size})",
        words=(
            f"Each of the {tokens:,} tokens asks all others, in {heads} heads: its query is compared with their keys, "
            f"and their values are added up by how well they fit, to {features:,} features again. So what is far away "
            f"in the picture can count. {why_no_ledger(layer)}"
        ),
    )


def weight_shapes(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return the shapes of the kernels and biases of queries, keys, values, and of what mixes the heads."""
    features, heads, size = shape[-1], config["num_heads"], config["key_dim"]
    value_size = config.get("value_dim") or size
    shapes: dict[str, Shape] = {}
    for name, kernel in {
        "query": (features, heads, size),
        "key": (features, heads, size),
        "value": (features, heads, value_size),
        "attention_output": (heads, value_size, features),
    }.items():
        shapes[f"{name}_kernel"] = kernel
        if config.get("use_bias", True):
            shapes[f"{name}_bias"] = kernel[-1:] if name == "attention_output" else kernel[1:]
    return shapes


def multiply_adds(layer: Layer) -> int:
    """Return the kernels' weights for each token, and the tokens compared and mixed with each other in all heads."""
    kernels = sum(weights.size for name, weights in layer.weights.items() if name.endswith("kernel"))
    asked, answering = layer.input_shape[0], layer.input_shapes[-1][0]
    compared = sum(prod(layer.weights[f"{name}_kernel"].shape[1:]) for name in ("key", "value"))
    return int(kernels) * asked + asked * answering * int(compared)


def signed(layer: Layer, input_signed: bool) -> bool:
    """Return True: weighted sums may be negative."""
    return True


KIND = LayerKind(
    roles={"MultiHeadAttention": "whole"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=same_shape,
    weight_shapes=weight_shapes,
    multiply_adds=multiply_adds,
    activation=linear,
    signed=signed,
    specs=(),
)
