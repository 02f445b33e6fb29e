"""The sum of one window of the six by six numbers: each number times the weight on it, added up."""

from __future__ import annotations

import numpy as np

from cnnviz.arithmetic import Axis, Padding, take_window
from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "The sum of one window"
PAGE = "convolution_lab?part=by_hand"
Args = NoArgs
_PADDINGS: dict[str, Padding] = {"0": 0, "1": 1, "same": "same"}


def axis_of(world: World) -> Axis:
    """Return how the windows of the page lie, along rows and columns alike."""
    size, kernel_size = len(world.setting(PAGE, "input")), len(world.setting(PAGE, "weights"))
    return Axis(size, kernel_size, int(world.setting(PAGE, "stride")), _PADDINGS[world.setting(PAGE, "zeros")])


def fact(world: World, args: NoArgs) -> Fact:
    """Return the sum; products that are zero are no steps of it."""
    numbers, weights = _window(world)
    lines = [
        (f"{numbers[at]:g} × {weights[at]:g}", float(numbers[at] * weights[at]))
        for at in np.ndindex(weights.shape)
        if numbers[at] * weights[at]
    ]
    return Fact(
        float((numbers * weights).sum()),
        given={"window": number(world.setting(PAGE, "window")), "products": number(len(lines))},
        words={"window": number(world.setting(PAGE, "window"))},
        steps=tuple(lines),
    )


def _window(world: World) -> tuple[np.ndarray, np.ndarray]:
    axis = axis_of(world)
    row, col = divmod(world.setting(PAGE, "window") - 1, axis.output_size)
    if row >= axis.output_size:
        raise FactError(
            f"There are {axis.output_size**2} windows: there is none with the number {world.setting(PAGE, 'window')}."
        )
    numbers = np.array(world.setting(PAGE, "input"), np.float64)[..., None]
    return take_window(numbers, axis.indices(row), axis.indices(col))[..., 0], np.array(world.setting(PAGE, "weights"))


def _turned(world: World, args: NoArgs) -> float:
    numbers, weights = _window(world)
    return float((numbers * weights[::-1, ::-1]).sum())


def _mean(world: World, args: NoArgs) -> float:
    numbers, weights = _window(world)
    return float((numbers * weights).mean())


WRONG: Rules = {"flip": _turned, "sum_is_mean": _mean}
