"""How many rows of pixels a cell of the last maps of the stack on the page Shapes sees."""

from __future__ import annotations

from cnnviz.facts.field_size import Args as FieldArgs
from cnnviz.facts.field_size import fact as field_size
from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.world import World

TITLE = "How many pixels a cell of the last maps sees"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return the height of the square of pixels, far from the edges."""
    maps = [layer.name for layer in world.layers if len(layer.output_shape) == 3]
    if not maps:
        raise FactError("The stack has no layer of maps.")
    return field_size(world, FieldArgs(layer=maps[-1]))


WRONG: Rules = {}
