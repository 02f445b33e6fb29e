"""A picture of one channel in numbers, and the outputs of weights that slide over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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
  <div class="strip-place" data-region="output output-size"></div>
  <p class="sum" role="status" data-region="sums"></p>
</div>
"""

_STYLE = ("shared/buttons.css", "shared/lab_part.css", "matrix/matrix.css", "sliding/sliding.css")

_flattened = component("flattened", js="sliding/flattened.js", html=_FLATTENED_HTML, css=_STYLE)
_sliding = component("sliding", js="sliding/sliding.js", html=_SLIDING_HTML, css=_STYLE, sends=("typed",))


@dataclass(frozen=True)
class Case:
    """Weights and their output.

    Attributes:
        name: The name of the weights in the component's state.
        title: The words above them.
        weights: The weights, as the visitor edited them.
        output: (rows, cols) float64: the sum of products of every window.
    """

    name: str
    title: str
    weights: Edited
    output: npt.NDArray[np.float64]


def show_flattened(picture: np.ndarray, *, key: str) -> None:
    """Show a picture as a matrix of numbers and written into one row.

    Args:
        picture: (height, width), numbers from 0 to 255.
        key: The element's key.
    """
    _flattened(data={"picture": picture.tolist()}, key=key)


def show_sliding(
    picture: np.ndarray,
    cases: Sequence[Case],
    *,
    key: str,
    sides: int = 0,
    combined: npt.NDArray[np.float64] | None = None,
    strip: bool = False,
) -> None:
    """Show a picture and, side by side, one or more sets of weights, which can be edited, with their outputs.

    Args:
        picture: (height, width), numbers from 0 to 255.
        cases: The weights and their outputs.
        key: The element's key; its state is {"typed": {name: rows of texts}}.
        sides: The number of zeros to the left and to the right of each row of the picture.
        combined: The sum of all outputs; None shows none.
        strip: Whether to show the first output in one row as well.
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
