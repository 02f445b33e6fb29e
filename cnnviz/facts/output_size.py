"""How many numbers a row of the output has."""

from __future__ import annotations

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.facts.window_sum import axis_of
from cnnviz.labs.sliding import size_with_numbers

TITLE = "How many numbers a row of the output has"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return the side of the output of the six by six numbers."""
    axis = axis_of(world)
    side = axis.output_size
    words = {"size": number(axis.size), "window": number(axis.kernel_size), "stride": number(axis.stride)}
    return Fact(
        side,
        given=words,
        words={**words, "all": number(side * side)},
        steps=((size_with_numbers(axis), side),),
    )


WRONG: Rules = {}
