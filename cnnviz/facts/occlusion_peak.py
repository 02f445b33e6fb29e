"""Where hiding a patch of the picture costs the answer most."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from cnnviz import attribution
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "Where hiding a patch hurts most"


class Args(_Args):
    """The side of the patch, in pixels, and the distance from one patch to the next."""

    patch: Annotated[int, Field(ge=1, le=28)] = 4
    stride: Annotated[int, Field(ge=1, le=28)] = 2


def fact(world: World, args: Args) -> Fact:
    """Return the row and the column of the pixel in the middle; `cells` is the whole map of how far the logit falls."""
    drops = attribution.function("occlusion")(world.network, world.input, patch=args.patch, stride=args.stride)
    best = float(drops.max())
    second = float(drops[drops < best].max())
    row, col = divmod(int(drops.argmax()), drops.shape[1])
    top, left = (first + (args.stride - args.patch) // 2 for first in (row, col))
    where = f"rows {max(top, 0)} to {top + args.patch - 1}, columns {max(left, 0)} to {left + args.patch - 1}"
    return Fact(
        (row, col),
        margin=best - second,
        decides="logit",
        given={"patch": number(args.patch)},
        words={"where": where, "falls": number(best, 2), "patch": number(args.patch)},
        steps=(("by how much the logit falls there", best), ("at the next best place", second)),
        cells=np.asarray(drops, np.float64),
    )


WRONG: Rules = {}
