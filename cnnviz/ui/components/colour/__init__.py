"""A colour picture split into its three channels, and their sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pixel_message

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
    css=("shared/buttons.css", "shared/lab_part.css", "colour/colour.css"),
    sends=("chosen",),
)


@dataclass(frozen=True)
class Weighed:
    """How the channels are shown.

    Attributes:
        percent: The weights of red, green and blue in the sum, each from 0 to 200.
        grey: Whether each channel is shown in grey instead of in its colour.
    """

    percent: tuple[int, int, int] = (100, 100, 100)
    grey: bool = False


def weighed_on(key: str) -> Weighed | None:
    """Return what the visitor has set in a component, even before it is shown again; None if nothing yet."""
    match st.session_state.get(key, {}).get("chosen"):
        case {"percent": [int(red), int(green), int(blue)], "grey": bool(grey)}:
            return Weighed((_percent(red), _percent(green), _percent(blue)), grey)
    return None


def _percent(sent: int) -> int:
    return min(max(sent, 0), 200)


def show_colour(picture: npt.NDArray[np.uint8], weighed: Weighed, *, key: str) -> None:
    """Show a picture, its three channels, and their sum. Weights are set and numbers read in the browser alone.

    Args:
        picture: (height, width, 3) uint8.
        weighed: How the channels are shown at first.
        key: The element's key; its state is {"chosen": {"percent": [red, green, blue], "grey": bool}}.
    """
    header = {"shape": picture.shape, "percent": weighed.percent, "grey": weighed.grey}
    _mount(data=pixel_message(header, picture), key=key)
