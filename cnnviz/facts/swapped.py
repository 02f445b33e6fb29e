"""How many values differ if ReLU comes before pooling instead of after it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnnviz.explainers import role_of
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.labs.pooling import PoolingKind, pool
from cnnviz.labs.pooling_compared import difference

TITLE = "How many values change if ReLU and pooling are swapped"


class Args(_Args):
    """The pooling layer, whose input is pooled, and how it is pooled; by default the network's first."""

    layer: str | None = None
    pooling: PoolingKind = "max"


def fact(world: World, args: Args) -> Fact:
    """Return how many values of the pooled maps differ by more than rounding."""
    values, size, stride = _input(world, args)
    first = pool(np.maximum(values, 0), size, stride=stride, kind=args.pooling)
    last = np.maximum(pool(values, size, stride=stride, kind=args.pooling), 0)
    differ = difference(last, first)
    return Fact(
        differ.cells,
        given={"total": number(differ.total)},
        words={"total": number(differ.total)},
        steps=(("values after pooling and ReLU", differ.total), ("that differ the other way round", differ.cells)),
    )


def _input(world: World, args: Args) -> tuple[npt.NDArray[np.float32], int, int]:
    pooled = [layer for layer in world.layers if role_of(layer) in ("largest", "mean")]
    chosen = [layer for layer in pooled if layer.name == (args.layer or layer.name)]
    if not chosen:
        raise FactError(f"{world.network_name} has no such pooling layer: there are {[it.name for it in pooled]}.")
    config = chosen[0].config
    return world.trace[chosen[0].name].input, config["pool_size"][0], config["strides"][0]


def _touched(world: World, args: Args) -> int:
    """Return how many windows have a number below zero: somebody expects each of them to come out otherwise."""
    values, size, stride = _input(world, args)
    return int((-pool(-values, size, stride=stride) < 0).sum())


WRONG: Rules = {"pool_relu_order": _touched}
