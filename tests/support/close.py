"""How close float32 numbers must be that were computed twice: threads and batches change the order of adding up."""

from __future__ import annotations

import numpy as np

from cnnviz.what_if.adversarial import on_8_bits

ROUNDING = 2.0**-24
"""The largest relative error of one float32 operation."""
FORWARD = 1e-5
"""Of a layer's largest value: sums of n < 10,000 terms in another order differ by about sqrt(n) * ROUNDING = 6e-6."""
BACKWARD = 1e-4
"""Of a gradient's largest value: the way back through the layers adds up once more, on what the way forth rounded."""
SHARE = 1e-5
"""Of probabilities, which are at most 1: FORWARD, for a softmax turns differences of logits into shares of itself."""


def assert_close(actual: np.ndarray, expected: np.ndarray, part: float = FORWARD) -> None:
    """Assert that two arrays differ nowhere by more than a part of the largest expected value."""
    expected = np.asarray(expected)
    np.testing.assert_allclose(actual, expected, rtol=0, atol=part * float(np.abs(expected).max(initial=0)))


def assert_fgsm(picture: np.ndarray, network, values: np.ndarray, label: int, levels: int, target=None) -> None:
    """Assert that a picture is FGSM's: exactly where the gradient has a sign; where rounding decides, any of the three.

    Args:
        picture: (height, width, channels) float32 on 8 bits.
        network: The one that it fools.
        values: What it was before.
        label: The class from which it leads away.
        levels: By how many 255ths each value changes.
        target: The class to which it leads, if any.
    """
    values, step = on_8_bits(values), levels / 255
    gradient = network.compiled.odds_gradients(network.weights, values[None], label if target is None else target)[0]
    uphill = gradient if target is None else -gradient
    steep = np.abs(uphill) > BACKWARD * np.abs(uphill).max()
    assert steep.any()
    np.testing.assert_array_equal(picture[steep], on_8_bits(values + step * np.sign(uphill))[steep])
    ways = np.stack([on_8_bits(values + step * sign) for sign in (-1, 0, 1)])
    assert (ways == picture).any(axis=0).all()
