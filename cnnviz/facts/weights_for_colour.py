"""How many weights a neuron needs that reads all of a colour picture, or a filter that reads a window of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cnnviz.costs import weights_per_neuron
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "How many weights read a colour picture"
PAGE = "convolution_lab?part=colour"


class Args(_Args):
    """A neuron that reads all of it or a filter, and the filter's side."""

    reader: Literal["neuron", "filter"]
    size: Annotated[int, Field(ge=1, le=99)] = 5


def fact(world: World, args: Args) -> Fact:
    """Return how many, without the bias."""
    side = world.setting(PAGE, "side")
    reads = args.size if args.reader == "filter" else side
    words = {"side": number(side), "size": number(args.size)}
    return Fact(
        weights_per_neuron((reads, reads, 3)),
        given=words,
        words={**words, "neuron": number(weights_per_neuron((side, side, 3)))},
        steps=((f"{reads} × {reads} × 3", weights_per_neuron((reads, reads, 3))),),
    )


def _one_a_pixel(world: World, args: Args) -> int | None:
    side = world.setting(PAGE, "side")
    return weights_per_neuron((side, side, 3)) if args.reader == "filter" else None


WRONG: Rules = {"params_grow_with_picture": _one_a_pixel}
