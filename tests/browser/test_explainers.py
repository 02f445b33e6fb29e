"""The arithmetic in the browser against the library's: every number on the pages comes from it."""

from __future__ import annotations

import base64
import json
import re

import numpy as np
import pytest

import cnnviz
from cnnviz.explainers import role_of
from cnnviz.layer import as_maps
from cnnviz.network import Network
from cnnviz.ui.wire import dense_message, network_message, trace_message
from tests.browser.modules import open_with_modules
from tests.networks import MODELS, hand_made, input_of, sampled_positions

CELLS = 200
CELLS_WITH_ALL_TERMS = 12

RECEIVE = """(messages) => {
  // One byte further than where the message's buffer starts: Streamlit gives no promise about alignment.
  const bytes = (text) => {
    const padded = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    const moved = new Uint8Array(padded.length + 1)
    moved.set(padded, 1)
    return moved.subarray(1)
  }
  globalThis.early = readTrace(bytes(messages.trace))
  receiveNetwork(bytes(messages.network))
  globalThis.incomplete = networkStore.byName[JSON.parse(messages.name)].complete
  globalThis.reading = readTrace(bytes(messages.trace))
  receiveNetwork(bytes(messages.dense))
}"""

BYTES = """(values) => {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  let text = ""
  for (let start = 0; start < bytes.length; start += 30000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 30000))
  }
  return btoa(text)
}"""

# As text: Playwright would take every single number out of its own wrapping.
TERMS_AS_JSON = """([k, positions]) => JSON.stringify(positions.map((position) => explainCell(reading, k, position)),
  (_, value) => ArrayBuffer.isView(value) ? Array.from(value) : Number.isNaN(value) ? "NaN" : value)
  .replaceAll('"NaN"', "NaN")"""


@pytest.fixture(scope="module", params=[*cnnviz.networks(), *MODELS])
def network(request) -> Network:
    return cnnviz.load(request.param) if request.param in cnnviz.networks() else hand_made(request.param)


@pytest.fixture(scope="module")
def trace(network):
    return network.trace_input(input_of(network))


@pytest.fixture(scope="module")
def page(contexts, network, trace):
    """A blank page with the components' arithmetic, that has received the network and the trace."""
    page = open_with_modules(
        lambda url: contexts().new_page(),
        "shared/wire.js",
        "shared/positions.js",
        "layers/index.js",
        "layers/parts/windows.js",
        "shared/element.js",
    )
    messages = {
        "network": network_message(network),
        "dense": dense_message(network),
        "trace": trace_message(network, trace),
    }
    texts = {part: base64.b64encode(message).decode() for part, message in messages.items()}
    page.evaluate(RECEIVE, {**texts, "name": f'"{network.name}"'})
    yield page
    page.close()


def test_a_reading_waits_for_its_network_and_gets_the_weights_that_come_later(page, network):
    has_dense = any(role_of(layer) == "units" for layer in network.layers)
    assert page.evaluate("[globalThis.early === undefined, incomplete, reading.network.complete]") == [
        True,
        not has_dense,
        True,
    ]


def test_all_outputs_are_the_librarys_exactly(page, trace):
    outputs = page.evaluate(f"reading.outputs.map({BYTES})")
    for layer, output in zip(trace.values(), outputs, strict=True):
        values = np.frombuffer(base64.b64decode(output), np.float32)
        np.testing.assert_array_equal(values, layer.output.ravel(), err_msg=layer.layer.name)


def test_every_cell_is_explained_with_the_librarys_numbers(page, trace):
    for k, layer in enumerate(trace.values()):
        positions = sampled_positions(layer.output.shape, CELLS)
        values = page.evaluate(
            """([k, positions]) => positions.map((position) => explainCell(reading, k, position))
              .map(({ value, output }) => [value, output])""",
            [k, [_shown(position, layer.output.shape) for position in positions]],
        )
        for position, (value, output) in zip(positions, values, strict=True):
            explanation = layer.explain(*position)
            assert value == pytest.approx(explanation.value, rel=1e-9, abs=1e-12), (layer.layer.name, position)
            assert output == explanation.output


