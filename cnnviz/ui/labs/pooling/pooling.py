"""Pooling: three kinds side by side, on numbers that are typed or on a map of the visitor's picture."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import product

import numpy as np
import streamlit as st

from cnnviz.labs.pooling_compared import Comparison, compare
from cnnviz.matrix_text import number_text, read_matrix
from cnnviz.network import Network
from cnnviz.ui import state
from cnnviz.ui.components.pooling import Texts, show_pooling_of, stepped, typed
from cnnviz.ui.labs.pooling.maps import ChosenMap, choose_map, network_or_wait
from cnnviz.ui.labs.pooling.settings import (
    FARTHEST,
    LARGEST_WINDOW,
    LIMITS,
    MATRIX_SIDES,
    POOLING,
    PoolingSettings,
    choose,
    keep_good,
    latest_settings,
    reset,
)
from cnnviz.ui.labs.pooling.swapped import show_swapped

INPUTS = {"numbers": "Numbers you type", "picture": "A map of your picture"}
EDGES = {"valid": "stay inside", "same": "same", "overhang": "last one hangs over"}
KEY = "pooled"
_MEANINGS = {
    "valid": "Windows stay inside the input (“valid”); rows and columns that no window reaches are left out.",
    "same": "“Same” padding: one window for every step of the stride. The first and the last may hang over the edges.",
    "overhang": "A last window hangs over the far edge where cells would be left over (“ceil mode”).",
}


@st.fragment
def show_pooling() -> None:
    """Show the part."""
    st.caption(
        "Pooling replaces a whole window by one number. **Point at a number** of an output to see its window, "
        "**type another** into the input, then **move** the input with the arrows: where an output stays the same, "
        "pooling has forgiven the move."
    )
    network = network_or_wait() if latest_settings().input == "picture" else None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="pooling-controls"):
        chosen_map = _controls(network)
    settings = latest_settings()
    problem = ""
    try:
        good, result = settings, _compared(settings, chosen_map)
    except ValueError as error:
        problem = str(error)
        good, result = _last_good(settings, chosen_map)
    keep_good(good)
    st.caption(f"{_MEANINGS[good.padding]} Cells beyond the edge do not count: not as the largest, nor in a mean.")
    show_pooling_of(
        result,
        title="Your numbers" if chosen_map is None else chosen_map.title,
        texts=settings.texts if chosen_map is None else None,
        problem=problem,
        round=state.given(),
        on_step=_step,
        on_type=_type,
        key=KEY,
    )
    show_swapped(result, is_typed=chosen_map is None)


def _controls(network: Network | None) -> ChosenMap | None:
    chosen_map = None
    _segments("Input", "input", INPUTS)
    if latest_settings().input == "numbers":
        st.selectbox(
            "Size",
            MATRIX_SIDES,
            format_func=lambda side: f"{side} × {side}",
            **state.shown(
                "pooling-side",
                len(latest_settings().texts),
                lambda side: choose(texts=resized(latest_settings().texts, side)),
            ),
            width=96,
        )
    elif network is not None:
        chosen_map = choose_map(network, signed=False)
    _whole("Window", "window")
    _whole("Stride", "stride")
    _segments("At the edge, windows", "padding", EDGES)
    st.button("Reset", on_click=reset, key="pooling-reset")
    return chosen_map


def _segments(label: str, name: str, options: dict[str, str]) -> None:
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        required=True,
        **state.shown(f"pooling-{name}", getattr(latest_settings(), name), lambda value: choose(**{name: value})),
    )


def _whole(label: str, name: str) -> None:
    st.number_input(
        label,
        step=1,
        **state.shown(f"pooling-{name}", getattr(latest_settings(), name), lambda value: choose(**{name: value})),
        width=96,
    )


def _compared(settings: PoolingSettings, chosen_map: ChosenMap | None) -> Comparison:
    """Return the pooled maps. ValueError says in a sentence what is wrong with the settings."""
    values = read_matrix(settings.texts, *LIMITS) if chosen_map is None else chosen_map.values
    largest = min(*values.shape, LARGEST_WINDOW)
    if not 1 <= settings.window <= largest:
        height, width = values.shape
        raise ValueError(
            f"The window must be from 1 to {largest} cells wide for an input of {height} × {width}, "
            f"not {settings.window}."
        )
    if not 1 <= settings.stride <= LARGEST_WINDOW:
        raise ValueError(f"The stride must be from 1 to {LARGEST_WINDOW}, not {settings.stride}.")
    return compare(
        values,
        settings.window,
        stride=settings.stride,
        padding=settings.padding,
        down=settings.down,
        right=settings.right,
    )


def _last_good(settings: PoolingSettings, chosen_map: ChosenMap | None) -> tuple[PoolingSettings, Comparison]:
    """Return settings that work: as few as possible are those that worked last, or those of the beginning."""
    before, first = state.chosen(POOLING), PoolingSettings()
    numbers = settings.texts, resized(before.texts, len(settings.texts))
    windows = (settings.window, settings.stride), (before.window, before.stride), (first.window, first.stride)
    for (window, stride), texts in product(windows, numbers):
        candidate = replace(settings, window=window, stride=stride, texts=texts)
        with suppress(ValueError):
            return candidate, _compared(candidate, chosen_map)
    raise AssertionError("the windows of the beginning fit every map")


def _step() -> None:
    step = stepped(KEY)
    if step == (0, 0):
        choose(down=0, right=0)
    elif step:
        now = latest_settings()
        down, right = np.clip((now.down + step[0], now.right + step[1]), -FARTHEST, FARTHEST).tolist()
        choose(down=down, right=right)


def _type() -> None:
    texts = typed(KEY, len(latest_settings().texts))
    if texts is not None:
        choose(texts=texts)


def resized(texts: Texts, side: int) -> Texts:
    """Return the cells with more or fewer rows and columns: what is there stays, what is new is 0.

    Example:
        >>> resized((("7",),), 2)
        (('7', '0'), ('0', '0'))
    """
    zero = number_text(0)
    rows = [tuple((*row, *[zero] * side)[:side]) for row in texts]
    return tuple((*rows, *[(zero,) * side] * side)[:side])
