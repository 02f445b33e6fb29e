"""Of the pictures that a network was so sure of, what share it read right."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number, share
from cnnviz.facts.parts.world import World

TITLE = "What share is right of the pictures that the network was so sure of"
Share = Annotated[float, Field(ge=0, le=1)]


class Args(_Args):
    """How sure the network was: more than `low`, and at most `high`."""

    low: Share = 0.8
    high: Share = 0.9


def fact(world: World, args: Args) -> Fact:
    """Return the share that was read right, from 0 to 1."""
    said, right, count = _bar(world, args)
    words = {"count": number(count), "low": share(args.low), "high": share(args.high), "said": share(said, 1)}
    return Fact(
        right / count,
        given=words,
        words={**words, "right": number(right)},
        steps=(("pictures", count), ("read right", right), ("mean probability of what was read", said)),
    )


def _bar(world: World, args: Args) -> tuple[float, int, int]:
    """Return the mean probability of such pictures, how many of them were read right, and how many there are."""
    predictions = world.predictions
    sure = predictions.probabilities.max(axis=1)
    inside = (sure > args.low) & (sure <= args.high)
    if not inside.any():
        raise FactError(f"{world.network_name} was never between {args.low:g} and {args.high:g} sure.")
    right = (predictions.read == predictions.labels)[inside]
    return float(sure[inside].mean()), int(right.sum()), int(inside.sum())


def _as_said(world: World, args: Args) -> float:
    return _bar(world, args)[0]


def _less_than_said(world: World, args: Args) -> float:
    said, right, count = _bar(world, args)
    return said - abs(said - right / count)


WRONG: Rules = {"sure_means_right": _as_said, "always_overconfident": _less_than_said}
