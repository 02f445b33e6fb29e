"""How many weights a layer has."""

from __future__ import annotations

from math import prod

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Name
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.layer import shape_text

TITLE = "How many weights a layer has"


class Args(_Args):
    """The layer's name; on the page Shapes layers are called layer_1, layer_2 and so on."""

    layer: Name


def fact(world: World, args: Args) -> Fact:
    """Return how many, biases included."""
    layer = world.layer(args.layer)
    words = {"input": shape_text(layer.input_shape), "output": shape_text(layer.output_shape)}
    lines = [
        (" × ".join(map(str, weights.shape)) + f", {name}", weights.size) for name, weights in layer.weights.items()
    ]
    return Fact(
        layer.parameters,
        given=words,
        words={**words, "dense": number((prod(layer.input_shape) + 1) * layer.outputs)},
        steps=tuple(lines),
    )


def _one_a_pixel(world: World, args: Args) -> int | None:
    """Return what a filter would have with a weight for every number of its whole input."""
    layer = world.layer(args.layer)
    return (prod(layer.input_shape) + 1) * layer.output_shape[-1] if len(layer.output_shape) == 3 else None


WRONG: Rules = {"params_grow_with_picture": _one_a_pixel}
