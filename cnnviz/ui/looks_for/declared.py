"""What a visitor has set up on the page Looks for, as its URL says it."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.ui.state.codecs import FLAG, NAME, whole
from cnnviz.ui.state.parameters import Table

MOST_SEEDS = 99_999


@dataclass(frozen=True)
class LooksForSettings:
    """A channel, and the picture that is made up for it.

    Attributes:
        layer: The layer's name; None for the first that can be looked at.
        channel: Which of its channels.
        made: Whether a picture is made up.
        seed: The seed of the noise that the picture begins with.
    """

    layer: str | None = None
    channel: int = 0
    made: bool = False
    seed: int = 0


LOOKS_FOR = Table(
    LooksForSettings(), {"layer": NAME, "channel": whole(0, 9999), "made": FLAG, "seed": whole(0, MOST_SEEDS - 1)}
)
