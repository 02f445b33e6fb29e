"""The number that a kernel of one's own gives at one place of the picture."""

from __future__ import annotations

import numpy as np

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number, place
from cnnviz.facts.parts.world import World
from cnnviz.labs.convolution import convolve
from cnnviz.labs.worked_examples import FOUR, SIX_BY_SIX

TITLE = "What a kernel gives at one place"
PAGE = "convolution_lab?part=own_kernel"
Args = NoArgs
_PICTURES = {"four": FOUR, "six": SIX_BY_SIX}


def fact(world: World, args: NoArgs) -> Fact:
    """Return the sum at the pinned place of the output."""
    at = world.setting(PAGE, "at")
    if at is None:
        raise FactError("No place of the output is pinned: give one as `at`, such as at=3-4.")
    value = _value(world, turned=False)
    return Fact(
        value,
        given={"place": place(at)},
        words={"place": place(at), "turned": number(_value(world, turned=True))},
        steps=(("sum of all products, and the bias", value),),
    )


def _value(world: World, *, turned: bool) -> float:
    picture, at = _PICTURES.get(world.setting(PAGE, "on")), world.setting(PAGE, "at")
    if picture is None:
        raise FactError(f"This is asked of a picture of numbers: {', '.join(_PICTURES)}.")
    kernel = np.array(world.setting(PAGE, "kernel"), np.float64)
    if turned != world.setting(PAGE, "flip"):
        kernel = kernel[::-1, ::-1]
    output = convolve(
        picture[..., None].astype(np.float64),
        kernel[..., None, None],
        world.setting(PAGE, "bias"),
        stride=world.setting(PAGE, "stride"),
        padding=world.setting(PAGE, "padding"),
        dilation_rate=world.setting(PAGE, "dilation"),
    )[..., 0]
    if any(index >= size for index, size in zip(at, output.shape, strict=True)):
        raise FactError(
            f"The output has {output.shape[0]} rows and {output.shape[1]} columns: there is no {place(at)}."
        )
    return float(output[at])


WRONG: Rules = {"flip": lambda world, args: _value(world, turned=True)}
