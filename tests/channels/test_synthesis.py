"""Pictures made up to excite a channel: they do, the same noise gives the same one, and the work can be stopped."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.channels.excitement import load_excitement
from cnnviz.channels.synthesis import synthesise
from cnnviz.network import load
from tests.networks import hand_made
from tests.support.close import assert_close

CHANNELS = [("conv2d_1", 5), ("conv2d_1", 11), ("dense", 2), ("dense_1", 7)]

STEPS = 1e-3
"""Of a picture's largest value: each step goes by the gradient of the one before, so BACKWARD grows a few times."""


def _largest(network, picture, layer, channel) -> float:
    return float(network.trace_input(picture)[layer].output[..., channel].max())


@pytest.fixture(scope="module")
def traces():
    images = bundled.dataset_of("mnist_lab").shipped.test.images[:200].astype(np.float32) / 255
    return [load("mnist_lab").trace_input(image) for image in images]


@pytest.mark.parametrize(("layer", "channel"), CHANNELS)
def test_a_made_up_picture_excites_more_than_noise_and_than_most_pictures(layer, channel, traces):
    network = load("mnist_lab")
    picture = synthesise(network, layer, channel, steps=128)
    assert picture.shape == network.input_shape and picture.dtype == np.float32
    assert picture.min() >= 0 and picture.max() <= 1
    value = _largest(network, picture, layer, channel)
    noise = np.random.default_rng(1).random(network.input_shape, np.float32)
    assert value > _largest(network, noise, layer, channel)
    assert value > _largest(network, synthesise(network, layer, channel, steps=0), layer, channel)
    assert value > np.median([trace[layer].output[..., channel].max() for trace in traces])


def test_a_made_up_picture_can_excite_more_than_any_shipped_one():
    network, best = load("mnist_lab"), load_excitement("mnist_lab").layers["dense_1"].values[2, 0]
    assert _largest(network, synthesise(network, "dense_1", 2), "dense_1", 2) > best


def test_most_made_up_pictures_excite_a_convolution_more_than_the_best_test_picture():
    network, layers = load("mnist_lab"), load_excitement("mnist_lab").layers
    channels = [(layer, channel) for layer in ("conv2d", "conv2d_1") for channel in range(6)]
    stronger = [
        _largest(network, synthesise(network, layer, channel), layer, channel) > layers[layer].values[channel, 0]
        for layer, channel in channels
    ]
    assert sum(stronger) >= 9, stronger


def test_colour_is_made_up_too():
    network = load("cifar_small")
    picture = synthesise(network, "dense", 3, steps=40)
    assert picture.shape == (32, 32, 3)
    assert _largest(network, picture, "dense", 3) > _largest(network, np.full_like(picture, 0.5), "dense", 3)


@pytest.mark.parametrize("layer", ["relu", "max_pooling2d_1", "softmax"])
def test_where_nothing_would_lead_uphill_the_layer_before_does(layer):
    network = load("mnist_lab")
    before = {"relu": "max_pooling2d", "max_pooling2d_1": "max_pooling2d_1", "softmax": "dense_1"}[layer]
    assert_close(synthesise(network, layer, 1, steps=5), synthesise(network, before, 1, steps=5), STEPS)


def test_the_same_noise_gives_the_same_picture_and_other_noise_another():
    network = load("mnist_lab")
    one, same, other = (synthesise(network, "conv2d", 2, steps=4, seed=seed) for seed in (7, 7, 8))
    assert_close(one, same, STEPS)
    assert abs(one - other).max() > 0.01


def test_progress_is_reported_with_the_picture_so_far():
    heard = []
    last = synthesise(load("mnist_lab"), "conv2d", 2, steps=4, progress=lambda share, made: heard.append((share, made)))
    assert [share for share, _ in heard] == [0.25, 0.5, 0.75, 1]
    np.testing.assert_array_equal(heard[-1][1], last)
    assert abs(heard[0][1] - last).max() > 0


def test_synthesis_stops_when_told():
    steps = []
    picture = synthesise(
        load("mnist_lab"),
        "conv2d",
        2,
        steps=10_000_000,
        progress=lambda share, made: steps.append(made),
        stop=lambda: len(steps) == 3,
    )
    assert len(steps) == 3
    np.testing.assert_array_equal(picture, steps[-1])


def test_what_the_listener_raises_ends_the_work():
    def refuse(share, picture):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        synthesise(load("mnist_lab"), "conv2d", 2, steps=10_000_000, progress=refuse)


def test_what_is_not_there_is_said():
    network = load("mnist_lab")
    with pytest.raises(KeyError, match=r"There is no layer 'conv9'\. There are conv2d, "):
        synthesise(network, "conv9", 0)
    for channel in (6, -1):
        with pytest.raises(ValueError, match=f"'conv2d' has channel 0 to 5. Received: {channel}"):
            synthesise(network, "conv2d", channel)


def test_any_size_will_do():
    network = hand_made("overlapping-max-pooling")
    assert synthesise(network, network.layers[-1].name, 1, steps=2).shape == (8, 7, 2)
