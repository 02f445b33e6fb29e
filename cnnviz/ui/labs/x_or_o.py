"""What a visitor has set up on the page X or O, as its URL says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from cnnviz.labs.x_or_o import EXAMPLE, FEATURES, read_numbers
from cnnviz.labs.x_or_o_images import SAMPLES, CellImage, flip_cells, image_to_text, move, text_to_image, thicken_ink
from cnnviz.matrix_text import number_text
from cnnviz.ui import state
from cnnviz.ui.state.codecs import word
from cnnviz.ui.state.parameters import Codec, Table

PAD, WALK = "x-or-o-pad", "x-or-o-walk"
"""The keys of the two components."""
_MOVES = "x-or-o-moves"


@dataclass(frozen=True)
class XOrOSetup:
    """What a visitor has set up.

    Attributes:
        cells: The image, as image_to_text() writes it.
        feature: Which feature is followed.
        numbers: What the visitor's own vote is on.
        error: What is wrong with what was typed since `numbers`. Never in the URL.
    """

    cells: str = image_to_text(SAMPLES["X"])
    feature: str = next(iter(FEATURES))
    numbers: tuple[float, ...] = EXAMPLE
    error: str = ""

    @property
    def image(self) -> CellImage:
        """The image, (9, 9) int8. ValueError if `cells` is not the text of one."""
        image = text_to_image(self.cells)
        if image is None:
            raise ValueError(f"{self.cells!r} is not an image of 9 × 9 cells.")
        return image


def _become(sample: CellImage) -> Callable[[CellImage], CellImage]:
    return lambda image: sample


ACTIONS: dict[str, Callable[[CellImage], CellImage]] = {
    "left": lambda image: move(image, 0, -1),
    "right": lambda image: move(image, 0, 1),
    "up": lambda image: move(image, -1, 0),
    "down": lambda image: move(image, 1, 0),
    "thicken": thicken_ink,
    "break": lambda image: flip_cells(image, 3, np.random.default_rng()),
    "clear": lambda image: np.full_like(image, -1),
    **{f"sample {name}": _become(sample) for name, sample in SAMPLES.items()},
}
"""What the buttons beside the image do to it."""


def _read_vote(text: str) -> tuple[float, ...] | None:
    try:
        return read_numbers(text.split("_"))
    except ValueError:
        return None


X_OR_O = Table(
    XOrOSetup(),
    {
        "cells": Codec(lambda text: text if text_to_image(text) is not None else None, str),
        "feature": word(FEATURES),
        "numbers": Codec(_read_vote, lambda numbers: "_".join(map(number_text, numbers))),
    },
)


def current_setup() -> XOrOSetup:
    """Return what is set up, with what the browser has just sent; the URL then says the same."""
    pad, walk = (st.session_state.get(key, {}) for key in (PAD, WALK))
    setup = after(state.chosen(X_OR_O), pad, walk, pad_version=pad_version(), walk_version=state.given())
    match pad.get("action"):
        case {"name": "reset"}:
            state.show_given()
        case {"name": str(name)} if name in ACTIONS:
            st.session_state[_MOVES] = st.session_state.get(_MOVES, 0) + 1
    return state.keep(X_OR_O, setup)


def pad_version() -> int:
    """Return a number that changes whenever the pad has to take over the image from here."""
    moves: int = st.session_state.get(_MOVES, 0)
    return state.given() + moves


def after(
    setup: XOrOSetup, pad: Mapping[str, Any], walk: Mapping[str, Any], *, pad_version: int, walk_version: int
) -> XOrOSetup:
    """Return the setup after what the pad and the walk have sent. What a browser makes up changes nothing.

    Args:
        setup: The setup before.
        pad: What the pad sent, see show_pad.
        walk: What the walk sent, see show_walk.
        pad_version: Which image the pad got last: what was painted on an earlier one is no news.
        walk_version: Likewise of the walk.
    """
    match pad.get("painted"):
        case {"version": sent, "cells": str(cells)} if sent == pad_version and text_to_image(cells) is not None:
            setup = replace(setup, cells=cells)
    match walk.get("feature"):
        case {"version": sent, "feature": str(feature)} if sent == walk_version and feature in FEATURES:
            setup = replace(setup, feature=feature)
    match walk.get("typed"):
        case {"version": sent, "texts": [*texts]} if sent == walk_version and all(
            isinstance(text, str) for text in texts
        ):
            try:
                setup = replace(setup, numbers=read_numbers(texts), error="")
            except ValueError as error:
                setup = replace(setup, error=str(error))
    match pad.get("action"):
        case {"name": "reset"}:
            setup = XOrOSetup()
        case {"name": str(name), "cells": str(cells)} if name in ACTIONS:
            image = text_to_image(cells)
            if image is not None:
                setup = replace(setup, cells=image_to_text(ACTIONS[name](image)))
    return setup
