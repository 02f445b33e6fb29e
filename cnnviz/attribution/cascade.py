"""How far to trust a method: it is asked again about the same network whose weights are drawn anew, layer after layer.

What a method shows should come from what the network has learned. Where its map hardly changes though the weights are
random, it shows the picture, not the network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from cnnviz.attribution.question import Progress, Reweighted, ask

if TYPE_CHECKING:
    from cnnviz.network import Network


@dataclass(frozen=True, eq=False)
class Stage:
    """What a method shows once the weights of a layer, and of all layers after it, are random.

    Attributes:
        layer: The name of the layer whose weights were drawn anew last.
        map: (height, width) float32.
        signed: Spearman's rank correlation of the map with the trained network's, from -1 to 1; NaN where one of them
            has the same value everywhere.
        absolute: The same of the values without their signs.
    """

    layer: str
    map: np.ndarray
    signed: float
    absolute: float


def cascade(
    method: Callable[..., np.ndarray],
    network: Network,
    picture,
    label: int | str | None = None,
    *,
    progress: Progress | None = None,
    **options,
) -> tuple[np.ndarray, list[Stage]]:
    """Return what a method shows of a network, and of the same network with more and more random weights.

    From the last layer with weights to the first, each layer's are drawn as before training (a kernel's evenly from
    ±sqrt(6 / (fan_in + fan_out)), biases 0, scales and variances 1) and stay so. The same network always gets the same.

    Args:
        method: One of the methods, e.g. cnnviz.attribution.saliency.
        network: A Network.
        picture: See cnnviz.attribution.question.ask, as for label.
        label: A class; by default the one that the trained network reads.
        progress: Called with the share that is done, from 0 to 1. What it raises ends the work.
        **options: Of the method.
    Returns:
        The trained network's map, and a Stage for each layer with weights, the last layer's first.
    References:
        Adebayo et al., arXiv:1810.03292.
    """
    question, progress = ask(network, picture, label), progress or (lambda share: None)
    stages = list(_random_weights(network))
    about = {"picture": question.values, "label": question.label, **options}
    map_of = partial(_in_its_part, method, about, progress, 1 + len(stages))
    trained = map_of(network, 0)
    result = []
    for place, (layer, weights) in enumerate(stages, start=1):
        map = map_of(Reweighted(network, weights), place)
        result.append(Stage(layer, map, rank_correlation(trained, map), rank_correlation(abs(trained), abs(map))))
    return trained, result


def rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Return Spearman's rank correlation of two maps; NaN where one of them has the same value everywhere.

    Example:
        >>> rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([10.0, 100.0, 1000.0]))
        1.0
    """
    from scipy.stats import spearmanr

    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(spearmanr(one.ravel(), other.ravel()).statistic)


def _in_its_part(method, about, progress, parts, network, place) -> np.ndarray:
    """Return a method's map while progress hears how far all the maps are."""
    return method(network, **about, progress=lambda share: progress((place + share) / parts))


def _random_weights(network: Network):
    """Give for each layer with weights, the last one first, its name and all weights once it is random too."""
    import tensorflow as tf

    weights = list(network.weights)
    end, random = len(weights), np.random.default_rng(0)
    for layer in reversed(network.layers):
        start = end - len(layer.weights)
        for place, (name, values) in enumerate(layer.weights.items(), start=start):
            weights[place] = tf.constant(_drawn(name, values.shape, random))
        if layer.weights:
            yield layer.name, tuple(weights)
        end = start


def _drawn(name: str, shape: tuple[int, ...], random: np.random.Generator) -> np.ndarray:
    """Return the weights of a layer as they are before training."""
    if name == "kernel":
        field = int(np.prod(shape[:-2]))
        limit = np.sqrt(6 / (field * (shape[-2] + shape[-1])))
        return random.uniform(-limit, limit, shape).astype(np.float32)
    return np.full(shape, name in ("gamma", "moving_variance"), np.float32)
