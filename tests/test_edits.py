"""A network with changed weights is what Keras makes of such weights, and the trained one stays as it was."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cnnviz
from cnnviz import bundled
from cnnviz.edits import (
    LARGEST,
    MOST_EDITS,
    Bias,
    ChannelOff,
    KernelCell,
    edit_words,
    edits_words,
    fitting,
    format_edits,
    parse_edits,
)
from cnnviz.network import Network, load_edited
from tests.networks import hand_made, input_of
from tests.support.close import assert_close

EDITS = {
    "mnist_lab": (ChannelOff("conv2d", 3), KernelCell("conv2d_1", (0, 4, 5, 15), 0.25), Bias("dense", 7, -1.5)),
    "mnist_mlp": (ChannelOff("dense", 0), KernelCell("dense_1", (255, 127), 2.0), Bias("dense_2", 9, 1.0)),
    "cifar_vgg": (KernelCell("conv2d_5", (2, 2, 127, 127), -2.0), ChannelOff("conv2d_5", 5), Bias("conv2d_5", 5, 9.0)),
    "mnist_deep": (ChannelOff("conv2d_2", 63), Bias("conv2d", 0, 0.1)),
}


def weights_by_hand(layers, edits) -> list[np.ndarray]:
    """What Keras's set_weights gets: the trained numbers, changed one by one."""
    arrays = {layer.name: {name: values.copy() for name, values in layer.weights.items()} for layer in layers}
    for edit in edits:
        if isinstance(edit, KernelCell):
            arrays[edit.layer]["kernel"][edit.index] = edit.value
        elif isinstance(edit, Bias):
            arrays[edit.layer]["bias"][edit.channel] = edit.value
    names = [layer.name for layer in layers]
    for edit in edits:
        if isinstance(edit, ChannelOff):
            arrays[edit.layer]["kernel"][..., edit.channel] = 0
            arrays[edit.layer]["bias"][edit.channel] = 0
            later = layers[names.index(edit.layer) + 1 :]
            until = next((at for at, layer in enumerate(later) if layer.kind in ("Conv2D", "Dense", "Flatten")), 0)
            for layer in later[:until]:
                if layer.kind == "BatchNormalization":
                    arrays[layer.name]["moving_mean"][edit.channel] = arrays[layer.name]["beta"][edit.channel] = 0
    return [values for each in arrays.values() for values in each.values()]


@pytest.mark.parametrize("name", EDITS)
def test_every_layer_answers_as_a_keras_network_of_those_weights(name):
    network = cnnviz.load(name)
    model = keras.models.load_model(bundled.weights_path(name), compile=False)
    model.set_weights(weights_by_hand(network.layers, EDITS[name]))
    values = input_of(network)
    expected, trace = Network("other", model).trace_input(values), network.edited(EDITS[name]).trace_input(values)
    assert list(trace) == list(expected)
    for layer in trace:
        assert_close(trace[layer].output, expected[layer].output)
    kept = model.predict(values[None], verbose=0)[0]
    np.testing.assert_allclose(trace.probabilities, kept, atol=1e-5)
    np.testing.assert_allclose(network.edited(EDITS[name]).probabilities(values[None])[0], kept, atol=1e-5)


@pytest.mark.parametrize("name", EDITS)
def test_the_trained_network_stays_as_it_was(name):
    network = cnnviz.load(name)
    values = input_of(network)
    before = network.trace_input(values)
    weights = [array.copy() for layer in network.layers for array in layer.weights.values()]
    edited = network.edited(EDITS[name])
    edited.trace_input(values)
    after = [array for layer in network.layers for array in layer.weights.values()]
    assert all(np.array_equal(one, other) for one, other in zip(weights, after, strict=True))
    assert_close(network.trace_input(values).probabilities, before.probabilities)
    assert edited.original is network and edited.edits == EDITS[name] and not network.edits
    assert edited.edited(()) is network
    changed = {layer.name for one, layer in zip(network.layers, edited.layers, strict=True) if one is not layer}
    assert {edit.layer for edit in EDITS[name]} <= changed
    assert not any(array.flags.writeable for layer in edited.layers for array in layer.weights.values())


@pytest.mark.parametrize("name", ["mnist_lab", "mnist_cnn", "mnist_deep", "cifar_vgg"])
def test_a_channel_that_is_off_is_zero_until_the_next_kernel(name):
    network = cnnviz.load(name)
    first = next(layer.name for layer in network.layers if layer.kind == "Conv2D")
    trace = network.edited([ChannelOff(first, 1)]).trace_input(input_of(network))
    for layer in list(trace)[list(trace).index(first) :]:
        if layer != first and trace[layer].layer.kind in ("Conv2D", "Flatten"):
            break
        assert not trace[layer].output[..., 1].any(), layer
        assert trace[layer].output[..., 0].any()


def test_the_ledger_shows_the_changed_numbers_and_sums_to_what_the_network_answered():
    network = cnnviz.load("mnist_lab")
    edited = network.edited([KernelCell("conv2d", (1, 2, 0, 3), 5.0), Bias("conv2d", 3, -0.5)])
    explained = edited.trace_input(input_of(network))["conv2d"].explain(9, 9, 3)
    assert explained.kernel[1, 2, 0] == 5 and explained.bias == -0.5
    assert explained.products.sum() + explained.bias == pytest.approx(explained.output, rel=1e-4, abs=1e-5)


