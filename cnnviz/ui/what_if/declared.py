"""What a visitor has set up in the parts of What if, as the page's URL says it.

The changes to the picture and to the network are not among it: all pages share them.
"""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.ui.state.codecs import FLAG, NAME, whole, word
from cnnviz.ui.state.parameters import NONE, Table, in_parts
from cnnviz.what_if.changes import ATTACKS, TRANSFORMS

SLIDERS = tuple(f"{name}-{index}" for name, kind in TRANSFORMS.items() for index in range(len(kind.numbers)))
"""Every slider: its kind of change and its index among that kind's numbers."""
ANY = -1
"""The target of an attack that may end in any wrong class."""


@dataclass(frozen=True)
class NetworkView:
    """Which part of the network is shown, to be changed.

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
    """How the network is to be fooled.

    Attributes:
        method: One of ATTACKS.
        target: The index of the class that the network is to read; ANY for any wrong one.
        levels: By how many 255ths a pixel may change; None for the fewest that are enough.
    """

    method: str = ATTACKS[0]
    target: int = ANY
    levels: int | None = None


NETWORK = Table(NetworkView(), {"layer": NAME, "channel": whole(0, 99_999), "slice": whole(0, 99_999), "rank": FLAG})
PICTURE = Table(PictureView(), {"slider": word(SLIDERS)})
FOOL = Table(
    Attack(),
    {"method": word(ATTACKS), "target": whole(ANY, 999), "epsilon": whole(0, 255)},
    attributes={"epsilon": "levels"},
)

WHAT_IF = in_parts({"network": NETWORK, "picture": PICTURE, "fool": FOOL, "morph": NONE})
