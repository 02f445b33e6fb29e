"""Multiplications and memory, against sums made by hand and what the explainers say."""

from __future__ import annotations

import pytest

import cnnviz
from cnnviz import bundled
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.costs import Costs, costs, multiply_adds
from cnnviz.explainers import kind_of
from tests.networks import MODELS, hand_made


def test_a_small_network_costs_what_the_sum_on_paper_says():
    layers = read_blueprint(bundled.weights_path("mnist_lab"))
    convolutions = 28 * 28 * 5 * 5 * 1 * 6 + 14 * 14 * 5 * 5 * 6 * 16
    dense = 7 * 7 * 16 * 128 + 128 * 10
    parameters = (5 * 5 * 1 * 6 + 6) + (5 * 5 * 6 * 16 + 16) + (784 * 128 + 128) + (128 * 10 + 10)
    maps = 28 * 28 * 6 + 2 * 14 * 14 * 6 + 14 * 14 * 16 + 2 * 7 * 7 * 16
    values = 28 * 28 + maps + 2 * 128 + 2 * 10
    assert costs(layers) == Costs(parameters, convolutions + dense, 4 * parameters, 4 * values)


@pytest.mark.parametrize("name", cnnviz.networks())
def test_parameters_are_those_that_keras_counts(name):
    import keras

    model = keras.models.load_model(bundled.weights_path(name), compile=False)
    assert costs(read_blueprint(bundled.weights_path(name))).parameters == model.count_params()


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_layers_multiplications_are_those_that_its_description_adds_up(name):
    for layer in hand_made(name).layers:
        told = kind_of(layer).describe(layer).multiply_adds
        assert multiply_adds(layer) == int(told.rpartition("= ")[2].replace(",", "") or 0), layer.name
