"""Of how many pictures that it misread a network was surer than a limit."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number, share
from cnnviz.facts.parts.world import World

TITLE = "How many mistakes the network was sure of"


class Args(_Args):
    """The probability that counts as sure."""

    more_than: Annotated[float, Field(gt=0, lt=1)] = 0.9


def fact(world: World, args: Args) -> Fact:
    """Return how many of the misread pictures of the test set were misread with more than that probability."""
    predictions = world.predictions
    mistakes = predictions.mistakes()
    sure = int((predictions.probabilities[mistakes].max(axis=1) > args.more_than).sum())
    words = {
        "mistakes": number(len(mistakes)),
        "total": number(len(predictions.labels)),
        "limit": share(args.more_than),
    }
    return Fact(
        sure,
        given=words,
        words=words,
        steps=(
            ("pictures of the test set", len(predictions.labels)),
            ("misread", len(mistakes)),
            (f"misread with more than {words['limit']}", sure),
        ),
    )


WRONG: Rules = {"sure_means_right": lambda world, args: 0}
