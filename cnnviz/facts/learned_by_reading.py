"""How many weights of a network change while it reads pictures."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "How many weights change while the network reads"


class Args(_Args):
    """How many pictures it reads."""

    pictures: Annotated[int, Field(ge=1, le=100)] = 10


def fact(world: World, args: Args) -> Fact:
    """Return how many weights are not what they were before. The network does read the pictures."""
    network = world.network
    before = [np.array(weights) for weights in network.weights]
    inputs, _ = world.gallery
    for index in range(args.pictures):
        network.trace_input(inputs[index % len(inputs)])
    changed = sum(int((old != np.array(new)).sum()) for old, new in zip(before, network.weights, strict=True))
    words = {"pictures": number(args.pictures), "total": number(network.parameters)}
    return Fact(
        changed,
        given=words,
        words=words,
        steps=(
            ("weights", network.parameters),
            ("pictures that were read", args.pictures),
            ("weights that changed", changed),
        ),
    )


WRONG: Rules = {"learns_from_me": lambda world, args: world.network.parameters}
