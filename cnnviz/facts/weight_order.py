"""In which order a layer's filters came to be: after which epochs its largest weight was small, and when large."""

from __future__ import annotations

import numpy as np

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Index, Name
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "Epochs in the order of a layer's largest weight"


class Args(_Args):
    """The layer's name, and the epochs to be put in order."""

    layer: Name
    epochs: tuple[Index, ...]


def fact(world: World, args: Args) -> Fact:
    """Return the indices of the epochs, the one with the smallest largest weight first."""
    largest = [float(abs(world.at_epoch(epoch).layer(args.layer).weights["kernel"]).max()) for epoch in args.epochs]
    order = np.argsort(largest, kind="stable")
    return Fact(
        tuple(order.tolist()),
        margin=float(np.diff(np.sort(largest)).min()) if len(largest) > 1 else float("inf"),
        decides="weight",
        words={"smallest": number(min(largest), 2), "largest": number(max(largest), 2)},
        steps=tuple(
            (f"largest weight after epoch {epoch}", size) for epoch, size in zip(args.epochs, largest, strict=True)
        ),
    )


WRONG: Rules = {}
