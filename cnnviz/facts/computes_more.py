"""Which of some networks multiplies most to read one picture."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cnnviz import known
from cnnviz.costs import Costs, costs
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World

TITLE = "Which network computes more"


class Args(_Args):
    """The networks' names."""

    networks: Annotated[tuple[str, ...], Field(min_length=2, max_length=8)]


def fact(world: World, args: Args) -> Fact:
    """Return the name of the network with the most multiplications; the margin is a share of them."""
    of = _costs(args)
    first, second = sorted(of, key=lambda name: -of[name].multiply_adds)[:2]
    lines = [(f"multiplications of {name}", float(each.multiply_adds)) for name, each in of.items()]
    lines += [(f"weights of {name}", float(each.parameters)) for name, each in of.items()]
    return Fact(
        first,
        margin=1 - of[second].multiply_adds / of[first].multiply_adds,
        decides="share of the multiplications",
        words={
            "most": number(of[first].multiply_adds),
            "less": number(of[second].multiply_adds),
            "weights": number(of[first].parameters),
            "other": second,
            "other_weights": number(of[second].parameters),
        },
        steps=tuple(lines),
    )


def _costs(args: Args) -> dict[str, Costs]:
    missing = [name for name in args.networks if not known.exists(name)]
    if missing:
        raise FactError(f"There is no network {missing[0]!r}.")
    return {name: costs(known.layers_of(name)) for name in args.networks}


def _with_most_weights(world: World, args: Args) -> str:
    of = _costs(args)
    return max(of, key=lambda name: of[name].parameters)


WRONG: Rules = {"fewer_params_faster": _with_most_weights}
