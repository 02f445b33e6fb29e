"""The contract of a kind of layer: all that differs from kind to kind, in one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation
from cnnviz.explainers.parts.spec import Spec
from cnnviz.layer import Layer

Shape = tuple[int, ...]
Config = Mapping[str, Any]
Arrays = tuple[np.ndarray, ...]

Role = Literal[
    "filters",
    "grouped",
    "pointwise",
    "depthwise",
    "separable",
    "spread",
    "units",
    "normalisation",
    "function",
    "probabilities",
    "largest",
    "mean",
    "across",
    "whole",
    "merge",
    "join",
    "margin",
    "resize",
    "order",
    "layout",
    "flatten",
    "identity",
]
"""What a layer does to values, for all that need not know its class.

    filters         slides kernels over maps: each of its channels is one filter's feature map
    grouped         does so over the maps of one group alone: role_of() tells it from the others of its class
    pointwise       gives each of its values a weight for every value at the same place, on maps or tokens; likewise
    depthwise       slides a kernel over each map by itself
    separable       slides a kernel over each map by itself, and gives each filter a weight for each of them
    spread          adds a kernel to larger maps for each cell of what comes in: a transposed convolution
    units           gives each of its values a weight for every value that comes in
    normalisation   shifts and scales each channel
    across          makes each value of all channels at its place, and of no other place
    whole           makes each value of all that comes in
    function        is one function of one number, for each number by itself
    probabilities   makes logits probabilities: a softmax
    largest         keeps the largest value of each window, or of a whole map
    mean            keeps the mean of each window, or of a whole map
    merge           makes one value of those that several layers have at the same place
    join            puts the maps of several layers behind one another
    margin          puts zeros around maps, or cuts their edges off
    resize          makes maps larger
    order           swaps axes, and changes no value
    layout          lays values out in another shape, one after the other, and changes none
    flatten         lays maps out in a row, and changes no value
    identity        hands on what it gets
"""

UNCHANGED: frozenset[Role] = frozenset({"flatten", "layout", "identity"})
"""The roles of layers that compute no value: what comes out has come in."""

NEVER_NEGATIVE = frozenset({"relu", "relu6", "sigmoid", "softmax", "softplus", "exponential", "hard_sigmoid"})
"""The activation functions that put out no negative value, whatever comes in."""


@dataclass(frozen=True, kw_only=True)
class LayerKind:
    """A kind of layer: every part has to be given, so that a type checker and Python itself name the one forgotten.

    Shapes are without the batch axis: (height, width, channels), (tokens, features) or (units,).

    Attributes:
        roles: The Keras classes that it is, by name, and what each does to values.
        explain: (layer, inputs, output, position) -> how output[position] came about; the inputs, one but of merging
            layers, and the output are float32 arrays of the layer's shapes, position is (row, col, channel), (token,
            feature) or (unit,).
        describe: layer -> title, formulas, words and the Keras line.
        geometry: layer -> what a browser needs to do the same arithmetic, as JSON can say it. It raises
            UnsupportedLayerError for a layer with an option that cannot be explained.
        output_shape: (Keras configuration, input shape) -> output shape. It raises ValueError if a window does not fit.
        weight_shapes: (Keras configuration, input shape) -> the weights' shapes by their Keras names, in Keras's order.
        multiply_adds: layer -> multiplications with addition for one picture.
        activation: layer -> the activation function that its values come out of, by its name in Keras, whether it is
            built into the layer or all of it; "linear" where there is none.
        signed: (layer, whether its input can be negative) -> whether its output can be.
        specs: What a visitor can put into a network of their own; empty for a kind that is explained but not offered.
    """

    roles: Mapping[str, Role]
    explain: Callable[[Layer, Arrays, np.ndarray, tuple[int, ...]], Explanation]
    describe: Callable[[Layer], Description]
    geometry: Callable[[Layer], dict[str, Any]]
    output_shape: Callable[[Config, Shape], Shape]
    weight_shapes: Callable[[Config, Shape], dict[str, Shape]]
    multiply_adds: Callable[[Layer], int]
    activation: Callable[[Layer], str]
    signed: Callable[[Layer, bool], bool]
    specs: tuple[type[Spec], ...]


def same_shape(config: Config, shape: Shape) -> Shape:
    """Return the input's shape: the output_shape of what works value by value."""
    return shape


def no_weights(config: Config, shape: Shape) -> dict[str, Shape]:
    """Return nothing: the weight_shapes of what learns nothing."""
    return {}


def kernel_and_bias(config: Config, kernel: Shape) -> dict[str, Shape]:
    """Return the weight_shapes of a layer with a kernel of this shape and, unless it is left out, a bias."""
    return {"kernel": kernel, "bias": kernel[-1:]} if config["use_bias"] else {"kernel": kernel}


def no_multiply_adds(layer: Layer) -> int:
    """Return 0: the multiply_adds of what only compares, adds up or hands on."""
    return 0


def linear(layer: Layer) -> str:
    """Return "linear": the activation of what applies none."""
    return "linear"


def built_in(layer: Layer) -> str:
    """Return the activation of a layer that has one built in."""
    return layer.activation


def signed_sum(layer: Layer, input_signed: bool) -> bool:
    """Return whether the output of weighted sums can be negative: yes, unless the function built in prevents it."""
    return layer.activation not in NEVER_NEGATIVE


def signed_input(layer: Layer, input_signed: bool) -> bool:
    """Return whether the input can be negative: the `signed` of what keeps, copies or averages values."""
    return input_signed
