"""Which class a network reads in the picture."""

from __future__ import annotations

import numpy as np

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Which
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import share
from cnnviz.facts.parts.world import World, lead
from cnnviz.results.comparison import with_article

TITLE = "What the network reads"


class Args(_Args):
    """Which of two networks reads."""

    of: Which = "network"


def fact(world: World, args: Args) -> Fact:
    """Return the name of the class."""
    asked = world.partner if args.of == "partner" else world
    asked.need_classes()
    probabilities, labels = asked.trace.probabilities, asked.network.labels
    read = int(probabilities.argmax())
    shown = None if asked.label is None else labels[asked.label]
    return Fact(
        labels[read],
        margin=lead(probabilities, read),
        decides="probability",
        given={} if shown is None else {"shown": with_article(shown)},
        words={"read": with_article(labels[read]), "sure": share(float(probabilities[read]), 1)},
        steps=tuple(
            (f"probability of {labels[index]}", float(probabilities[index])) for index in np.argsort(-probabilities)[:3]
        ),
    )


def _as_people_see(world: World, args: Args) -> str | None:
    return None if world.label is None else world.network.labels[world.label]


WRONG: Rules = {"sees_like_us": _as_people_see}
