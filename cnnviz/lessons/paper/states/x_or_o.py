"""The picture of nine by nine cells, what it is compared with, and the features that are looked for."""

from __future__ import annotations

from collections.abc import Mapping

from cnnviz.facts import World
from cnnviz.labs.x_or_o import FEATURES
from cnnviz.labs.x_or_o_images import SAMPLES
from cnnviz.lessons.paper.parts.figures import Figure, inked
from cnnviz.lessons.steps import Asked

PAGE = "x_or_o"
_BESIDE = {"cells_differ": ("X",), "nearer_to_x": ("X", "O"), "numbers_changed": ("X",)}
"""What the picture is compared with, by the fact that is asked for."""
_ITS_FEATURE = ("match", "perfect_windows")
"""The facts that are about the feature that is followed."""


def figures(world: World, query: Mapping[str, str], asked: Asked | None) -> list[Figure]:
    """Return the picture, and what the question needs beside it."""
    image, fact = world.setting(PAGE, "image"), asked.name if asked else ""
    given = asked.arguments.get("sample") if asked else None
    beside = [name for name in ([given] if given else _BESIDE.get(fact, ())) if (SAMPLES[name] != image).any()]
    features = [world.setting(PAGE, "feature")] if fact in _ITS_FEATURE else []
    return [
        inked("The picture", image),
        *(inked(f"The {name}", SAMPLES[name]) for name in beside),
        *(inked(f"Feature {name}", FEATURES[name]) for name in features),
    ]
