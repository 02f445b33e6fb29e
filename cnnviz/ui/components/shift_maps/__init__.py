"""How sure networks are of a class wherever the picture is moved to: a map each; a click moves the picture there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st

from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack

_mount = component(
    "shift_maps",
    js="shift_maps/shift_maps.js",
    html='<div class="shifts themed" data-testid="shift-maps"><div class="maps"></div><p class="readout"></p></div>',
    css=("shift_maps/shift_maps.css",),
    sends=("move",),
)


def show_shift_maps(
    maps: Mapping[str, np.ndarray],
    labels: tuple[str, ...],
    label: int,
    at: tuple[int, int],
    *,
    key: str,
    on_move: Callable[[], None],
) -> None:
    """Show the maps.

    Args:
        maps: By the networks' names, (side, side, classes) float32: the probabilities for the picture moved down by
            (row - side // 2) and to the right by (col - side // 2) pixels.
        labels: The names of the classes.
        label: The class whose probability is shown.
        at: By how much the picture is moved now, to the right and down.
        key: The element's key.
        on_move: Runs when the visitor clicked a place: see moved_to().
    """
    side = next(iter(maps.values())).shape[0]
    header = {
        "names": list(maps),
        "labels": labels,
        "label": label,
        "at": at,
        "reach": side // 2,
        "kept": [int((probabilities.argmax(axis=-1) == label).sum()) for probabilities in maps.values()],
    }
    arrays = {}
    for place, probabilities in enumerate(maps.values()):
        arrays |= {f"share-{place}": probabilities[..., label], f"read-{place}": probabilities.argmax(axis=-1)}
    _mount(data=pack(header, arrays), key=key, on_move_change=on_move)


def moved_to(reach: int, *, key: str) -> tuple[int, int] | None:
    """Return the place that was clicked just now, in pixels to the right and down.

    Args:
        reach: How far the maps go.
        key: The element's key.
    """
    match st.session_state.get(key, {}).get("move"):
        case [int(right), int(down)] if abs(right) <= reach and abs(down) <= reach:
            return right, down
    return None
