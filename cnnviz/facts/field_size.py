"""How many rows and columns of pixels a cell of a layer sees."""

from __future__ import annotations

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Name
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.receptive_field import ONE_PIXEL

TITLE = "How many pixels a cell sees"


class Args(_Args):
    """The layer's name; on the page Shapes layers are called layer_1, layer_2 and so on."""

    layer: Name


def fact(world: World, args: Args) -> Fact:
    """Return the height of the square of pixels, far from the edges."""
    layer, field, lines = world.layer(args.layer), ONE_PIXEL, []
    if len(layer.output_shape) != 3:
        raise FactError(f"The layer {args.layer!r} has no cells in rows and columns.")
    for each in world.layers:
        field = field.after(each)
        lines.append((f"seen by a cell of {each.name}", float(field.height)))
        if each.name == args.layer:
            break
    side = number(field.height)
    return Fact(field.height, words={"side": side, "pixels": number(field.height * field.width)}, steps=tuple(lines))


WRONG: Rules = {}
