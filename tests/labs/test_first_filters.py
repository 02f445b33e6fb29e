"""Filters from a network's file are those of the network."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.labs import first_filters as module
from cnnviz.labs.first_filters import LEARNED, first_filters
from cnnviz.network import load


@pytest.mark.parametrize(("size", "network"), LEARNED.items())
def test_learned_filters_are_those_of_the_first_layer(size, network):
    layer = load(network).layers[0]
    count = layer.weights["kernel"].shape[3]
    filters = first_filters(count, size)
    np.testing.assert_array_equal(filters.kernel, layer.weights["kernel"])
    np.testing.assert_array_equal(filters.bias, layer.weights["bias"])
    assert (filters.learned, filters.network) == (count, network)


@pytest.mark.parametrize("size", [1, 3, 5, 7])
def test_fewer_filters_are_the_first_of_many(size):
    many, few = first_filters(32, size), first_filters(4, size)
    np.testing.assert_array_equal(few.kernel, many.kernel[..., :4])
    assert len(np.unique(many.kernel[0, 0, 0])) > 30


def test_without_the_network_the_filters_are_random(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "weights_path", lambda name: tmp_path / name)
    filters = first_filters(3, 5)
    assert (filters.kernel.shape, filters.learned, filters.network) == ((5, 5, 3, 3), 0, None)
    assert not filters.bias.any()
