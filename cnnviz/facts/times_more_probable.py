"""How many times more probable the first class is than the second: the exponential of their logits' difference."""

from __future__ import annotations

import math

import numpy as np

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "How many times more probable the best class is than the next"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return e to the power of the difference of the two largest logits."""
    (first, second), (high, low) = _two_largest(world)
    labels = world.network.labels
    times = math.exp(high - low)
    words = {"first": labels[first], "second": labels[second], "high": number(high, 2), "low": number(low, 2)}
    return Fact(
        times,
        error=1e-4 * times,
        given=words,
        words={**words, "difference": number(high - low, 2)},
        steps=((f"logit of {labels[first]}", high), (f"− logit of {labels[second]}", -low), ("difference", high - low)),
    )


def _two_largest(world: World) -> tuple[tuple[int, int], tuple[float, float]]:
    first, second = np.argsort(-world.logits)[:2].tolist()
    return (first, second), (float(world.logits[first]), float(world.logits[second]))


def _ratio(world: World, args: NoArgs) -> float | None:
    _, (high, low) = _two_largest(world)
    return high / low if low > 0 else None


WRONG: Rules = {"softmax_uses_size": _ratio}