def test_names_tell_edited_networks_apart():
    network = cnnviz.load("mnist_lab")
    one, other = (network.edited([ChannelOff("conv2d", channel)]) for channel in (0, 1))
    assert len({network.name, one.name, other.name}) == 3 and one.original.name == "mnist_lab"
    assert load_edited("mnist_lab", one.edits).name == one.name


def test_an_edited_network_is_edited_from_the_trained_one():
    network = cnnviz.load("mnist_lab")
    again = network.edited([ChannelOff("conv2d", 0)]).edited([ChannelOff("conv2d", 1)])
    assert again.edits == (ChannelOff("conv2d", 1),)


def test_methods_that_ask_why_take_an_edited_network():
    network = hand_made("functions-inside")
    edited = network.edited([ChannelOff(network.layers[0].name, 0)])
    with_gradient = cnnviz.attribution.saliency(edited, input_of(network))
    assert not np.allclose(with_gradient, cnnviz.attribution.saliency(network, input_of(network)))


@pytest.mark.parametrize(
    "edit",
    [
        ChannelOff("conv2d", 6),
        ChannelOff("softmax", 0),
        ChannelOff("elsewhere", 0),
        Bias("conv2d", 6, 0.0),
        KernelCell("conv2d", (5, 0, 0, 0), 0.0),
        KernelCell("conv2d", (0, 0), 0.0),
        KernelCell("dense", (0, 0, 0, 0), 0.0),
    ],
)
def test_a_change_without_a_place_is_named(edit):
    network = cnnviz.load("mnist_lab")
    with pytest.raises(ValueError, match=edit.layer):
        network.edited([edit])
    assert fitting(network.layers, [edit, ChannelOff("conv2d", 0)]) == (ChannelOff("conv2d", 0),)


layers = st.sampled_from(["conv2d", "conv2d_1", "dense"])
indices = st.integers(0, 999)
values = st.floats(-LARGEST, LARGEST).map(lambda value: value + 0.0)
cells = st.one_of(st.tuples(indices, indices), st.tuples(indices, indices, indices, indices))
changes = st.one_of(
    st.builds(ChannelOff, layers, indices),
    st.builds(Bias, layers, indices, values),
    st.builds(KernelCell, layers, cells, values),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        changes,
        max_size=8,
        unique_by=lambda edit: (type(edit), edit.layer, getattr(edit, "channel", getattr(edit, "index", None))),
    )
)
def test_text_says_it_all(edits):
    assert parse_edits(format_edits(edits)) == tuple(edits)


def test_words_name_channels_and_units():
    layers = cnnviz.load("mnist_lab").layers
    edits = [ChannelOff("conv2d", 3), ChannelOff("dense", 3), Bias("dense", 0, -0.5)]
    assert edits_words(edits, layers, most=2) == "conv2d channel 3 off, dense unit 3 off and 1 more"
    assert edit_words(edits[2], layers) == "dense bias 0 = −0.5"
    cell = KernelCell("conv2d", (0, 2, 1, 3), 0.25)
    assert edit_words(cell, layers) == "conv2d filter 3 row 0 column 2 of channel 1 = 0.25"
    assert edit_words(KernelCell("dense", (7, 0), 2.0), layers) == "dense unit 0 weight 7 = 2"


@pytest.mark.parametrize(
    "text",
    [
        *("", "~", "off", "conv2d.off", "conv2d.off.-1", "conv2d.off.x", "conv2d.off.3.1", ".off.3", "conv2d.on.3"),
        *("conv2d.bias.0.nan", "conv2d.bias.0.1e999", "conv2d.bias.0.", "conv2d.bias.1-2.0", "conv2d.bias.0.1001"),
        *("conv2d.kernel.1-2-3-4-5.0", "conv2d.kernel..1", "conv2d.off.³", "conv2d.off.99999999", "\x00.off.٣"),
    ],
)
def test_garbage_is_no_change(text):
    assert parse_edits(text) == ()


def test_no_more_changes_than_there_may_be_and_the_later_of_two_counts():
    many = "~".join(f"conv2d.off.{channel}" for channel in range(MOST_EDITS + 50))
    assert len(parse_edits(many)) == MOST_EDITS
    assert parse_edits("a.bias.0.1~a.bias.0.2~a.off.0~a.off.0") == (Bias("a", 0, 2.0), ChannelOff("a", 0))


def test_a_channel_that_is_off_is_off_along_its_own_branch_alone():
    inputs = keras.Input((6, 6, 1))
    branches = []
    for name in ("left", "right"):
        maps = keras.layers.Conv2D(3, 3, name=name)(inputs)
        branches.append(keras.layers.BatchNormalization(name=f"{name}_normal", beta_initializer="ones")(maps))
    network = Network("two branches", keras.Model(inputs, keras.layers.Add(name="sum")(branches)))
    picture = np.random.default_rng(0).random((6, 6, 1), np.float32)
    before = network.trace_input(picture)
    after = network.edited([ChannelOff("left", 2)]).trace_input(picture)
    for name in ("left", "left_normal"):
        assert before[name].output[..., 2].any() and not after[name].output[..., 2].any()
        np.testing.assert_array_equal(after[name].output[..., :2], before[name].output[..., :2])
    np.testing.assert_array_equal(after["right_normal"].output, before["right_normal"].output)
    np.testing.assert_array_equal(after["sum"].output[..., 2], after["right_normal"].output[..., 2])


def test_a_depthwise_channel_cannot_be_switched_off():
    network = hand_made("depthwise")
    name = next(layer.name for layer in network.layers if layer.kind == "DepthwiseConv2D")
    with pytest.raises(ValueError, match=f"has no place for {name}.off.0"):
        network.edited([ChannelOff(name, 0)])
