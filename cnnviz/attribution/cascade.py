"""How far to trust a method: repeat it on the same network with random weights, layer after layer.

A method's map should depend on what the network has learned. If the map hardly changes when the weights are random, it
shows the picture, not the network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.attribution.question import Picture, Progress, Reweighted, ask

if TYPE_CHECKING:
    import tensorflow as tf

    from cnnviz.network import Network


@dataclass(frozen=True, eq=False)
class Stage:
    """A method's map when the weights of a layer, and of all layers after it, are random.

    Attributes:
        layer: The name of that layer.
        map: (height, width) float32.
        signed: Spearman's rank correlation of the map with the trained network's, from -1 to 1; NaN if one of them is
            constant.
        absolute: The rank correlation of the maps' absolute values.
    """

    layer: str
    map: npt.NDArray[np.float32]
    signed: float
    absolute: float


def cascade(
    method: Callable[..., npt.NDArray[np.float32]],
    network: Network,
    picture: Picture,
    label: int | str | None = None,
    *,
    progress: Progress | None = None,
    **options: Any,
) -> tuple[npt.NDArray[np.float32], list[Stage]]:
    """Return a method's map for a network, and for the same network with more and more random weights.

    From the last layer with weights to the first, each layer's weights are replaced by those before training: kernels
    uniform in ±sqrt(6 / (fan_in + fan_out)), biases 0, scales and variances 1. The random numbers are always the same.

    Args:
        method: One of the methods, e.g. cnnviz.attribution.saliency.
        network: The trained network.
        picture: Anything that Network.input_for takes, or a float32 array of the network's input shape.
        label: The name or index of a class; the one that the trained network reads by default.
        progress: Called with the share that is done, from 0 to 1. An exception that it raises ends the work.
        **options: Options of the method.
    Returns:
        The trained network's map, and a Stage for each layer with weights, the last layer's first.
    References:
        Adebayo et al., arXiv:1810.03292.
    """
    question, report = ask(network, picture, label), progress or (lambda share: None)
    random_weights = list(_random_weights(network))
    maps = 1 + len(random_weights)

    def map_of(reweighted: Network | Reweighted, index: int) -> npt.NDArray[np.float32]:
        """Return one of all the maps, while `report` hears the share of them that is done."""
        return method(
            reweighted,
            question.values,
            question.label,
            progress=lambda share: report((index + share) / maps),
            **options,
        )

    trained = map_of(network, 0)
    stages = []
    for index, (layer, weights) in enumerate(random_weights, start=1):
        map = map_of(Reweighted(network, weights), index)
        stages.append(Stage(layer, map, rank_correlation(trained, map), rank_correlation(abs(trained), abs(map))))
    return trained, stages


def rank_correlation(first: npt.NDArray[np.floating], second: npt.NDArray[np.floating]) -> float:
    """Return Spearman's rank correlation of two maps of the same shape, from -1 to 1; NaN if one of them is constant.

    Example:
        >>> rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([10.0, 100.0, 1000.0]))
        1.0
    """
    from scipy.stats import spearmanr

    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return float("nan")
    return float(spearmanr(first.ravel(), second.ravel()).statistic)


def _random_weights(network: Network) -> Iterator[tuple[str, tuple[tf.Tensor, ...]]]:
    """Yield for each layer with weights, the last one first, its name and all weights once they are random up to it."""
    import tensorflow as tf

    weights = list(network.weights)
    end, random = len(weights), np.random.default_rng(0)
    for layer in reversed(network.layers):
        start = end - len(layer.weights)
        for index, (name, values) in enumerate(layer.weights.items(), start=start):
            weights[index] = tf.constant(_untrained(name, values.shape, random))
        if layer.weights:
            yield layer.name, tuple(weights)
        end = start


def _untrained(name: str, shape: tuple[int, ...], random: np.random.Generator) -> npt.NDArray[np.float32]:
    """Return weights of this name and shape as they are before training."""
    if name == "kernel":
        field = int(np.prod(shape[:-2]))
        limit = np.sqrt(6 / (field * (shape[-2] + shape[-1])))
        return random.uniform(-limit, limit, shape).astype(np.float32)
    return np.full(shape, name in ("gamma", "moving_variance"), np.float32)
