"""Whether the network reads something else once the drawing is centred."""

from __future__ import annotations

from dataclasses import replace

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.world import World, lead
from cnnviz.results.comparison import with_article

TITLE = "Whether centring changes the answer"
Args = NoArgs


def fact(world: World, args: NoArgs) -> Fact:
    """Return "yes" or "no"."""
    world.need_classes()
    labels = world.network.labels
    answers = {centre: replace(world, centre=centre).trace.probabilities for centre in (False, True)}
    read = {centre: int(answer.argmax()) for centre, answer in answers.items()}
    return Fact(
        "yes" if read[True] != read[False] else "no",
        margin=min(lead(answers[centre], read[centre]) for centre in answers),
        decides="probability",
        words={"without": with_article(labels[read[False]]), "with": with_article(labels[read[True]])},
        steps=tuple(
            (f"probability of {labels[read[centre]]}, {'centred' if centre else 'as it stands'}", float(answer.max()))
            for centre, answer in answers.items()
        ),
    )


WRONG: Rules = {}
