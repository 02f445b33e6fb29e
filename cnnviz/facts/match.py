"""How well a feature matches one window of the image on X or O: the mean of nine products."""

from __future__ import annotations

import numpy as np

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Index
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number, place
from cnnviz.facts.parts.world import World
from cnnviz.labs.x_or_o import FEATURES, walk

TITLE = "How well a feature matches a window"
PAGE = "x_or_o"


class Args(_Args):
    """The window's row and column."""

    row: Index = 0
    col: Index = 0


def fact(world: World, args: Args) -> Fact:
    """Return the mean of the nine products of the feature that the page follows."""
    steps, channel = walk(world.setting(PAGE, "image")), list(FEATURES).index(world.setting(PAGE, "feature"))
    height, width = steps.matches.shape[:2]
    if args.row >= height or args.col >= width:
        raise FactError(f"There are {height} × {width} windows: there is none at {place((args.row, args.col))}.")
    products = steps.products[args.row, args.col, :, :, channel]
    lines = [(f"product at {place(at)}", float(products[at])) for at in np.ndindex(products.shape)]
    return Fact(
        float(steps.matches[args.row, args.col, channel]),
        error=1e-9,
        given={"place": place((args.row, args.col)), "feature": world.setting(PAGE, "feature")},
        words={"sum": number(float(products.sum())), "count": number(products.size)},
        steps=(*lines, ("sum of the nine", float(products.sum()))),
    )


WRONG: Rules = {}
