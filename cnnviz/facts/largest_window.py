"""In which window of the six by six numbers the sum is largest."""

from __future__ import annotations

import numpy as np

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number, place
from cnnviz.facts.parts.world import World
from cnnviz.facts.window_sum import PAGE, axis_of
from cnnviz.labs.sliding import slide

TITLE = "The window with the largest sum"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return the row and the column of the output's largest number."""
    axis = axis_of(world)
    output = slide(
        np.array(world.setting(PAGE, "input")),
        np.array(world.setting(PAGE, "weights")),
        stride=axis.stride,
        padding=axis.padding,
    )
    second, best = np.sort(output, axis=None)[-2:]
    row, col = divmod(int(output.argmax()), output.shape[1])
    return Fact(
        (row, col),
        margin=float(best - second),
        decides="sum",
        given={"windows": number(output.size)},
        words={"sum": number(float(best)), "second": number(float(second)), "place": place((row, col))},
        steps=(("the largest sum", float(best)), ("the next", float(second))),
        cells=output,
    )


WRONG: Rules = {}
