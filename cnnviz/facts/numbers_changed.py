"""How many of the twelve numbers of X or O differ between the image and the sample of an X."""

from __future__ import annotations

import numpy as np

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.labs.x_or_o import walk
from cnnviz.labs.x_or_o_images import SAMPLES, differences

TITLE = "How many of the twelve numbers change"
PAGE = "x_or_o"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return how many of the numbers that vote are others than those of the X."""
    image = world.setting(PAGE, "image")
    before, after = walk(SAMPLES["X"]).flat, walk(image).flat
    changed = ~np.isclose(before, after)
    cells = differences(image, SAMPLES["X"])
    places = ", ".join(str(place + 1) for place in np.flatnonzero(changed))
    return Fact(
        int(changed.sum()),
        given={"total": number(before.size), "cells": number(cells)},
        words={"total": number(before.size), "cells": number(cells), "places": places or "none"},
        steps=(("cells that differ", cells), ("numbers that vote", before.size), ("that change", int(changed.sum()))),
    )


def _as_cells(world: World, args: NoArgs) -> int:
    """Return twelve if any cell differs: somebody who compares cells expects all to be others."""
    return 12 if differences(world.setting(PAGE, "image"), SAMPLES["X"]) else 0


WRONG: Rules = {"compares_cells": _as_cells}
