"""Four activation functions, each with its derivative: what training multiplies by on its way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnviz.arithmetic import ACTIVATIONS

LEAKY_SLOPE = 0.1
"""The slope of leaky ReLU below zero, unless another is said."""

_relu, _tanh, _sigmoid = (ACTIVATIONS[name] for name in ("relu", "tanh", "sigmoid"))


@dataclass(frozen=True)
class ActivationFunction:
    """One function of one number.

    Attributes:
        title: What it is called.
        formula: Of z; "a" is the slope of leaky ReLU.
        range: Which values come out.
        derivative_formula: Of z, or of the value y that came out.
        words: What it does, in a sentence.
        value: (z, a) -> y, arrays of the same shape.
        derivative: (z, a) -> dy/dz. At the corner of ReLU, where there is none, it is that on the left, as in Keras.
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
        lambda z, a: np.where(z > 0, z, a * z),
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
        "Nothing becomes ½, and the slope is never more than ¼: what is learned fades from layer to layer.",
        lambda z, a: _sigmoid(z),
        lambda z, a: _sigmoid(z) * (1 - _sigmoid(z)),
    ),
}
"""The functions by their names in Keras.

References:
    Nair & Hinton, ICML 2010 (ReLU); Maas, Hannun & Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models,
    2013 (leaky ReLU); LeCun, Bottou, Orr & Müller, Efficient BackProp, 1998 (tanh and sigmoid).
"""
