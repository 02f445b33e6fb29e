"""The activations agree with Keras, and their slopes with small steps along their curves."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from cnnviz.labs.activations import FUNCTIONS

Z = np.concatenate([np.linspace(-6, 6, 49), [-800.0, 800.0, 1e-3, -1e-3]])


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("slope", [0.0, 0.1, 1.0])
def test_values_agree_with_keras(name, slope):
    layer = keras.layers.LeakyReLU(slope) if name == "leaky_relu" else keras.layers.Activation(name)
    expected = np.asarray(layer(Z.astype(np.float32)))
    np.testing.assert_allclose(FUNCTIONS[name].value(Z, slope), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_derivatives_are_the_slopes_of_the_curves(name):
    function, step = FUNCTIONS[name], 1e-5
    z = Z[np.abs(Z) > step]
    steps = (function.value(z + step, 0.1) - function.value(z - step, 0.1)) / (2 * step)
    np.testing.assert_allclose(function.derivative(z, 0.1), steps, rtol=1e-4, atol=1e-8)


def test_at_its_corner_relu_has_the_slope_of_the_left():
    zero = np.zeros(1)
    assert FUNCTIONS["relu"].derivative(zero, 0.1) == 0
    assert FUNCTIONS["leaky_relu"].derivative(zero, 0.1) == 0.1
