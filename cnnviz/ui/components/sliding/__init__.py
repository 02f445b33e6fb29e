"""A picture of one channel in numbers, and what comes of weights that slide over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz.ui.components.mount import component
from cnnviz.ui.edited import Edited

_FLATTENED_HTML = """
<div class="sliding themed" data-testid="flattened">
  <div class="numbers"><div class="matrix-place"></div><p class="sum" role="status"></p></div>
  <div class="strip-place"></div>
</div>
"""

_SLIDING_HTML = """
<div class="sliding themed" data-testid="sliding">
  <p class="fault" role="alert"></p>
  <div class="pictures"></div>
  <div class="strip-place"></div>
  <p class="sum" role="status"></p>
</div>
"""

_STYLE = ("shared/buttons.css", "matrix/matrix.css", "sliding/sliding.css")

_flattened = component("flattened", js="sliding/flattened.js", html=_FLATTENED_HTML, css=_STYLE)
_sliding = component("sliding", js="sliding/sliding.js", html=_SLIDING_HTML, css=_STYLE, sends=("typed",))


@dataclass(frozen=True)
class Case:
    """Weights and what comes of them.

    Attributes:
        name: The weights' name in the component's state.
        title: What the page calls them.
        weights: As the visitor typed them.
        output: (rows, cols).
    """

    name: str
    title: str
    weights: Edited
    output: np.ndarray


def show_flattened(picture: np.ndarray, *, key: str) -> None:
    """Show a picture, (height, width) from 0 to 255, as its matrix of numbers and written into one row."""
    _flattened(data={"picture": picture.tolist()}, key=key)


def show_sliding(
    picture: np.ndarray,
    cases: Sequence[Case],
    *,
    key: str,
    sides: int = 0,
    combined: np.ndarray | None = None,
    strip: bool = False,
) -> None:
    """Show a picture and, side by side, what comes of one or more weights, which can be typed into.

    Args:
        picture: (height, width) from 0 to 255.
        cases: The weights and their outputs.
        key: The element's key; its state there is {"typed": {name: rows of texts}}.
        sides: Zeros at the left and at the right of the picture.
        combined: What comes of all cases together.
        strip: Whether the first output is shown in one row as well.
    """
    data = {
        "picture": picture.tolist(),
        "sides": sides,
        "cases": [
            {
                "name": case.name,
                "title": case.title,
                "weights": case.weights.values.tolist(),
                "texts": case.weights.texts,
                "output": case.output.tolist(),
            }
            for case in cases
        ],
        "combined": None if combined is None else {"title": "both added up", "output": combined.tolist()},
        "saved": [*(f"{case.name}-result" for case in cases), "both-result"],
        "strip": strip,
        "fault": " ".join(case.weights.fault for case in cases if case.weights.fault),
    }
    _sliding(data=data, key=key)
