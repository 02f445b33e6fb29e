"""How many numbers of a layer's kernels training has changed."""

from __future__ import annotations

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Index, Name
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.results import snapshots

TITLE = "How many of a layer's weights training has changed"


class Args(_Args):
    """The layer's name, and the epoch that is compared with the last one kept."""

    layer: Name
    since: Index = 0


def fact(world: World, args: Args) -> Fact:
    """Return how many numbers of the kernel are not what they were."""
    last = snapshots.epochs(world.network_name)[-1:] or [0]
    before, after = (world.at_epoch(epoch).layer(args.layer).weights["kernel"] for epoch in (args.since, *last))
    changed = int((before != after).sum())
    return Fact(
        changed,
        given={"total": number(before.size)},
        words={"total": number(before.size)},
        steps=(("numbers in the kernels", before.size), ("that training has changed", changed)),
    )


WRONG: Rules = {"filters_are_given": lambda world, args: 0}
