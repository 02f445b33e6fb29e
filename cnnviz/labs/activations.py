"""Four activation functions, each with the derivative that backpropagation multiplies by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnviz.arithmetic import ACTIVATIONS, leaky_relu

_relu, _tanh, _sigmoid = (ACTIVATIONS[name] for name in ("relu", "tanh", "sigmoid"))


@dataclass(frozen=True)
class ActivationFunction:
    """An activation function, applied to each number z by itself.

    Attributes:
        title: Its name for readers.
        formula: y as text, in terms of z; "a" is the slope of leaky ReLU.
        range: The values that y can take, as text.
        derivative_formula: dy/dz as text, in terms of z or of y.
        words: What it does, in a sentence.
        value: (z, a) -> y, of the same shape as z.
        derivative: (z, a) -> dy/dz. At the corner of ReLU, where there is none, it is the slope on the left, as in
            Keras.
    """

    title: str
    formula: str
    range: str
    derivative_formula: str
    words: str
    value: Callable[[np.ndarray, float], np.ndarray]
    derivative: Callable[[np.ndarray, float], np.ndarray]


FUNCTIONS = {
    "relu": ActivationFunction(
        "ReLU",
        "max(0, z)",
        "0 and up",
        "1 if z > 0, else 0",
        "What is negative is forgotten; what is positive passes as it is.",
        lambda z, a: _relu(z),
        lambda z, a: np.where(z > 0, 1.0, 0.0),
    ),
    "leaky_relu": ActivationFunction(
        "Leaky ReLU",
        "z if z > 0, else a · z",
        "all numbers",
        "1 if z > 0, else a",
        "What is negative becomes small, so that a cell below zero can still learn.",
        leaky_relu,
        lambda z, a: np.where(z > 0, 1.0, a),
    ),
    "tanh": ActivationFunction(
        "tanh",
        "(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)",
        "−1 to 1",
        "1 − y²",
        "Keeps the sign; large values are all nearly 1, and the curve is flat there: little is learned from them.",
        lambda z, a: _tanh(z),
        lambda z, a: 1 - _tanh(z) ** 2,
    ),
    "sigmoid": ActivationFunction(
        "Sigmoid",
        "1 / (1 + e⁻ᶻ)",
        "0 to 1",
        "y · (1 − y)",
        "0 becomes ½. The slope is never more than ¼, so through many layers little is left to learn from.",
        lambda z, a: _sigmoid(z),
        lambda z, a: _sigmoid(z) * (1 - _sigmoid(z)),
    ),
}
"""The functions, by their names in Keras.

References:
    Nair & Hinton, ICML 2010 (ReLU); Maas, Hannun & Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models,
    2013 (leaky ReLU); LeCun, Bottou, Orr & Müller, Efficient BackProp, 1998 (tanh and sigmoid).
"""
