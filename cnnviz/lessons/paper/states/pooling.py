"""The numbers that are pooled, as they are and moved."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cnnviz.facts import World
from cnnviz.labs.pooling_compared import direction, shift
from cnnviz.lessons.paper.parts.figures import Figure, grid
from cnnviz.lessons.steps import Asked
from cnnviz.matrix_text import read_matrix

PAGE = "pooling_lab"
_MOST_COLUMNS = 14
_LIMITS = (-1e6, 1e6)


def figures(world: World, query: Mapping[str, str], asked: Asked | None) -> list[Figure]:
    """Return both; nothing of a map of the network that is too wide for paper."""
    if world.setting(PAGE, "input") == "numbers":
        values = read_matrix(world.setting(PAGE, "texts"), *_LIMITS)
    else:
        output = world.trace[world.setting(PAGE, "layer") or world.layers[0].name].output
        values = np.asarray(output[..., world.setting(PAGE, "channel")], np.float64)
    if values.shape[1] > _MOST_COLUMNS:
        return []
    window, stride = (world.setting(PAGE, name) for name in ("window", "stride"))
    down, right = (world.setting(PAGE, name) for name in ("down", "right"))
    shown: list[Figure] = [grid(f"Input; windows of {window} × {window}, {stride} apart", values)]
    if down or right:
        shown.append(grid(f"The same, moved {direction(down, right)}", shift(values, down, right)))
    return shown
