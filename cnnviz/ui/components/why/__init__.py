"""Which pixels speak for a class: two maps beside the picture, and the maps of more and more random weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.attribution import Method
from cnnviz.attribution.cascade import Stage
from cnnviz.network import Network
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack

_HTML = """
<div class="why themed" data-testid="why">
  <div class="controls">
    <label>Colours <input type="range" min="0" max="100" data-testid="why-opacity" aria-label="Strength of the colours">
      <output></output></label>
    <label class="check"><input type="checkbox" data-testid="why-alone"> without the picture</label>
  </div>
  <div class="columns"></div>
  <p class="spoken" role="status"></p>
</div>
"""

_STYLE = ("shared/buttons.css", "why/why.css")

_why = component("why", js="why/why.js", html=_HTML, css=_STYLE)
_cascade = component(
    "cascade",
    js="why/cascade.js",
    html='<div class="why themed" data-testid="cascade"><div class="rows"></div></div>',
    css=_STYLE,
)


@dataclass(frozen=True, eq=False)
class Panel:
    """An attribution method's map, or the reason why there is none.

    Attributes:
        name: The method's name.
        method: The method's title, formula and source.
        map: (height, width) float32; None if there is no map.
        note: A sentence on what the map adds up to, or on why there is none.
    """

    name: str
    method: Method
    map: npt.NDArray[np.float32] | None
    note: str = ""


def show_why(network: Network, values: npt.NDArray[np.float32], why: str, panels: list[Panel], *, key: str) -> None:
    """Show the picture and the maps. Pointing at a pixel asks the server for nothing.

    Args:
        network: The network.
        values: Its input, (height, width, channels) float32.
        why: What the maps explain: the name of a class.
        panels: The maps, from left to right.
        key: The element's key.
    """
    header = _picture_header(network) | {
        "label": why,
        "panels": [
            {
                "name": panel.name,
                "title": panel.method.title,
                "words": panel.method.words,
                "formula": panel.method.formula,
                "source": panel.method.source,
                "url": panel.method.url,
                "signed": panel.method.signed,
                "note": panel.note,
            }
            for panel in panels
        ],
    }
    maps = {str(index): panel.map for index, panel in enumerate(panels) if panel.map is not None}
    _why(data=pack(header, {"input": values, **maps}), key=key)


def show_cascade(
    network: Network, rows: dict[Method, tuple[npt.NDArray[np.float32], list[Stage]]], *, key: str
) -> None:
    """Show for each method its map for the trained network and its maps for more and more random weights.

    Args:
        network: The network.
        rows: For each method, what cnnviz.attribution.cascade returned.
        key: The element's key.
    """
    header = _picture_header(network) | {
        "rows": [
            {
                "title": method.title,
                "signed": method.signed,
                "stages": [
                    {"layer": stage.layer, "rank": _number(stage.signed), "size": _number(stage.absolute)}
                    for stage in stages
                ],
            }
            for method, (_, stages) in rows.items()
        ]
    }
    maps = {
        f"{row}-{col}": map
        for row, (trained, stages) in enumerate(rows.values())
        for col, map in enumerate([trained, *(stage.map for stage in stages)])
    }
    _cascade(data=pack(header, maps), key=key)


def _picture_header(network: Network) -> dict[str, Any]:
    return {"network": network.name, "reads": network.kind, "input_shape": network.input_shape}


def _number(correlation: float) -> float | None:
    """Return a number that JSON can say: None for NaN."""
    return None if np.isnan(correlation) else correlation
