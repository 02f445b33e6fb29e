"""Which method's map stays most like itself when all weights of the network are random."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cnnviz import attribution
from cnnviz.facts.map_after_random import Args as OneArgs
from cnnviz.facts.map_after_random import fact as after_random
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "Whose map stays most alike when all weights are random"


class Args(_Args):
    """The methods."""

    methods: Annotated[tuple[str, ...], Field(min_length=2, max_length=6)]


def fact(world: World, args: Args) -> Fact:
    """Return the title of the method whose map stays most alike."""
    alike = {
        attribution.method(name).title: float(after_random(world, OneArgs(method=name)).steps[-1][1])
        for name in args.methods
    }
    first, second = sorted(alike, key=lambda title: -alike[title])[:2]
    return Fact(
        first,
        margin=alike[first] - alike[second],
        decides="correlation",
        words={"alike": number(alike[first], 2), "other": second, "other_alike": number(alike[second], 2)},
        steps=tuple(alike.items()),
    )


WRONG: Rules = {}
