"""How sure a network is of what it reads in the picture."""

from __future__ import annotations

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Which
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.world import World
from cnnviz.facts.read_as import Args as ReadArgs
from cnnviz.facts.read_as import fact as read_as

TITLE = "How sure the network is"


class Args(_Args):
    """Which of two networks reads."""

    of: Which = "network"


def fact(world: World, args: Args) -> Fact:
    """Return the probability of the class that is read."""
    read = read_as(world, ReadArgs(of=args.of))
    return Fact(read.steps[0][1], error=1e-5, given=read.given, words=read.words, steps=read.steps)


def _one_in_all(world: World, args: Args) -> float:
    return 1 / len(world.network.labels)


WRONG: Rules = {"knows_when_lost": _one_in_all}
