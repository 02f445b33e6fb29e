"""At how many places a network reads in the picture what it reads where it stands."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from cnnviz.explainers import role_of
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Which
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World, lead
from cnnviz.results.comparison import with_article
from cnnviz.what_if.transforms import translate

TITLE = "At how many places the picture is still read so"


class Args(_Args):
    """Which of two networks reads, and by how many pixels the picture is moved to each side."""

    of: Which = "network"
    reach: Annotated[int, Field(ge=1, le=10)] = 6


def fact(world: World, args: Args) -> Fact:
    """Return in how many of all moves, the picture as it stands among them, the answer stays."""
    asked = world.partner if args.of == "partner" else world
    asked.need_classes()
    reach = range(-args.reach, args.reach + 1)
    moved = np.stack([translate(world.input, down, right) for down in reach for right in reach])
    answers = asked.network.probabilities(moved)
    label = int(asked.network.probabilities(world.input[None])[0].argmax())
    still = int((answers.argmax(axis=1) == label).sum())
    words = {
        "total": number(len(moved)),
        "reach": number(args.reach),
        "read": with_article(asked.network.labels[label]),
        "name": asked.network.title,
    }
    return Fact(
        still,
        margin=min(abs(lead(answer, label)) for answer in answers),
        decides="probability",
        given=words,
        words=words,
        steps=(("moves", len(moved)), ("answer stays", still)),
    )


def _everywhere(world: World, args: Args) -> int:
    return (2 * args.reach + 1) ** 2


def _nowhere_else(world: World, args: Args) -> int | None:
    """Return 1, the picture where it stands: what is said of networks without a convolution."""
    asked = world.partner if args.of == "partner" else world
    return None if any(role_of(layer) == "filters" for layer in asked.network.layers) else 1


def _if_convolutional(world: World, args: Args) -> int | None:
    return None if _nowhere_else(world, args) else _everywhere(world, args)


WRONG: Rules = {"invariant": _if_convolutional, "dense_fails_at_once": _nowhere_else}
