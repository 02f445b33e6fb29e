"""Which pixels spoke for a class: two maps beside the picture, and a row of those with more and more random weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    """A method's map, or why there is none.

    Attributes:
        name: The method's name.
        method: What there is to say of it.
        map: (height, width) float32; None where there is none.
        note: A sentence: what the map adds up to, or why there is none.
    """

    name: str
    method: Method
    map: np.ndarray | None
    note: str = ""


def show_why(network: Network, values: np.ndarray, label: int, panels: list[Panel], *, key: str) -> None:
    """Show the picture and the maps. Pointing at a pixel runs nothing here.

    Args:
        network: Who was asked.
        values: What it got.
        label: The class's place in network.labels.
        panels: The maps, from left to right.
        key: The element's key.
    """
    header = _picture_header(network) | {
        "label": network.labels[label],
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
    maps = {str(place): panel.map for place, panel in enumerate(panels) if panel.map is not None}
    _why(data=pack(header, {"input": values, **maps}), key=key)


def show_cascade(network: Network, rows: dict[Method, tuple[np.ndarray, list[Stage]]], *, key: str) -> None:
    """Show for each method its map of the trained network and those of more and more random weights.

    Args:
        network: Who was asked.
        rows: What cnnviz.attribution.cascade returned, by method.
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
        f"{row}-{place}": map
        for row, (trained, stages) in enumerate(rows.values())
        for place, map in enumerate([trained, *(stage.map for stage in stages)])
    }
    _cascade(data=pack(header, maps), key=key)


def _picture_header(network: Network) -> dict:
    return {"network": network.name, "reads": network.kind, "input_shape": network.input_shape}


def _number(correlation: float) -> float | None:
    return None if np.isnan(correlation) else correlation
