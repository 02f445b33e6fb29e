"""Which filters of a layer matter most for the picture: the one whose loss costs the answer most comes first."""

from __future__ import annotations

import math
from typing import Annotated

import numpy as np
from pydantic import Field

from cnnviz.channels.effects import channel_effects
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Index, Name
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "Filters in the order of what their loss costs"


class Args(_Args):
    """The layer's name, and the filters to be put in order."""

    layer: Name
    filters: Annotated[tuple[Index, ...], Field(min_length=2, max_length=8)]


def fact(world: World, args: Args) -> Fact:
    """Return the indices of the filters, the one first without which the log odds of the answer are least."""
    ranking = channel_effects(world.network, world.input)
    odds = {effect.channel: effect.log_odds for effect in ranking.channels if effect.layer == args.layer}
    missing = [channel for channel in args.filters if channel not in odds]
    if missing:
        raise FactError(f"The layer {args.layer!r} has no filter {missing[0]}: it has {len(odds)}.")
    chosen = [odds[channel] for channel in args.filters]
    order = np.argsort(chosen, kind="stable")
    return Fact(
        tuple(order.tolist()),
        margin=float(np.diff(np.sort(chosen)).min()),
        decides="log odds",
        given={"filters": ", ".join(map(str, args.filters))},
        words={
            "first": number(args.filters[order[0]]),
            "all_on": number(ranking.log_odds, 2),
            "without": number(min(chosen), 2),
            "times": number(math.exp(min(ranking.log_odds - min(chosen), 700))),
        },
        steps=tuple((f"log odds without filter {channel}", odds[channel]) for channel in args.filters),
    )


WRONG: Rules = {}
