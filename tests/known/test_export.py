"""A network that is taken along: as a file that Keras reads, and as a program that builds it."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO

import keras
import numpy as np
import pytest

import cnnviz
from cnnviz.edits import ChannelOff
from cnnviz.known.export import keras_file, keras_program
from cnnviz.network import Network
from tests.networks import hand_made

# Keras's own, of NumPy, while it saves.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

SAME = 3e-5
"""Two graphs of the same float32 operations add up in other orders, and softmax multiplies what differs by the size of
its inputs; measured 2.7e-6."""


@pytest.fixture(params=["mnist_lab", "edited", "branches"])
def network(request) -> Network:
    if request.param == "branches":
        return hand_made("branches")
    lab = cnnviz.load("mnist_lab")
    return lab.edited([ChannelOff("conv2d", 2)]) if request.param == "edited" else lab


def answers(model: keras.Model, network: Network) -> tuple[np.ndarray, np.ndarray]:
    pictures = np.random.default_rng(3).random((4, *network.input_shape), np.float32)
    return np.asarray(model(pictures, training=False)), network.probabilities(pictures)


def test_the_file_has_the_weights_and_the_edits(network, tmp_path):
    path = tmp_path / "network.keras"
    path.write_bytes(keras_file(network))
    theirs, ours = answers(keras.models.load_model(path), network)
    np.testing.assert_allclose(theirs, ours, rtol=SAME, atol=1e-6)


def test_the_file_opens_here_again(network, tmp_path):
    path = tmp_path / "network.keras"
    path.write_bytes(keras_file(network))
    again = cnnviz.load(path, scale="0..1")
    picture = np.random.default_rng(4).random(network.input_shape, np.float32)
    np.testing.assert_allclose(
        again.trace_input(picture).probabilities, network.trace_input(picture).probabilities, rtol=SAME, atol=1e-6
    )


def test_the_program_builds_the_same_layers(network):
    names: dict[str, object] = {}
    with redirect_stdout(StringIO()):
        exec(keras_program(network), names)
    model = names["model"]
    assert isinstance(model, keras.Model)
    model.set_weights([array for layer in network.layers for array in layer.weights.values()])
    theirs, ours = answers(model, network)
    np.testing.assert_allclose(theirs, ours, rtol=SAME, atol=1e-6)
