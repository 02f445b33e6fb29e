"""How many weights the stack on the page Shapes has, or the network."""

from __future__ import annotations

from cnnviz.costs import costs
from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "How many weights the stack has"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return how many, of all layers together."""
    total = costs(world.layers)
    return Fact(
        total.parameters,
        words={"multiplications": number(total.multiply_adds)},
        steps=tuple((layer.name, layer.parameters) for layer in world.layers if layer.parameters),
    )


WRONG: Rules = {}
