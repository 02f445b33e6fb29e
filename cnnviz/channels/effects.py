"""Which channel matters most for one picture: switch each off by itself and run the network again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnnviz.edits import ChannelOff
from cnnviz.explainers import role_of

if TYPE_CHECKING:
    from cnnviz.network import Network


@dataclass(frozen=True)
class Effect:
    """A network's answer with one channel switched off.

    Attributes:
        layer: The convolution's name.
        channel: The index of the channel that was off.
        probability: What is left of the class's probability.
        read: The class that the network then reads, as an index into network.labels.
        log_odds: ln(p / (1 - p)) of that probability p, from the logits: it tells probabilities apart that are all
            nearly 1, or all nearly 0.
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
        label: The class that the network reads with all channels on, as an index into network.labels.
        log_odds: The log odds of that class with all channels on.
        channels: All effects, the one that leaves the class the least probability first.
    """

    label: int
    log_odds: float
    channels: tuple[Effect, ...]


def channel_effects(
    network: Network, values: npt.NDArray[np.float32], *, progress: Callable[[float], None] | None = None
) -> Ranking:
    """Return the effect of every channel of every convolution on the class that the network reads.

    Args:
        network: The network.
        values: The network's input: (height, width, channels) float32.
        progress: Called with the share that is done, from 0 to 1. An exception that it raises ends the work.
    Raises:
        ValueError: If the network does not answer with classes.
    """
    if not network.labels:
        raise ValueError(
            f"{network.name} answers with {network.answer_text}: there is no class that a channel changes."
        )
    channels = [
        ChannelOff(layer.name, channel)
        for layer in network.layers
        if role_of(layer) == "filters"
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


def _logits(network: Network, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    return np.asarray(network.compiled.logits(network.weights, values[None])[0], np.float64)


def _log_odds(logits: npt.NDArray[np.float64], label: int) -> float:
    others = np.delete(logits, label)
    return float(logits[label] - others.max() - np.log(np.exp(others - others.max()).sum()))
