"""What a visitor has set up on the page Why, as its URL says it."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.ui.state.codecs import FLAG, NAME, whole
from cnnviz.ui.state.parameters import Table

READ = "read"
"""Stands for the class that the network reads."""


@dataclass(frozen=True)
class WhySettings:
    """What is set up on the page.

    Attributes:
        label: The class's name, or READ.
        method: The name of the first method.
        beside: The name of the second method.
        patch: The side of occlusion's patch, in pixels; None for the usual one.
        stride: The distance from one patch to the next, in pixels; None for the usual one.
        trust: Whether the methods are checked.
        opacity: How strongly the maps cover the picture, in hundredths.
        alone: Whether the maps are shown without the picture.
    """

    label: str = READ
    method: str = "grad_cam"
    beside: str = "occlusion"
    patch: int | None = None
    stride: int | None = None
    trust: bool = False
    opacity: int = 80
    alone: bool = False


WHY = Table(
    WhySettings(),
    {
        "label": NAME,
        "method": NAME,
        "beside": NAME,
        "patch": whole(1, 999),
        "stride": whole(1, 999),
        "trust": FLAG,
        "opacity": whole(0, 100),
        "alone": FLAG,
    },
)
