"""How many pooled numbers change when the input of the pooling lab moves."""

from __future__ import annotations

import numpy as np

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.labs.pooling import PoolingKind
from cnnviz.labs.pooling_compared import compare, direction
from cnnviz.matrix_text import read_matrix

TITLE = "How many pooled numbers change when the input moves"
PAGE = "pooling_lab"
_LIMITS = (-1e6, 1e6)


class Args(_Args):
    """How the numbers are pooled."""

    pooling: PoolingKind = "max"


def fact(world: World, args: Args) -> Fact:
    """Return how many of the pooled numbers change."""
    values = np.asarray(
        read_matrix(world.setting(PAGE, "texts"), *_LIMITS)
        if world.setting(PAGE, "input") == "numbers"
        else world.trace[world.setting(PAGE, "layer") or world.layers[0].name].output[
            ..., world.setting(PAGE, "channel")
        ],
        np.float64,
    )
    down, right = world.setting(PAGE, "down"), world.setting(PAGE, "right")
    compared = compare(
        values,
        world.setting(PAGE, "window"),
        stride=world.setting(PAGE, "stride"),
        padding=world.setting(PAGE, "padding"),
        down=down,
        right=right,
    )
    differences = compared.differences()
    before, after = differences["input"], differences[args.pooling]
    words = {"direction": direction(down, right), "input": number(before.cells), "total": number(after.total)}
    return Fact(
        after.cells,
        given=words,
        words={**words, "average": number(differences["average"].cells)},
        steps=(
            ("numbers of the input that change", before.cells),
            ("pooled numbers", after.total),
            ("that change", after.cells),
        ),
    )


WRONG: Rules = {"max_pool_always_same": lambda world, args: 0}
