"""A blueprint says of every network what Keras says of it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import keras
import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.bundled.blueprint import read_blueprint, read_convolution
from cnnviz.bundled.home import ROOT
from cnnviz.layer import UnsupportedLayerError
from cnnviz.network import Network, load
from tests.networks import MODELS

SEQUENTIAL = sorted(MODELS.keys() - {"functional", "branches", "residual", "tokens"})


def _saved(model: keras.Model, folder: Path) -> Path:
    """What Keras writes of a model, but for its weights."""
    path = folder / "network.keras"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("config.json", model.to_json())
    return path


def _assert_agrees(model: keras.Model, folder: Path) -> None:
    layers = read_blueprint(_saved(model, folder))
    assert [layer.name for layer in layers] == [layer.name for layer in model.layers]
    assert sum(layer.parameters for layer in layers) == model.count_params()
    for layer, expected in zip(layers, Network("expected", model).layers, strict=True):
        assert (layer.kind, layer.input_shape, layer.output_shape) == (
            expected.kind,
            expected.input_shape,
            expected.output_shape,
        )
        assert {name: values.shape for name, values in layer.weights.items()} == {
            name: values.shape for name, values in expected.weights.items()
        }


@pytest.mark.parametrize("name", SEQUENTIAL)
def test_layers_of_every_kind_are_as_keras_made_them(name, tmp_path):
    _assert_agrees(MODELS[name](), tmp_path)


@pytest.mark.parametrize("name", bundled.recipes())
def test_every_networks_layers_are_as_keras_made_them(name, tmp_path):
    _assert_agrees(bundled.recipe(name).build(), tmp_path)


def test_a_layer_of_another_kind_is_named(tmp_path):
    model = keras.Sequential([keras.layers.Input((4, 4, 1)), keras.layers.UnitNormalization(name="strange")])
    with pytest.raises(UnsupportedLayerError, match="'strange' is a UnitNormalization"):
        read_blueprint(_saved(model, tmp_path))


def test_a_blueprint_needs_no_tensorflow():
    code = (
        "import sys; from cnnviz import bundled; from cnnviz.bundled.blueprint import read_blueprint; "
        "print(len(read_blueprint(bundled.weights_path('mnist_lab'))), "
        "*sorted({'keras', 'tensorflow'} & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["11"]


@pytest.mark.parametrize("name", bundled.names())
def test_the_convolutions_numbers_are_those_that_keras_reads(name):
    path = bundled.weights_path(name)
    for layer in load(name).layers:
        if layer.kind == "Conv2D":
            kernel, bias = read_convolution(path, layer.name)
            np.testing.assert_array_equal(kernel, layer.weights["kernel"])
            np.testing.assert_array_equal(bias, layer.bias)
            assert not kernel.flags.writeable and not bias.flags.writeable


@pytest.mark.parametrize(("name", "words"), [("mnist_mlp", "it has none"), ("mnist_lab", "it has conv2d, conv2d_1")])
def test_a_convolution_that_is_not_there_is_refused_with_those_that_are(name, words):
    with pytest.raises(ValueError, match=f"{name}.keras has no convolution 'conv2d_9': {words}"):
        read_convolution(bundled.weights_path(name), "conv2d_9")
