"""In how many windows of the image on X or O the feature that is followed fits perfectly."""

from __future__ import annotations

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.labs.x_or_o import FEATURES, walk

TITLE = "In how many windows a feature fits perfectly"
PAGE = "x_or_o"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return how many windows match with exactly 1."""
    matches = walk(world.setting(PAGE, "image")).matches[..., list(FEATURES).index(world.setting(PAGE, "feature"))]
    perfect = int((matches == 1).sum())
    words = {"total": number(matches.size), "feature": world.setting(PAGE, "feature")}
    return Fact(perfect, given=words, words=words, steps=(("windows", matches.size), ("that match with 1", perfect)))


WRONG: Rules = {}
