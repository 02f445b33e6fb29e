"""How far a change of the picture can go until the network reads something else."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Index
from cnnviz.facts.parts.fact import NEVER, Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number, share
from cnnviz.facts.parts.world import World, lead
from cnnviz.results.comparison import with_article
from cnnviz.what_if.changes import TRANSFORMS, Number, effective, parse_changes, transformed, with_change

TITLE = "How far a change goes until the answer is another"


class Args(_Args):
    """The kind of change, which of its numbers, counted from 0, and whether that number grows or shrinks."""

    change: str
    number: Index = 0
    towards: Literal["up", "down"] = "up"


def fact(world: World, args: Args) -> Fact:
    """Return how far the number is from its usual value at the first other answer; "never" where there is none."""
    which, values = _along(world, args)
    world.need_classes()
    usual = TRANSFORMS[args.change].usual
    others = effective(parse_changes(world.change))
    pictures = [
        transformed(
            world.before,
            with_change(others, args.change, (*usual[: args.number], float(value), *usual[args.number + 1 :])),
        )
        for value in values
    ]
    answers, labels = world.network.probabilities(np.stack(pictures)), world.network.labels
    read = answers.argmax(axis=1)
    label = int(read[0])
    other = np.flatnonzero(read != label)
    end = int(other[0]) if len(other) else len(values)
    words = {
        "read": with_article(labels[label]),
        "least": share(float(answers[:end, label].min())),
        "farthest": number(abs(values[-1] - values[0])),
        "unit": which.unit.strip(),
    }
    seen = range(min(end + 1, len(values)))
    return Fact(
        float(round(abs(values[end] - values[0]), 4)) if len(other) else NEVER,
        margin=min(abs(lead(answers[index], label)) for index in seen),
        decides="probability",
        given={"read": words["read"], "farthest": words["farthest"], "unit": words["unit"]},
        words={**words, "becomes": with_article(labels[read[end]]) if len(other) else words["read"]},
        steps=tuple(
            (f"probability of {labels[label]} at {which.words(values[index])}", float(answers[index, label]))
            for index in seen
        ),
    )


def _along(world: World, args: Args) -> tuple[Number, list[float]]:
    """Return the number that changes, and its values from the usual one on."""
    kind = TRANSFORMS.get(args.change)
    if kind is None or args.number >= len(kind.numbers):
        raise FactError(
            f"There is no number {args.number} of a change {args.change!r}: there are {', '.join(TRANSFORMS)}."
        )
    number = kind.numbers[args.number]
    values = number.values()
    up = args.towards == "up"
    chosen = values[values >= number.usual] if up else values[values <= number.usual][::-1]
    return number, chosen.tolist()


WRONG: Rules = {"invariant": lambda world, args: NEVER}
