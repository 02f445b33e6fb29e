"""The six by six numbers and the nine weights; a window that the lesson chose has a heavy frame."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cnnviz.facts import World
from cnnviz.facts.window_sum import PAGE, axis_of
from cnnviz.lessons.paper.parts.figures import Figure, grid
from cnnviz.lessons.steps import Asked


def figures(world: World, query: Mapping[str, str], asked: Asked | None) -> list[Figure]:
    """Return the input and the weights."""
    axis, marked = axis_of(world), frozenset[tuple[int, int]]()
    if "window" in query:
        row, col = divmod(world.setting(PAGE, "window") - 1, axis.output_size)
        marked = frozenset((int(down), int(right)) for down in axis.indices(row) for right in axis.indices(col))
    return [
        grid("Input", np.array(world.setting(PAGE, "input")), marked),
        grid("Weights", np.array(world.setting(PAGE, "weights"))),
    ]