def test_every_term_is_the_librarys(page, trace):
    for k, layer in enumerate(trace.values()):
        positions = sampled_positions(layer.output.shape, CELLS_WITH_ALL_TERMS)
        shown = [_shown(position, layer.output.shape) for position in positions]
        for position, theirs in zip(positions, json.loads(page.evaluate(TERMS_AS_JSON, [k, shown])), strict=True):
            ours = TERMS[layer.layer.kind](layer.explain(*position))
            if layer.layer.kind in ("Flatten", "Reshape", "Permute"):
                ours["source"] = _shown(ours["source"], layer.layer.input_shape)
            for term, number in ours.items():
                np.testing.assert_allclose(
                    _flat(theirs[term]),
                    np.ravel(number),
                    rtol=1e-9,
                    atol=1e-12,
                    err_msg=f"{layer.layer.name} {position} {term}",
                )


def test_receptive_fields_are_the_librarys(page, trace):
    for k, layer in enumerate(trace.values()):
        positions = sampled_positions(layer.output.shape, CELLS)
        fields = page.evaluate(
            "([k, positions]) => positions.map((position) => receptiveField(reading.network, k, position))",
            [k, [_shown(position, layer.output.shape) for position in positions]],
        )
        for position, field in zip(positions, fields, strict=True):
            expected = layer.receptive_field(*position)
            assert field == expected._asdict(), (layer.layer.name, position)


def test_every_sum_can_be_said(page, trace):
    for k, layer in enumerate(trace.values()):
        position = sampled_positions(layer.output.shape, 3)[1]
        sentence = page.evaluate(
            "([k, position]) => kindOf(reading.network.layers[k])"
            ".sentence(reading.network.layers[k], explainCell(reading, k, position))",
            [k, _shown(position, layer.output.shape)],
        )
        assert len(sentence) > 10 and "undefined" not in sentence and "NaN" not in sentence


def test_every_ledger_can_be_shown(page, trace):
    for k, layer in enumerate(trace.values()):
        position = sampled_positions(layer.output.shape, 3)[1]
        shown = page.evaluate(
            """([k, position]) => {
              const layer = reading.network.layers[k]
              const view = { reading, k, position, limits: Array(4096).fill(1), open: undefined, setOpen() {} }
              const ledger = kindOf(layer).ledger(layer, explainCell(reading, k, position), view)
              document.body.replaceChildren(element("div", {}, ...ledger))
              return document.body.innerText
            }""",
            [k, _shown(position, layer.output.shape)],
        )
        assert re.search(r"[0-9]", shown) and "undefined" not in shown and "NaN" not in shown, layer.layer.name


def test_places_and_flat_places_are_each_others_reverse(page, trace):
    for layer in trace.values():
        for position in sampled_positions(layer.output.shape, 20):
            flat = int(np.ravel_multi_index(position, layer.output.shape))
            assert page.evaluate(
                "([shape, position, flat]) => [flatIndex(shape, position), positionAt(shape, flat)]",
                [list(layer.output.shape), position, flat],
            ) == [flat, list(position)]


def _shown(position: tuple[int, ...], shape: tuple[int, ...]) -> list[int]:
    """Where a value stands in the browser: there tokens are maps."""
    return [int(index) for index in np.unravel_index(np.ravel_multi_index(position, shape), as_maps(shape))]


def _flat(term) -> np.ndarray:
    """A term as the browser gives it, as numbers in a row."""
    return np.ravel(list(term.values()) if isinstance(term, dict) else term).astype(float)


def _convolution(explanation):
    return {
        "first": explanation.first,
        "window": explanation.window,
        "kernel": explanation.kernel,
        "products": explanation.products,
        "subtotals": explanation.subtotals,
        "bias": explanation.bias,
        "preActivation": explanation.pre_activation,
        "region": [explanation.rows[0], explanation.cols[0], explanation.rows[-1] + 1, explanation.cols[-1] + 1],
    }


def _dense(explanation):
    return {
        "inputs": explanation.inputs,
        "weights": explanation.weights,
        "products": explanation.products,
        "order": explanation.order[:100],  # the browser lists no more
        "bias": explanation.bias,
        "preActivation": explanation.pre_activation,
    }


def _pooling(explanation):
    terms = {"window": explanation.window, "count": np.sum(~np.isnan(explanation.window))}
    return terms if explanation.winner is None else {**terms, "winner": explanation.winner}


