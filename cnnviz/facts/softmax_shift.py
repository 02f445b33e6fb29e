"""How many probabilities change if the same number is added to every logit."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from cnnviz.arithmetic import softmax
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "How many bars change if a number is added to every logit"
SEEN = 1e-6
"""A probability that differs by less is the same."""


class Args(_Args):
    """The number that is added."""

    add: Annotated[float, Field(ge=-1000, le=1000)] = 100


def fact(world: World, args: Args) -> Fact:
    """Return how many of the probabilities change."""
    before, after = softmax(world.logits), softmax(world.logits + args.add)
    changed = int((np.abs(after - before) > SEEN).sum())
    words = {"add": number(args.add), "classes": number(len(before))}
    return Fact(
        changed,
        given=words,
        words=words,
        steps=(("largest probability before", float(before.max())), ("the same after", float(after.max()))),
    )


WRONG: Rules = {"softmax_uses_size": lambda world, args: len(world.logits)}
