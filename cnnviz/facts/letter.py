"""Which letter the network on X or O votes for."""

from __future__ import annotations

from cnnviz.facts.nearer_to_x import AN_O, nearer
from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.labs.x_or_o import vote, walk

TITLE = "Which letter the network votes for"
PAGE = "x_or_o"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return "X" or "O", or "neither" where both shares are the same; the margin is between the shares."""
    shares = vote(walk(world.setting(PAGE, "image")).flat).shares
    gap = abs(shares["X"] - shares["O"])
    winner = max(shares, key=lambda letter: shares[letter])
    return Fact(
        winner if gap > 1e-9 else "neither",
        margin=gap,
        decides="share of the vote",
        words={"share_x": number(shares["X"], 2), "share_o": number(shares["O"], 2)},
        steps=tuple((f"share of {letter}", share) for letter, share in shares.items()),
    )


def _by_cells(world: World, args: NoArgs) -> str:
    """Return "O" for what is farther from the X than an O is."""
    return "O" if nearer(world)[0] == AN_O else "X"


WRONG: Rules = {"compares_cells": _by_cells}
