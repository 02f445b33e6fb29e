"""Which channel matters most for one picture: each is switched off alone, and the network asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cnnviz.edits import ChannelOff

if TYPE_CHECKING:
    from cnnviz.network import Network


@dataclass(frozen=True)
class Effect:
    """What a network answers without one channel.

    Attributes:
        layer: The convolution's name.
        channel: The channel that was off.
        probability: What is left of the class's probability.
        read: The class that was read then, as its place in network.labels.
        log_odds: ln(p / (1 - p)) of that probability p, from the logits: it tells apart what is nearly 1 or nearly 0.
    """

    layer: str
    channel: int
    probability: float
    read: int
    log_odds: float


@dataclass(frozen=True)
class Ranking:
    """The effects of all channels.

    Attributes:
        label: The class that the network reads with all of them, as its place in network.labels.
        log_odds: That class's with all of them.
        channels: All effects; those first without which least is left of the class.
    """

    label: int
    log_odds: float
    channels: tuple[Effect, ...]


def channel_effects(
    network: Network, values: np.ndarray, *, progress: Callable[[float], None] | None = None
) -> Ranking:
    """Return the effect of every channel of every convolution on the class that the network reads.

    Args:
        network: The network.
        values: What it gets: (height, width, channels) float32.
        progress: Called with the share that is done, from 0 to 1. What it raises ends the work.
    """
    channels = [
        ChannelOff(layer.name, channel)
        for layer in network.layers
        if layer.kind == "Conv2D"
        for channel in range(layer.output_shape[-1])
    ]
    trained = _logits(network, values)
    label = int(trained.argmax())
    effects = []
    for count, edit in enumerate(channels, start=1):
        logits = _logits(network.edited((*network.edits, edit)), values)
        log_odds = _log_odds(logits, label)
        probability = float(1 / (1 + np.exp(-log_odds)))
        effects.append(Effect(edit.layer, edit.channel, probability, int(logits.argmax()), log_odds))
        if progress and (count % 16 == 0 or count == len(channels)):
            progress(count / len(channels))
    effects.sort(key=lambda effect: effect.log_odds)
    return Ranking(label, _log_odds(trained, label), tuple(effects))


def _logits(network: Network, values: np.ndarray) -> np.ndarray:
    return network.compiled.logits(network.weights, values[None])[0].astype(np.float64)


def _log_odds(logits: np.ndarray, label: int) -> float:
    others = np.delete(logits, label)
    return float(logits[label] - others.max() - np.log(np.exp(others - others.max()).sum()))
