"""The picture that a network reads, with the changes to it."""

from __future__ import annotations

from collections.abc import Mapping

from cnnviz.facts import World
from cnnviz.lessons.paper.parts.figures import Figure, photo
from cnnviz.lessons.steps import Asked
from cnnviz.pictures.kinds import IN_INK


def figures(world: World, query: Mapping[str, str], asked: Asked | None) -> list[Figure]:
    """Return the picture; nothing where somebody is still to draw or to bring one."""
    if query.get("source", "Samples") != "Samples" and not world.strokes and world.values is None:
        return []
    return [photo("The picture", world.input, in_ink=world.dataset.kind in IN_INK)]
