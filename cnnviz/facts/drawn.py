"""Whether the picture is a drawing of one's own."""

from __future__ import annotations

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.world import World

TITLE = "Whether the picture is drawn"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return "yes" if there are strokes on the pad that are read, else "no"."""
    return Fact("yes" if world.strokes else "no", steps=(("strokes", len(world.strokes)),))


WRONG: Rules = {}
