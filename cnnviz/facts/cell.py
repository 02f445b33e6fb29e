"""The value of one cell, from the products and the bias that make it."""

from __future__ import annotations

import numpy as np

from cnnviz.explainers.conv2d import ConvolutionExplanation
from cnnviz.explainers.parts.explanation import Explanation
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Index
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number, place
from cnnviz.facts.parts.world import World

TITLE = "The value of one cell"
ROUNDING = 1e-5
"""The part of the largest term by which sums in float32 may differ from one machine to another."""


class Args(_Args):
    """The layer's name and the position in it; those of the pinned cell by default."""

    layer: str | None = None
    position: tuple[Index, ...] | None = None


def fact(world: World, args: Args) -> Fact:
    """Return the value; of a single map the products are the steps, of several what each map adds."""
    explained, position = _explained(world, args)
    steps = _products(explained) if isinstance(explained, ConvolutionExplanation) else explained.ledger()
    terms = [abs(term) for _, term in steps] or [abs(explained.value)]
    return Fact(
        explained.value,
        error=abs(explained.value - explained.output) + ROUNDING * max(terms),
        given={"place": place(position), "terms": number(len(steps) - 1)},
        words={"place": place(position)},
        steps=tuple(steps),
    )


def _explained(world: World, args: Args) -> tuple[Explanation, tuple[int, ...]]:
    pinned = world.pin or (None, None)
    name = args.layer or pinned[0]
    position = args.position if args.position is not None else pinned[1]
    if name is None or position is None:
        raise FactError("No cell is pinned: give a layer and a position, or a pin in the page's address.")
    return world.trace[name].explain(*position), position


def _products(explained: ConvolutionExplanation) -> list[tuple[str, float]]:
    if len(explained.subtotals) > 1:
        return explained.ledger()
    lines = [
        (f"{explained.window[row, col, 0]:.4g} × {explained.kernel[row, col, 0]:.4g}".replace("-", "−"), float(product))
        for (row, col), product in np.ndenumerate(explained.products[..., 0])
    ]
    return [*lines, *explained.ledger()[1:]]


def _averaged(world: World, args: Args) -> float | None:
    explained, _ = _explained(world, args)
    if not isinstance(explained, ConvolutionExplanation) or len(explained.subtotals) == 1:
        return None
    return float(explained.subtotals.mean()) + explained.bias


def _flipped(world: World, args: Args) -> float | None:
    explained, _ = _explained(world, args)
    if not isinstance(explained, ConvolutionExplanation):
        return None
    turned = explained.kernel[::-1, ::-1].astype(np.float64)
    return float((explained.window * turned).sum()) + explained.bias


WRONG: Rules = {"channels_averaged": _averaged, "flip": _flipped}
