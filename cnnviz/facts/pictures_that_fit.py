"""How many pictures of its training set would fit into a network's weights, byte by byte."""

from __future__ import annotations

from math import prod

from cnnviz.costs import costs
from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "How many training pictures would fit into the weights"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return how many whole pictures, of one byte a number, have room in the bytes of all weights."""
    room, picture = costs(world.layers).weight_bytes, prod(world.dataset.shape)
    words = {"bytes": number(room), "picture": number(picture), "learned": number(world.dataset.train_size)}
    return Fact(
        room // picture,
        given=words,
        words=words,
        steps=(
            ("bytes of all weights", room),
            ("bytes of one picture", picture),
            ("pictures that fit", room // picture),
        ),
    )


WRONG: Rules = {"stores_pictures": lambda world, args: world.dataset.train_size}
