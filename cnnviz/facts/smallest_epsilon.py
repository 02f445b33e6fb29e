"""By how little every pixel has to change until the network reads something else."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.fact import NEVER, Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import share
from cnnviz.facts.parts.world import World, lead
from cnnviz.results.comparison import with_article
from cnnviz.what_if.adversarial import fgsm, on_8_bits, pgd, smallest_epsilon

TITLE = "The smallest change of all pixels that is misread"
HALF = 128
"""From here on paper may be inked: half of all 255 steps."""


class Args(_Args):
    """How the change is found."""

    method: Literal["fgsm", "pgd"] = "fgsm"


def fact(world: World, args: Args) -> Fact:
    """Return the smallest number of 255ths that changes the answer; "never" if none up to half of them does."""
    world.need_classes()
    network, values = world.network, on_8_bits(world.input)
    label = int(network.probabilities(values[None])[0].argmax())
    attack = {"fgsm": fgsm, "pgd": pgd}[args.method]
    flip = smallest_epsilon(attack, network, values, label, most=HALF)
    given = {"read": with_article(network.labels[label])}
    if flip is None:
        return Fact(NEVER, given=given, words=given)
    one_less = attack(network, values, label, (flip.levels - 1) / 255)
    after, before = network.probabilities(np.stack([flip.picture, one_less]))
    read = int(after.argmax())
    return Fact(
        flip.levels,
        margin=min(-lead(after, label), lead(before, label)),
        decides="probability",
        given=given,
        words={**given, "becomes": with_article(network.labels[read]), "share": share(flip.levels / 255, 1)},
        steps=(
            (f"probability of {network.labels[label]} with one step less", float(before[label])),
            (f"probability of {network.labels[label]} with so many", float(after[label])),
            (f"probability of {network.labels[read]} with so many", float(after[read])),
        ),
    )


WRONG: Rules = {"exact": lambda world, args: HALF}
