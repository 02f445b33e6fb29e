"""How like itself a method's map stays when all weights of the network are random."""

from __future__ import annotations

from math import isnan

from cnnviz import attribution
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Name
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.world import World

TITLE = "How like itself a map stays when all weights are random"


class Args(_Args):
    """The method."""

    method: Name


def fact(world: World, args: Args) -> Fact:
    """Return Spearman's rank correlation of the maps' sizes, trained and random, from −1 to 1."""
    _, stages = attribution.cascade(attribution.function(args.method), world.network, world.input)
    alike = stages[-1].absolute
    if isnan(alike):
        raise FactError(f"The map of {args.method} is the same everywhere here: it is like nothing.")
    title = attribution.method(args.method).title
    return Fact(
        alike,
        error=1e-3,
        given={"method": title},
        words={"method": title},
        steps=tuple((f"alike with {stage.layer} and all behind it random", stage.absolute) for stage in stages),
    )


WRONG: Rules = {"map_is_reason": lambda world, args: 0.0}
