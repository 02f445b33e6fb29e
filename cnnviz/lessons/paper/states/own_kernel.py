"""The picture of numbers that a kernel of one's own is laid on; the window of a pinned place has a heavy frame."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cnnviz.arithmetic import Axis
from cnnviz.facts import World
from cnnviz.facts.kernel_cell import PAGE
from cnnviz.labs.worked_examples import FOUR, SIX_BY_SIX
from cnnviz.lessons.paper.parts.figures import Figure, grid
from cnnviz.lessons.steps import Asked

_PICTURES = {"four": FOUR, "six": SIX_BY_SIX}


def figures(world: World, query: Mapping[str, str], asked: Asked | None) -> list[Figure]:
    """Return the picture, if it is one of numbers, and the kernel."""
    picture, kernel = _PICTURES.get(world.setting(PAGE, "on")), np.array(world.setting(PAGE, "kernel"))
    shown: list[Figure] = [grid("Kernel", kernel)]
    if picture is None:
        return shown
    marked, at = frozenset[tuple[int, int]](), world.setting(PAGE, "at")
    if at is not None:
        stride, padding, dilation = (world.setting(PAGE, name) for name in ("stride", "padding", "dilation"))
        rows, cols = (
            Axis(size, side, stride, padding, dilation).indices(place)
            for size, side, place in zip(picture.shape, kernel.shape, at, strict=True)
        )
        marked = frozenset((int(row), int(col)) for row in rows for col in cols)
    return [grid("Picture", picture, marked), *shown]
