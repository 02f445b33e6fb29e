"""Every explanation of every kind of layer, for the bundled networks and hand-made ones, against TensorFlow."""

from __future__ import annotations

import json

import numpy as np
import pytest

import cnnviz
from cnnviz.arithmetic import ACTIVATIONS, softmax
from cnnviz.explainers import keras_classes
from cnnviz.explainers.parts.explanation import Explanation
from cnnviz.network import Network
from cnnviz.trace import LayerTrace
from tests.networks import MODELS, hand_made, input_of, sampled_positions

CELLS = 300
TOLERANCE = 1e-4


def _network(name: str) -> Network:
    return cnnviz.load(name) if name in cnnviz.networks() else hand_made(name)


@pytest.fixture(scope="module", params=[*cnnviz.networks(), *MODELS])
def network(request) -> Network:
    return _network(request.param)


@pytest.fixture(scope="module")
def explanations(network) -> list[tuple[LayerTrace, tuple[int, ...], Explanation]]:
    return [
        (layer, position, layer.explain(*position))
        for layer in network.trace_input(input_of(network)).values()
        for position in sampled_positions(layer.output.shape, CELLS)
    ]


def test_value_is_tensorflows(explanations):
    for layer, position, explanation in explanations:
        assert explanation.output == layer.output[position]
        scale = max(abs(explanation.output), float(np.abs(layer.output).mean()))
        assert abs(explanation.value - explanation.output) <= TOLERANCE * scale, (layer.layer.name, position)


def test_terms_make_the_value(explanations):
    for layer, position, explanation in explanations:
        added = VALUE_OF_TERMS[layer.layer.kind](explanation, layer, position)
        assert explanation.value == pytest.approx(added, rel=1e-9, abs=1e-12)


_LAST_TWO = ("BatchNormalization", "LayerNormalization", "GroupNormalization", "Rescaling")
"""The kinds whose ledgers end in two numbers that are added up."""


def test_ledger_adds_up(explanations):
    for layer, position, explanation in explanations:
        numbers = [number for _, number in explanation.ledger()]
        words = [words for words, _ in explanation.ledger()]
        assert len(set(words)) == len(words)
        if layer.layer.kind in _LAST_TWO:
            assert sum(numbers[-2:]) == pytest.approx(explanation.value, rel=1e-9, abs=1e-12)
        elif layer.layer.kind == "MultiHeadAttention":
            assert numbers == [layer.output[position]] and explanation.why.endswith("only TensorFlow's value is shown.")
        elif layer.layer.kind in ("PReLU", "UpSampling2D"):
            whole = np.prod(numbers) if layer.layer.kind == "PReLU" else sum(numbers)
            assert whole == pytest.approx(explanation.value, rel=1e-9, abs=1e-12)
        elif layer.layer.weights:
            if words[-1].startswith("sum, before"):
                assert sum(numbers[:-1]) == pytest.approx(numbers[-1], rel=1e-9, abs=1e-12)
                numbers.pop()
            assert sum(numbers) == pytest.approx(explanation.pre_activation, rel=1e-9, abs=1e-12)


def test_every_explanation_is_json(network):
    for layer in network.trace_input(input_of(network)).values():
        explanation = layer.explain(*(0 for _ in layer.output.shape))
        assert json.loads(json.dumps(explanation.to_dict(), allow_nan=False))["output"] == explanation.output


def test_all_kinds_are_tested_here():
    tested = {layer.kind for name in [*cnnviz.networks(), *MODELS] for layer in _network(name).layers}
    assert tested == set(keras_classes()) == set(VALUE_OF_TERMS)


def _convolution(explanation, layer, position):
    rows, cols = explanation.rows, explanation.cols
    groups = layer.layer.config["groups"]
    group = position[-1] // (layer.output.shape[-1] // groups)
    read = np.split(layer.input, groups, axis=-1)[group]
    assert explanation.first == group * read.shape[-1]
    for y, x in np.ndindex(len(rows), len(cols)):
        inside = 0 <= rows[y] < layer.input.shape[0] and 0 <= cols[x] < layer.input.shape[1]
        np.testing.assert_array_equal(explanation.window[y, x], read[rows[y], cols[x]] if inside else 0)
    np.testing.assert_array_equal(explanation.kernel, layer.layer.weights["kernel"][..., position[-1]])
    np.testing.assert_allclose(explanation.products, explanation.window.astype(float) * explanation.kernel)
    np.testing.assert_allclose(explanation.subtotals, explanation.products.sum(axis=(0, 1)))
    if explanation.activation == "softmax":
        return _share(layer, position)
    return ACTIVATIONS[explanation.activation](explanation.subtotals.sum() + explanation.bias)


def _share(layer, position):
    """The softmax of the pre-activations of all filters or units at one place."""
    *place, unit = position
    sums = [layer.explain(*place, other).pre_activation for other in range(layer.output.shape[-1])]
    return softmax(np.array(sums))[unit]


