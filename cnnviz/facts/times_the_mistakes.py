"""How many times as many pictures the other network misreads."""

from __future__ import annotations

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.facts.score import Args as ScoreArgs
from cnnviz.facts.score import Pictures
from cnnviz.facts.score import fact as score

TITLE = "How many times as many mistakes the other network makes"


class Args(_Args):
    """Which pictures are read."""

    pictures: Pictures = "test"


def fact(world: World, args: Args) -> Fact:
    """Return the mistakes of the network that is compared, divided by those of the network."""
    (_, total), (_, right) = score(world, ScoreArgs(pictures=args.pictures)).steps
    (_, other_total), (_, other_right) = score(world, ScoreArgs(pictures=args.pictures, of="partner")).steps
    mistakes, others = total - right, other_total - other_right
    if not mistakes:
        raise FactError(f"{world.network_name} misreads none of them: there is nothing to divide by.")
    words = {"name": world.network_name, "other": world.partner.network_name, "total": number(total)}
    return Fact(
        others / mistakes,
        given=words,
        words={**words, "mistakes": number(mistakes), "other_mistakes": number(others)},
        steps=((f"mistakes of {words['other']}", others), (f"mistakes of {words['name']}", mistakes)),
    )


WRONG: Rules = {}
