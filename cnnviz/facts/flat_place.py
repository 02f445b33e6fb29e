"""Where a value of the row that Flatten makes comes from: row, column and map."""

from __future__ import annotations

import numpy as np

from cnnviz.explainers import role_of
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Index
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.layer import Layer, shape_text

TITLE = "Where a value of the flattened row comes from"


class Args(_Args):
    """The place in the row, from 0."""

    place: Index


def fact(world: World, args: Args) -> Fact:
    """Return (row, column, map)."""
    layer = _flatten(world, args)
    row, col, channel = (int(index) for index in np.unravel_index(args.place, layer.input_shape))
    _, width, channels = layer.input_shape
    return Fact(
        (row, col, channel),
        given={"place": number(args.place), "shape": shape_text(layer.input_shape)},
        words={"place": number(args.place), "shape": shape_text(layer.input_shape)},
        steps=((f"({row} × {width} + {col}) × {channels} + {channel}", args.place),),
    )


def _flatten(world: World, args: Args) -> Layer:
    layer = next((layer for layer in world.layers if role_of(layer) == "flatten"), None)
    if layer is None or args.place >= layer.outputs:
        count = "no flattened row" if layer is None else f"a row of {layer.outputs} values"
        raise FactError(f"{world.network_name} has {count}: there is no place {args.place}.")
    return layer


def _map_by_map(world: World, args: Args) -> tuple[int, ...]:
    height, width, channels = _flatten(world, args).input_shape
    channel, row, col = (int(index) for index in np.unravel_index(args.place, (channels, height, width)))
    return row, col, channel


WRONG: Rules = {"flat_by_maps": _map_by_map}