def _global_pooling(explanation):
    terms = {"window": explanation.window, "count": explanation.window.size}
    if explanation.winner is None:
        return {**terms, "total": explanation.window.sum(dtype=float)}
    return {**terms, "winner": explanation.winner}


def _batch_normalization(explanation):
    return {
        "input": explanation.input,
        "mean": explanation.mean,
        "variance": explanation.variance,
        "root": np.sqrt(explanation.variance + explanation.epsilon),
        "normalised": explanation.normalised,
        "gamma": explanation.gamma,
        "beta": explanation.beta,
    }


def _compared(explanation):
    return {**_batch_normalization(explanation), "count": explanation.count}


def _tokens(explanation):
    return {"tokens": explanation.tokens, "best": -1 if explanation.winner is None else explanation.winner}


def _rescaling(explanation):
    return {"input": explanation.input, "scale": explanation.scale, "offset": explanation.offset}


def _softmax(explanation):
    return {
        "logits": explanation.logits,
        "largest": explanation.largest,
        "exponentials": explanation.exponentials,
        "total": explanation.total,
    }


def _depthwise(explanation):
    return {
        "first": explanation.source,
        "window": explanation.window,
        "kernel": explanation.kernel,
        "products": explanation.products,
        "bias": explanation.bias,
        "preActivation": explanation.pre_activation,
        "region": [explanation.rows[0], explanation.cols[0], explanation.rows[-1] + 1, explanation.cols[-1] + 1],
    }


def _margin(explanation):
    return {} if explanation.source is None else {"source": explanation.source}


def _input(explanation):
    return {"input": explanation.input}


TERMS = {
    "Conv2D": _convolution,
    "Dense": _dense,
    "MaxPooling2D": _pooling,
    "AveragePooling2D": _pooling,
    "GlobalAveragePooling2D": _global_pooling,
    "GlobalMaxPooling2D": _global_pooling,
    "BatchNormalization": _batch_normalization,
    "Rescaling": _rescaling,
    **dict.fromkeys(("ReLU", "Activation", "LeakyReLU", "ELU"), _input),
    "PReLU": lambda explanation: {"input": explanation.input, "slope": explanation.slope},
    "LayerNormalization": _compared,
    "GroupNormalization": _compared,
    "Normalization": lambda explanation: {
        "input": explanation.input,
        "mean": explanation.mean,
        "deviation": explanation.deviation,
    },
    "Conv2DTranspose": lambda explanation: {
        "window": explanation.window,
        "kernel": explanation.kernel,
        "products": explanation.products,
        "subtotals": explanation.subtotals,
        "bias": explanation.bias,
        "preActivation": explanation.pre_activation,
    },
    "UpSampling2D": lambda explanation: {
        "rows": explanation.rows,
        "cols": explanation.cols,
        "window": explanation.window,
        "shares": explanation.shares,
    },
    "Reshape": lambda explanation: {"source": explanation.source},
    "Permute": lambda explanation: {"source": explanation.source},
    "GlobalAveragePooling1D": _tokens,
    "GlobalMaxPooling1D": _tokens,
    "MultiHeadAttention": lambda explanation: {},
    "Softmax": _softmax,
    "Flatten": lambda explanation: {"source": explanation.source},
    **dict.fromkeys(
        ("Dropout", "SpatialDropout2D", "AlphaDropout", "GaussianNoise", "GaussianDropout"), lambda explanation: {}
    ),
    **dict.fromkeys(
        ("RandomFlip", "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast", "RandomBrightness"),
        lambda explanation: {},
    ),
    "DepthwiseConv2D": _depthwise,
    "SeparableConv2D": lambda explanation: {
        "depthwise": explanation.depthwise,
        "pointwise": explanation.pointwise,
        "subtotals": explanation.subtotals,
        "bias": explanation.bias,
        "preActivation": explanation.pre_activation,
    },
    "ZeroPadding2D": _margin,
    "Cropping2D": _margin,
    "Concatenate": lambda explanation: {"branch": explanation.branch, "source": explanation.source},
    **dict.fromkeys(
        ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"),
        lambda explanation: {"terms": explanation.terms},
    ),
}
"""Kind of layer -> the library's terms under the browser's names, in the browser's order."""
