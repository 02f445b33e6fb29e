"""The ranking of channels is what switching each off by hand gives."""

from __future__ import annotations

import numpy as np
import pytest

import cnnviz
from cnnviz.channels.effects import channel_effects
from cnnviz.edits import ChannelOff
from tests.networks import SEVEN, hand_made, input_of
from tests.support.close import SHARE


def test_the_ranking_is_that_of_a_plain_loop():
    network = cnnviz.load("mnist_lab")
    ranking = channel_effects(network, SEVEN)
    effects = ranking.channels
    assert ranking.label == 7
    assert {(each.layer, each.channel) for each in effects} == {
        *(("conv2d", channel) for channel in range(6)),
        *(("conv2d_1", channel) for channel in range(16)),
    }
    for effect in effects:
        trace = network.edited([ChannelOff(effect.layer, effect.channel)]).trace_input(SEVEN)
        assert effect.probability == pytest.approx(float(trace.probabilities[7]), abs=SHARE)
        assert effect.read == int(trace.probabilities.argmax())
        share = effect.probability
        if 1e-4 < share < 1 - 1e-4:
            assert effect.log_odds == pytest.approx(np.log(share / (1 - share)), rel=1e-3)
    assert [each.log_odds for each in effects] == sorted(each.log_odds for each in effects)


def test_progress_is_told_and_what_it_raises_ends_the_work():
    told = []
    channel_effects(cnnviz.load("mnist_lab"), SEVEN, progress=told.append)
    assert told == [16 / 22, 1]

    def stop(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        channel_effects(cnnviz.load("mnist_lab"), SEVEN, progress=stop)


def test_a_network_without_softmax_of_its_own_has_logits_too():
    network = hand_made("functions-inside")
    values = input_of(network)
    label = int(network.trace_input(values).probabilities.argmax())
    best = channel_effects(network, values).channels[0]
    trace = network.edited([ChannelOff(best.layer, best.channel)]).trace_input(values)
    assert best.probability == pytest.approx(float(trace.probabilities[label]), abs=SHARE)


def test_a_network_without_convolutions_has_no_channels():
    assert channel_effects(cnnviz.load("mnist_mlp"), SEVEN).channels == ()
