"""Messages for the browser: what goes in comes out, and what does not travel can be worked out exactly."""

from __future__ import annotations

import json

import numpy as np
import pytest

import cnnviz
from cnnviz.edits import Bias, ChannelOff, KernelCell
from cnnviz.explainers import is_relu, signed_layers
from cnnviz.layer import PICTURE
from cnnviz.ui.wire import dense_message, is_derived, network_message, pack, pixel_message, trace_message
from tests.networks import MODELS, hand_made, input_of
from tests.support.wire import unpack

NAMES = [*cnnviz.networks(), *MODELS]


def _network(name: str):
    return cnnviz.load(name) if name in cnnviz.networks() else hand_made(name)


def test_arrays_and_header_come_out_as_they_went_in():
    arrays = {"a": np.arange(6, dtype=np.float32).reshape(3, 2), "größe": np.array([np.nan, -0.0, np.inf], np.float32)}
    header, unpacked = unpack(pack({"title": "5 × 5"}, {**arrays, "turned": arrays["a"].T}))
    assert header["title"] == "5 × 5"
    np.testing.assert_array_equal(unpacked["größe"], arrays["größe"])
    np.testing.assert_array_equal(unpacked["turned"], arrays["a"].T)


def test_pictures_come_after_a_line_of_json_one_after_the_other():
    wide = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    several = np.full((2, 1, 1, 1), 10, np.uint8)
    line, _, pixels = pixel_message({"words": "two\nlines", "of": "größe"}, wide.transpose(1, 0, 2), several).partition(
        b"\n"
    )
    assert json.loads(line) == {"words": "two\nlines", "of": "größe"}
    assert list(pixels) == [0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11, 10, 10]


def test_a_message_without_pictures_is_its_line_alone():
    assert pixel_message({"tiles": []}) == b'{"tiles": []}\n'


@pytest.mark.parametrize("name", NAMES)
def test_network_and_dense_message_carry_every_weight_once(name):
    network = _network(name)
    header, light = unpack(network_message(network))
    _, heavy = unpack(dense_message(network))
    assert not light.keys() & heavy.keys()
    weights = {f"{layer.name}.{part}": values for layer in network.layers for part, values in layer.weights.items()}
    assert (light | heavy).keys() == weights.keys()
    for key, values in (light | heavy).items():
        np.testing.assert_array_equal(values, weights[key])
    assert header["reads"] == network.kind
    assert [layer["name"] for layer in header["layers"]] == [layer.name for layer in network.layers]
    assert sum(layer["parameter_count"] for layer in header["layers"]) == header["parameters"] == network.parameters


@pytest.mark.parametrize("name", NAMES)
def test_what_does_not_travel_is_tensorflows_output_exactly(name):
    network = _network(name)
    trace = network.trace_input(input_of(network))
    _, arrays = unpack(trace_message(network, trace))
    outputs = {PICTURE: arrays.pop("input")}
    np.testing.assert_array_equal(outputs[PICTURE], trace.input)
    for place, layer in enumerate(network.layers):
        values = outputs[layer.fed_by(place)[0]]
        if not is_derived(layer):
            values = arrays.pop(layer.name)
        elif is_relu(layer):
            values = np.where(values < 0, np.float32(0), values)
        np.testing.assert_array_equal(values.reshape(layer.output_shape), trace[layer.name].output)
        outputs[place] = values
    assert not arrays


@pytest.mark.parametrize("name", NAMES)
def test_a_layer_called_unsigned_has_no_negative_value(name):
    network = _network(name)
    for _ in range(3):
        trace = network.trace_input(np.abs(input_of(network)))
        for layer, signed in zip(trace.values(), signed_layers(network.layers), strict=True):
            assert signed or layer.output.min() >= 0


def test_a_message_carries_what_else_it_is_given():
    network = _network("strides")
    header, _ = unpack(trace_message(network, network.trace_input(input_of(network)), {"stroke": 3}))
    assert header["stroke"] == 3 and header["network"] == "strides"


def test_of_an_edited_network_only_the_changed_numbers_travel():
    network = cnnviz.load("mnist_cnn")
    edited = network.edited([ChannelOff("conv2d_1", 5), KernelCell("dense", (9215, 127), 3.0), Bias("dense_1", 0, 0.5)])
    header, changes = unpack(network_message(edited))
    assert (header["network"], header["base"]) == (edited.name, "mnist_cnn")
    assert sum(array.size for array in changes.values()) == 2 * (3 * 3 * 32 + 1 + 1 + 1)
    names = {name.removesuffix(".at").removesuffix(".to") for name in changes}
    for before, after in zip(network.layers, edited.layers, strict=True):
        for part, values in after.weights.items():
            rebuilt = before.weights[part].copy()
            if (name := f"{after.name}.{part}") in names:
                rebuilt.ravel()[changes[f"{name}.at"].astype(int)] = changes[f"{name}.to"]
            np.testing.assert_array_equal(rebuilt, values)
