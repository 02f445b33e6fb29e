"""How many pictures of the gallery the network reads right, with what was changed in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World, right_in_gallery

TITLE = "How many pictures of the gallery are still read right"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return how many. Where the network is not changed, that is how many it reads right as it was trained."""
    right, least = right_in_gallery(world)
    before = int(right_in_gallery(replace(world, edits=()))[0].sum())
    words = {"total": number(len(right)), "before": number(before)}
    return Fact(
        int(right.sum()),
        margin=least,
        decides="probability",
        given=words,
        words={**words, "hurt": number(len(_losses(world)))},
        steps=(
            ("pictures", len(right)),
            ("read right as it was trained", before),
            ("read right now", int(right.sum())),
        ),
    )


def _losses(world: World) -> dict[int, int]:
    """Return by class how many pictures fewer are read right, where it is fewer."""
    now, before = right_in_gallery(world)[0], right_in_gallery(replace(world, edits=()))[0]
    labels = world.gallery[1]
    counts = {
        label: int(before[labels == label].sum() - now[labels == label].sum()) for label in np.unique(labels).tolist()
    }
    return {label: count for label, count in counts.items() if count > 0}


def _one_class_alone(world: World, args: NoArgs) -> int | None:
    """Return what would be right if only the class that loses most lost, and lost all."""
    losses = _losses(world)
    if not losses:
        return None
    before, labels = right_in_gallery(replace(world, edits=()))[0], world.gallery[1]
    worst = max(losses, key=lambda label: losses[label])
    return int(before.sum() - before[labels == worst].sum())


WRONG: Rules = {"one_filter_one_thing": _one_class_alone}