def _transposed(explanation, layer, position):
    """Laid out where each lies over the cell: the weight's place is the cell's less that of the kernel's first."""
    *place, channel = position
    padding, strides = layer.layer.config["padding"], layer.layer.config["strides"]
    kernel = layer.layer.weights["kernel"][:, :, channel]
    total = 0.0
    for row, col in np.ndindex(layer.input.shape[:2]):
        at = []
        for axis, cell in enumerate((row, col)):
            overlap = (layer.input.shape[axis] - 1) * strides[axis] + kernel.shape[axis] - layer.output.shape[axis]
            at.append(place[axis] - cell * strides[axis] + (max(overlap, 0) // 2 if padding == "same" else 0))
        if all(0 <= index < size for index, size in zip(at, kernel.shape, strict=False)):
            assert row in explanation.rows and col in explanation.cols
            total += layer.input[row, col].astype(float) @ kernel[tuple(at)]
    assert explanation.subtotals.sum() == pytest.approx(total, rel=1e-9, abs=1e-12)
    return ACTIVATIONS[explanation.activation](explanation.products.sum() + explanation.bias)


def _up_sampling(explanation, layer, position):
    np.testing.assert_array_equal(
        explanation.window, layer.input[np.ix_(explanation.rows, explanation.cols)][..., position[-1]]
    )
    assert explanation.shares.sum() == pytest.approx(1) and explanation.shares.min() > 0
    return (explanation.window * explanation.shares).sum()


def _prelu(explanation, layer, position):
    assert explanation.input == layer.input[position]
    assert explanation.slope == np.broadcast_to(layer.layer.weights["alpha"], layer.output.shape)[position]
    return max(explanation.input, 0) + explanation.slope * min(explanation.input, 0)


def _compared(explanation, layer, position):
    assert explanation.input == layer.input[position]
    channels = layer.input.shape[-1]
    if layer.layer.kind == "GroupNormalization":
        groups = layer.layer.config["groups"]
        others = np.split(layer.input, groups, axis=-1)[position[-1] // (channels // groups)]
    else:
        others = layer.input[position[:-1]]
    assert explanation.count == others.size
    assert explanation.mean == pytest.approx(others.astype(float).mean(), rel=1e-12)
    assert explanation.variance == pytest.approx(others.astype(float).var(), rel=1e-12)
    for term, missing in (("gamma", 1), ("beta", 0)):
        weights = layer.layer.weights
        assert getattr(explanation, term) == (weights[term][position[-1]] if term in weights else missing)
    deviation = np.sqrt(explanation.variance + layer.layer.config["epsilon"])
    return explanation.gamma * (explanation.input - explanation.mean) / deviation + explanation.beta


def _normalization(explanation, layer, position):
    assert explanation.input == layer.input[position]
    mean, variance = (
        np.broadcast_to(np.ravel(layer.layer.config[term]), layer.output.shape)[position]
        for term in ("mean", "variance")
    )
    assert (explanation.mean, explanation.deviation) == (np.float32(mean), np.sqrt(np.float32(variance)))
    return (explanation.input - explanation.mean) / explanation.deviation


def _token_pooling(explanation, layer, position):
    np.testing.assert_array_equal(explanation.tokens, layer.input[:, position[-1]])
    if explanation.winner is None:
        return explanation.tokens.astype(float).mean()
    assert explanation.tokens[explanation.winner] == explanation.tokens.max()
    return explanation.tokens.max()


def _function(explanation, layer, position):
    assert explanation.input == layer.input[position]
    z, config = explanation.input, layer.layer.config
    if layer.layer.kind == "ELU":
        return z if z > 0 else config["alpha"] * np.expm1(z)
    threshold = config.get("threshold") or 0
    if z <= threshold:
        return config.get("negative_slope", 0) * (z - threshold)
    return z if config.get("max_value") is None else min(z, config["max_value"])


def _dense(explanation, layer, position):
    np.testing.assert_array_equal(explanation.inputs, layer.input[position[:-1]])
    np.testing.assert_allclose(explanation.products, explanation.inputs.astype(float) * explanation.weights)
    sizes = np.abs(explanation.products[explanation.order])
    assert (np.diff(sizes) <= 0).all() and sorted(explanation.order) == list(range(len(sizes)))
    pre_activation = explanation.products.sum() + explanation.bias
    return (
        _share(layer, position)
        if explanation.activation == "softmax"
        else ACTIVATIONS[explanation.activation](pre_activation)
    )


def _pooling(explanation, layer, position):
    cells = explanation.window[~np.isnan(explanation.window)]
    if explanation.winner is None:
        return cells.astype(float).mean()
    assert layer.input[(*explanation.winner, position[-1])] == cells.max()
    return cells.max()


def _global_pooling(explanation, layer, position):
    np.testing.assert_array_equal(explanation.window, layer.input[..., position[-1]])
    return _pooling(explanation, layer, position)


def _batch_normalization(explanation, layer, position):
    assert explanation.input == layer.input[position]
    weights = layer.layer.weights
    for term, name, missing in [("gamma", "gamma", 1), ("beta", "beta", 0), ("mean", "moving_mean", None)]:
        assert getattr(explanation, term) == (weights[name][position[-1]] if name in weights else missing)
    deviation = np.sqrt(float(weights["moving_variance"][position[-1]]) + explanation.epsilon)
    assert explanation.normalised == pytest.approx((explanation.input - explanation.mean) / deviation, rel=1e-12)
    return explanation.gamma * explanation.normalised + explanation.beta


def _depthwise(explanation, layer, position):
    rows, cols = explanation.rows, explanation.cols
    for y, x in np.ndindex(len(rows), len(cols)):
        inside = 0 <= rows[y] < layer.input.shape[0] and 0 <= cols[x] < layer.input.shape[1]
        assert explanation.window[y, x] == (layer.input[rows[y], cols[x], explanation.source] if inside else 0)
    copies = layer.output.shape[-1] // layer.input.shape[-1]
    kernel = layer.layer.weights["kernel"][..., explanation.source, position[-1] % copies]
    np.testing.assert_array_equal(explanation.kernel, kernel)
    products = explanation.window.astype(float) * kernel
    return ACTIVATIONS[explanation.activation](products.sum() + explanation.bias)


def _separable(explanation, layer, position):
    np.testing.assert_array_equal(explanation.pointwise, layer.layer.weights["pointwise_kernel"][0, 0, :, position[-1]])
    np.testing.assert_allclose(explanation.subtotals, explanation.depthwise * explanation.pointwise)
    return ACTIVATIONS[explanation.activation](explanation.subtotals.sum() + explanation.bias)


def _margin(explanation, layer, position):
    return 0 if explanation.source is None else layer.input[explanation.source]


def _terms(explanation, layer, position):
    """The terms, after a look at where they come from: a single row or column serves all."""
    for term, values in zip(explanation.terms, layer.inputs, strict=True):
        whole = np.broadcast_to(values, layer.output.shape)
        assert term == whole[position]
    return explanation.terms


def _rescaling(explanation, layer, position):
    assert explanation.input == layer.input[position]
    for term in ("scale", "offset"):
        numbers = np.broadcast_to(layer.layer.config[term], layer.output.shape)
        assert getattr(explanation, term) == numbers[position]
    return explanation.scale * explanation.input + explanation.offset


VALUE_OF_TERMS = {
    "Conv2D": _convolution,
    "Dense": _dense,
    "MaxPooling2D": _pooling,
    "AveragePooling2D": _pooling,
    "GlobalAveragePooling2D": _global_pooling,
    "GlobalMaxPooling2D": _global_pooling,
    "BatchNormalization": _batch_normalization,
    "Rescaling": _rescaling,
    **dict.fromkeys(("ReLU", "LeakyReLU", "ELU"), _function),
    "PReLU": _prelu,
    "LayerNormalization": _compared,
    "GroupNormalization": _compared,
    "Normalization": _normalization,
    "Conv2DTranspose": _transposed,
    "UpSampling2D": _up_sampling,
    "Reshape": lambda explanation, layer, position: layer.input[explanation.source],
    "Permute": lambda explanation, layer, position: layer.input[explanation.source],
    "GlobalAveragePooling1D": _token_pooling,
    "GlobalMaxPooling1D": _token_pooling,
    "MultiHeadAttention": lambda explanation, layer, position: layer.output[position],
    "Activation": lambda explanation, layer, position: ACTIVATIONS[explanation.activation](explanation.input),
    "Softmax": lambda explanation, layer, position: explanation.exponentials[position[-1]] / explanation.total,
    "Flatten": lambda explanation, layer, position: layer.input[explanation.source],
    **dict.fromkeys(
        ("Dropout", "SpatialDropout2D", "AlphaDropout", "GaussianNoise", "GaussianDropout"),
        lambda explanation, layer, position: layer.input[position],
    ),
    **dict.fromkeys(
        ("RandomFlip", "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast", "RandomBrightness"),
        lambda explanation, layer, position: layer.input[position],
    ),
    "DepthwiseConv2D": _depthwise,
    "SeparableConv2D": _separable,
    "ZeroPadding2D": _margin,
    "Cropping2D": _margin,
    "Concatenate": lambda explanation, layer, position: layer.inputs[explanation.branch][explanation.source],
    "Add": lambda explanation, layer, position: _terms(explanation, layer, position).sum(),
    "Subtract": lambda explanation, layer, position: np.subtract(*_terms(explanation, layer, position)),
    "Multiply": lambda explanation, layer, position: _terms(explanation, layer, position).prod(),
    "Average": lambda explanation, layer, position: _terms(explanation, layer, position).mean(),
    "Maximum": lambda explanation, layer, position: _terms(explanation, layer, position).max(),
    "Minimum": lambda explanation, layer, position: _terms(explanation, layer, position).min(),
}
"""Kind of layer -> function that adds an explanation's terms up once more, after checking where they come from."""
