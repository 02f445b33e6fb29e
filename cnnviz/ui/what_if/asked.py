"""What a visitor has set up in the parts of What if, as the page's URL says it.

What is changed of the picture and of the network is no state of these parts: all pages share it.
"""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.ui.state.codecs import FLAG, NAME, whole, word
from cnnviz.ui.state.parameters import NONE, Table, in_parts
from cnnviz.what_if.changes import ATTACKS, TRANSFORMS

SLIDERS = tuple(f"{name}-{place}" for name, kind in TRANSFORMS.items() for place in range(len(kind.numbers)))
"""Every slider: its kind of change and its place among that kind's numbers."""
ANY = -1
"""Stands for any class but the one that is read."""


@dataclass(frozen=True)
class NetworkView:
    """What of the network is picked to be changed.

    Attributes:
        layer: The layer's name; "" for the first one that has weights.
        channel: The filter or unit.
        slice: The input channel whose numbers are shown.
        rank: Whether the channels are ranked.
    """

    layer: str = ""
    channel: int = 0
    slice: int = 0
    rank: bool = False


@dataclass(frozen=True)
class PictureView:
    """Which slider was moved last.

    Attributes:
        slider: One of SLIDERS.
    """

    slider: str = SLIDERS[0]


@dataclass(frozen=True)
class Attack:
    """How the network is fooled, as long as the picture is not attacked yet.

    Attributes:
        method: One of ATTACKS.
        target: The place of the class that is to be read; ANY for any other.
    """

    method: str = ATTACKS[0]
    target: int = ANY


NETWORK = Table(NetworkView(), {"layer": NAME, "channel": whole(0, 99_999), "slice": whole(0, 99_999), "rank": FLAG})
PICTURE = Table(PictureView(), {"slider": word(SLIDERS)})
FOOL = Table(Attack(), {"method": word(ATTACKS), "target": whole(ANY, 999)})

WHAT_IF = in_parts({"network": NETWORK, "picture": PICTURE, "fool": FOOL, "morph": NONE})
