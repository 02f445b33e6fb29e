"""The weights are drawn anew from the last layer to the first, and the maps are those of such networks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import keras
import numpy as np
import pytest

import cnnviz
from cnnviz import attribution, bundled
from cnnviz.attribution.cascade import _random_weights, rank_correlation
from cnnviz.network import Network
from tests.networks import SEVEN, input_of
from tests.support.close import BACKWARD, assert_close


@pytest.mark.parametrize("name", ["mnist_lab", "mnist_deep"])
def test_a_stage_is_what_a_network_of_those_weights_shows(name):
    network = cnnviz.load(name)
    trained, stages = attribution.cascade(attribution.saliency, network, SEVEN)
    assert_close(trained, attribution.saliency(network, SEVEN), BACKWARD)
    with_weights = [layer.name for layer in network.layers if layer.weights]
    assert [stage.layer for stage in stages] == with_weights[::-1]
    weights = dict(_random_weights(network))
    model = keras.models.load_model(bundled.weights_path(name), compile=False)
    for stage in (stages[0], stages[-1]):
        model.set_weights([each.numpy() for each in weights[stage.layer]])
        expected = attribution.saliency(Network("other", model), SEVEN, 7)
        assert_close(stage.map, expected, BACKWARD)


def test_layers_become_random_one_after_the_other_and_always_the_same():
    network = cnnviz.load("mnist_deep")
    own = network.weights
    stages = list(_random_weights(network))
    changed = [
        [not np.array_equal(one, other) for one, other in zip(own, weights, strict=True)] for _, weights in stages
    ]
    assert [sum(each) for each in changed] == sorted(sum(each) for each in changed)
    assert all(changed[-1])
    for before, after in pairwise(changed):
        assert all(later for earlier, later in zip(before, after, strict=True) if earlier)
    again = list(_random_weights(network))
    for (_, one), (_, other) in zip(stages, again, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    kernel = stages[-1][1][0].numpy()
    assert kernel.std() == pytest.approx(np.sqrt(2 / (9 * (1 + 32))), rel=0.1)


def test_the_network_itself_stays_as_it_was():
    network = cnnviz.load("mnist_lab")
    before = network.trace_input(SEVEN).probabilities.copy(), attribution.saliency(network, SEVEN)
    attribution.cascade(attribution.grad_cam, network, SEVEN)
    assert_close(network.trace_input(SEVEN).probabilities, before[0])
    assert_close(attribution.saliency(network, SEVEN), before[1], BACKWARD)


def test_options_reach_the_method_and_progress_hears_of_all_stages():
    network, shares = cnnviz.load("mnist_mlp"), []
    trained, stages = attribution.cascade(
        attribution.occlusion, network, SEVEN, "3", patch=7, stride=7, progress=shares.append
    )
    assert_close(trained, attribution.occlusion(network, SEVEN, "3", patch=7, stride=7), BACKWARD)
    assert len(stages) == 3 and len(shares) == 4 and shares[-1] == 1
    assert shares == sorted(shares)


def test_correlations():
    ramp = np.arange(12.0).reshape(3, 4) - 5.5
    assert rank_correlation(ramp, -ramp) == pytest.approx(-1)
    assert rank_correlation(abs(ramp), abs(-ramp)) == pytest.approx(1)
    assert rank_correlation(ramp, ramp**3) == pytest.approx(1)
    assert np.isnan(rank_correlation(ramp, np.zeros((3, 4))))


def test_many_threads_get_what_one_gets():
    network = cnnviz.load("cifar_small")
    values = input_of(network)
    expected = attribution.saliency(network, values, 3)
    with ThreadPoolExecutor(8) as pool:
        maps = [pool.submit(attribution.saliency, network, values, 3) for _ in range(16)]
        stages = pool.submit(attribution.cascade, attribution.saliency, network, values, 3)
        for map in maps:
            assert_close(map.result(), expected, BACKWARD)
        assert_close(stages.result()[0], expected, BACKWARD)
