"""What a visitor has set up on the page X or O: kept while other pages are visited, and in the page's URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from cnnviz.labs.x_or_o import EXAMPLE, FEATURES, read_numbers
from cnnviz.labs.x_or_o_images import SAMPLES, flip_cells, image_to_text, move, text_to_image, thicken_ink

PAD, WALK = "x-or-o-pad", "x-or-o-walk"
"""The keys of the two components."""

_KEPT = "x-or-o"


@dataclass(frozen=True)
class Setup:
    """What a visitor has set up.

    Attributes:
        cells: The image, as image_to_text() writes it.
        feature: Which feature is followed.
        numbers: What the visitor's own vote is on.
        version: Goes up whenever the pad has to take over the image from here.
        resets: Goes up whenever the walk has to take over all the rest.
        error: What is wrong with what was typed since `numbers`.
    """

    cells: str = image_to_text(SAMPLES["X"])
    feature: str = next(iter(FEATURES))
    numbers: tuple[float, ...] = EXAMPLE
    version: int = 0
    resets: int = 0
    error: str = ""

    @property
    def image(self) -> np.ndarray:
        """The image, (9, 9) int8."""
        return text_to_image(self.cells)


ACTIONS = {
    "left": lambda image: move(image, 0, -1),
    "right": lambda image: move(image, 0, 1),
    "up": lambda image: move(image, -1, 0),
    "down": lambda image: move(image, 1, 0),
    "thicken": thicken_ink,
    "break": lambda image: flip_cells(image, 3, np.random.default_rng()),
    "clear": lambda image: np.full_like(image, -1),
    **{f"sample {name}": lambda image, sample=sample: sample for name, sample in SAMPLES.items()},
}
"""What the buttons beside the image do to it."""


def current_setup() -> Setup:
    """Return what is set up, with what the browser has just sent; the URL then says the same."""
    before = st.session_state.get(_KEPT) or from_query(st.query_params)
    setup = after(before, st.session_state.get(PAD, {}), st.session_state.get(WALK, {}))
    st.session_state[_KEPT] = setup
    _write_url(to_query(setup))
    return setup


def after(setup: Setup, pad: Mapping[str, Any], walk: Mapping[str, Any]) -> Setup:
    """Return the setup after what the pad and the walk have sent. What a browser makes up changes nothing."""
    match pad.get("painted"):
        case {"version": setup.version, "cells": str(cells)} if text_to_image(cells) is not None:
            setup = replace(setup, cells=cells)
    match walk.get("feature"):
        case {"version": setup.resets, "feature": str(feature)} if feature in FEATURES:
            setup = replace(setup, feature=feature)
    match walk.get("typed"):
        case {"version": setup.resets, "texts": [*texts]} if all(isinstance(text, str) for text in texts):
            try:
                setup = replace(setup, numbers=read_numbers(texts), error="")
            except ValueError as error:
                setup = replace(setup, error=str(error))
    match pad.get("action"):
        case {"name": "reset"}:
            setup = Setup(version=setup.version + 1, resets=setup.resets + 1)
        case {"name": str(name), "cells": str(cells)} if name in ACTIONS and text_to_image(cells) is not None:
            image = ACTIONS[name](text_to_image(cells))
            setup = replace(setup, cells=image_to_text(image), version=setup.version + 1)
    return setup


def to_query(setup: Setup) -> dict[str, str]:
    """Return the setup as URL parameters; what is as it was at first is left out."""
    start = Setup()
    written = {
        "cells": setup.cells,
        "feature": setup.feature,
        "numbers": "_".join(f"{number:g}" for number in setup.numbers),
    }
    return {name: text for name, text in written.items() if getattr(setup, name) != getattr(start, name)}


def from_query(query: Mapping[str, str]) -> Setup:
    """Return the setup that URL parameters name; what is unknown or impossible is left as it was at first.

    Example:
        >>> from_query({"feature": "X", "cells": "an O", "numbers": "1_2"}) == Setup(feature="X")
        True
    """
    setup = Setup()
    if text_to_image(query.get("cells", "")) is not None:
        setup = replace(setup, cells=query["cells"])
    if query.get("feature") in FEATURES:
        setup = replace(setup, feature=query["feature"])
    try:
        return replace(setup, numbers=read_numbers(query.get("numbers", "").split("_")))
    except ValueError:
        return setup


def _write_url(query: dict[str, str]) -> None:
    others = {name: text for name, text in st.query_params.items() if name not in ("cells", "feature", "numbers")}
    if st.query_params.to_dict() != others | query:
        st.query_params.from_dict(others | query)
