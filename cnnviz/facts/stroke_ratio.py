"""How many times more a kernel answers to one stroke of the picture of a 4 than to another."""

from __future__ import annotations

from math import inf
from typing import Literal

from cnnviz.facts.brightest_stroke import LEVEL, SLANTED, UPRIGHT, responses
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "How many times more the kernel answers to one stroke than to another"
Stroke = Literal["level", "upright", "slanted"]
_NAMES = {"level": LEVEL, "upright": UPRIGHT, "slanted": SLANTED}


class Args(_Args):
    """The two strokes."""

    over: Stroke
    under: Stroke


def fact(world: World, args: Args) -> Fact:
    """Return the mean response on the first divided by that on the second; infinite where the second gives none."""
    found = responses(world)
    over, under = (found[_NAMES[stroke]] for stroke in (args.over, args.under))
    ratio = over / under if under else (inf if over else 0.0)
    return Fact(
        ratio,
        error=1e-6,
        words={"over": number(over), "under": number(under)},
        steps=((f"mean response on {_NAMES[args.over]}", over), (f"on {_NAMES[args.under]}", under)),
    )


WRONG: Rules = {}
