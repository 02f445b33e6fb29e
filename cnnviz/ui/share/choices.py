"""What students see and may change: a level for each region of a page, and what a link says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from cnnviz.lessons.regions import REGIONS, regions_of
from cnnviz.ui.state import Guide

Level = Literal["hidden", "shown", "editable"]
Choices = dict[str, Level]
"""The level of each region, by the region's name."""

PRESETS: dict[str, Guide] = {
    "Everything": Guide(),
    "Question first": Guide(hide=("answer", "partner-answer", "changed-answer", "logits", "sums")),
    "Kiosk": Guide(lock=("navigation", "network-choice")),
}
"""Choices that belong together: what they hide and lock, where a page has it."""


def regions_here(page: str, *, with_network: bool) -> list[str]:
    """Return the names of the regions that a page has, given its address and whether a network is chosen on it."""
    return [name for name in regions_of(page) if with_network or name != "network-choice"]


def levels_of(region: str) -> tuple[Level, ...]:
    """Return the levels that a region can have: what is no control can only be hidden or shown.

    Example:
        >>> levels_of("answer"), levels_of("upload")
        (('hidden', 'shown'), ('hidden', 'shown', 'editable'))
    """
    return ("hidden", "shown", "editable") if REGIONS[region].control else ("hidden", "shown")


def choices_of(regions: Iterable[str], guide: Guide) -> Choices:
    """Return the level of each region where a guide's regions are hidden and locked.

    Example:
        >>> choices_of(["answer", "sums", "camera"], Guide(hide=("sums",), lock=("camera",)))
        {'answer': 'shown', 'sums': 'hidden', 'camera': 'shown'}
    """
    levels: Choices = {}
    for name in regions:
        if name in guide.hide:
            levels[name] = "hidden"
        else:
            levels[name] = "shown" if name in guide.lock else levels_of(name)[-1]
    return levels


def presets_for(regions: Iterable[str]) -> dict[str, Choices]:
    """Return the presets that a page has, by name: those that say something of its regions, and no two the same."""
    found: dict[str, Choices] = {}
    names = list(regions)
    for name, guide in PRESETS.items():
        choices = choices_of(names, guide)
        if choices not in found.values():
            found[name] = choices
    return found


def hidden(choices: Mapping[str, Level]) -> tuple[str, ...]:
    """Return the names of the regions that are hidden."""
    return tuple(name for name, level in choices.items() if level == "hidden")


def locked(choices: Mapping[str, Level]) -> tuple[str, ...]:
    """Return the names of the controls that are shown and cannot be changed."""
    return tuple(name for name, level in choices.items() if level == "shown" and REGIONS[name].control)
