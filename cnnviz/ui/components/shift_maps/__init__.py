"""For each network a map of how sure it is of a class wherever the picture is moved to; a click moves it there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack

_mount = component(
    "shift_maps",
    js="shift_maps/shift_maps.js",
    html='<div class="shifts themed" data-testid="shift-maps"><div class="maps"></div>'
    '<p class="readout" data-region="shift-maps"></p></div>',
    css=("shift_maps/shift_maps.css",),
    sends=("move",),
)


def show_shift_maps(
    maps: Mapping[str, npt.NDArray[np.float32]],
    labels: tuple[str, ...],
    label: int,
    at: tuple[int, int],
    *,
    key: str,
    on_move: Callable[[], None],
) -> None:
    """Show the maps.

    Args:
        maps: For each network, by its name, (side, side, classes) float32: at [row, col] the probabilities for the
            picture moved by (row - side // 2) pixels down and (col - side // 2) pixels to the right.
        labels: The names of the classes.
        label: The index of the class whose probability is shown.
        at: By how many pixels the picture is moved now, to the right and down.
        key: The element's key.
        on_move: Called when the visitor has clicked a map: see moved_to().
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
    arrays: dict[str, npt.NDArray[Any]] = {}
    for index, probabilities in enumerate(maps.values()):
        arrays |= {f"share-{index}": probabilities[..., label], f"read-{index}": probabilities.argmax(axis=-1)}
    _mount(data=pack(header, arrays), key=key, on_move_change=on_move)


def moved_to(reach: int, *, key: str) -> tuple[int, int] | None:
    """Return by how many pixels to the right and down the visitor has just moved the picture; None for no click.

    Args:
        reach: The largest shift on the maps, in pixels.
        key: The element's key.
    """
    match st.session_state.get(key, {}).get("move"):
        case [int(right), int(down)] if abs(right) <= reach and abs(down) <= reach:
            return right, down
    return None
