"""A colour picture taken apart into its channels and put together again."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnviz.ui.components.mount import component

_HTML = """
<div class="colour themed" data-testid="colour">
  <div class="panels"></div>
  <div class="foot">
    <span class="where" role="status" data-testid="colour-where"></span>
    <label class="grey"><input type="checkbox" data-testid="colour-grey">channels in grey, as brightness</label>
    <button type="button" class="save">Save the picture (PNG)</button>
  </div>
</div>
"""

_mount = component(
    "colour",
    js="colour/colour.js",
    html=_HTML,
    css=("shared/buttons.css", "colour/colour.css"),
    sends=("chosen",),
)


@dataclass(frozen=True)
class Weighed:
    """How the channels are shown.

    Attributes:
        percent: How much of red, green and blue, each from 0 to 200.
        grey: Whether a channel is shown in grey, not in its colour.
    """

    percent: tuple[int, int, int] = (100, 100, 100)
    grey: bool = False


def weighed_on(key: str) -> Weighed | None:
    """Return what the visitor has set on a component, even before it is shown again; None for nothing yet."""
    match st.session_state.get(key, {}).get("chosen"):
        case {"percent": [int(red), int(green), int(blue)], "grey": bool(grey)}:
            return Weighed(tuple(min(max(each, 0), 200) for each in (red, green, blue)), grey)
    return None


def show_colour(picture: np.ndarray, weighed: Weighed, *, key: str) -> None:
    """Show a picture, its three channels, and their sum. Weighing and pointing happen in the browser.

    Args:
        picture: (height, width, 3) uint8.
        weighed: How it is shown at first.
        key: The element's key; its state there is {"chosen": {"percent": [red, green, blue], "grey": bool}}.
    """
    header = {"shape": picture.shape, "percent": weighed.percent, "grey": weighed.grey}
    data = json.dumps(header).encode() + b"\n" + np.ascontiguousarray(picture).tobytes()
    _mount(data=data, key=key)
