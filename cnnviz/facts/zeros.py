"""What share of a layer's values is zero."""

from __future__ import annotations

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Name
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "What share of a layer's values is zero"
A_FEW = 0.1
"""What somebody means who says that ReLU removes a few values."""


class Args(_Args):
    """The layer's name."""

    layer: Name


def fact(world: World, args: Args) -> Fact:
    """Return the share, from 0 to 1."""
    output = world.trace[args.layer].output
    zeros = int((output == 0).sum())
    return Fact(
        zeros / output.size,
        # A value that is nearly zero before ReLU may be on its other side on another machine.
        error=1 / output.size,
        given={"total": number(output.size)},
        words={"zeros": number(zeros), "total": number(output.size)},
        steps=(("values", output.size), ("of them exactly 0", zeros)),
    )


WRONG: Rules = {"relu_rare": lambda world, args: A_FEW}
