"""In how many cells the image on X or O differs from one of its samples."""

from __future__ import annotations

from typing import Literal

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.labs.x_or_o_images import SAMPLES, differences

TITLE = "In how many cells two images differ"
PAGE = "x_or_o"


class Args(_Args):
    """The sample that the image is compared with."""

    sample: Literal["X", "O"] = "X"


def fact(world: World, args: Args) -> Fact:
    """Return how many cells differ."""
    image = world.setting(PAGE, "image")
    differ = differences(image, SAMPLES[args.sample])
    words = {"sample": args.sample, "total": number(image.size)}
    return Fact(differ, given=words, words=words, steps=(("cells", image.size), ("that differ", differ)))


WRONG: Rules = {}
