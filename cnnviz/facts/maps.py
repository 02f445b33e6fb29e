"""How many maps leave a layer: as many as it has filters, however many come in."""

from __future__ import annotations

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Name
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "How many maps leave a layer"


class Args(_Args):
    """The layer's name."""

    layer: Name


def fact(world: World, args: Args) -> Fact:
    """Return the number of maps, or of units, that leave the layer."""
    layer = world.layer(args.layer)
    maps, before = layer.output_shape[-1], layer.input_shape[-1]
    return Fact(
        maps,
        given={"before": number(before), "filters": number(maps)},
        words={"before": number(before)},
        steps=(("filters, each of which reads all maps that come in", maps), ("maps that leave", maps)),
    )


def _multiplied(world: World, args: Args) -> int:
    layer = world.layer(args.layer)
    return layer.input_shape[-1] * layer.output_shape[-1]


WRONG: Rules = {"maps_multiply": _multiplied}
