"""What a page shows, on paper: a file a page, or a kind of pages. Pages that are not named here print nothing.

Each file has figures(world, query, asked), which returns what is printed: see Shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from cnnviz.facts import World
from cnnviz.lessons.paper.parts.figures import Figure
from cnnviz.lessons.paper.states import by_hand, dataset_picture, network_input, own_kernel, pooling, x_or_o
from cnnviz.lessons.steps import Asked
from cnnviz.opening.errors import ModelFileError


class Shown(Protocol):
    """What a page shows, as figures for paper."""

    def __call__(self, world: World, query: Mapping[str, str], asked: Asked | None) -> Sequence[Figure]:
        """Return the figures.

        Args:
            world: The page's state.
            query: The parameters that the lesson gives in the page's address.
            asked: The fact that is asked for there.
        """


STATES: Mapping[str, Shown] = {
    "convolution_lab?part=by_hand": by_hand.figures,
    "convolution_lab?part=own_kernel": own_kernel.figures,
    "pooling_lab": pooling.figures,
    "x_or_o": x_or_o.figures,
    "datasets": dataset_picture.figures,
    **dict.fromkeys(("draw", "layer_by_layer", "compare", "why", "what_if", "epochs"), network_input.figures),
}
"""By the address of a page, with its part if only that one prints."""


def figures_of(world: World, query: Mapping[str, str], asked: Asked | None) -> tuple[Figure, ...]:
    """Return what is printed of a page; nothing where what it shows is not here, such as a picture of a test set."""
    shown = STATES.get(f"{world.page}?part={world.part}") or STATES.get(world.page)
    try:
        return tuple(shown(world, query, asked)) if shown else ()
    except (KeyError, ValueError, FileNotFoundError, ModelFileError):
        return ()
