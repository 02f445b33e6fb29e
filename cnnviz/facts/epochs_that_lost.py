"""How often more training made the network read fewer pictures of the gallery right."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import Field

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Index
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World, right_in_gallery

TITLE = "How often more training read fewer pictures right"


class Args(_Args):
    """The epochs, each compared with the one before it."""

    epochs: Annotated[tuple[Index, ...], Field(min_length=2, max_length=12)]


def fact(world: World, args: Args) -> Fact:
    """Return how many of the epochs read fewer pictures right than the one before; the margin is in pictures."""
    right = [int(right_in_gallery(world.at_epoch(epoch))[0].sum()) for epoch in args.epochs]
    steps = [after - before for before, after in pairwise(right)]
    total = number(len(world.gallery[1]))
    return Fact(
        sum(step < 0 for step in steps),
        # None less is another answer than one less.
        margin=min(abs(step + 0.5) + 0.5 for step in steps),
        decides="pictures",
        given={"total": total},
        words={"total": total, "first": number(right[0]), "most": number(max(right)), "last": number(right[-1])},
        steps=tuple((f"right after epoch {epoch}", count) for epoch, count in zip(args.epochs, right, strict=True)),
    )


WRONG: Rules = {"training_always_better": lambda world, args: 0}
