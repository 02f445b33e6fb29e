"""The network map: the output of every layer for the picture, and the arithmetic behind any cell of it."""

from __future__ import annotations

from cnnviz.ui.components.mount import component

_HTML = """
<div class="network-map" data-testid="network-map" data-state="waiting" data-region="maps">
  <p class="waiting">Warming up: TensorFlow is being loaded. You can begin: the answer follows in a few seconds.</p>
  <div class="whole" hidden></div>
  <div class="overview" hidden></div>
  <div class="viewport" id="network-map-viewport">
    <div class="headings"></div>
    <div class="stage">
      <canvas class="maps" aria-hidden="true"></canvas>
      <canvas class="overlay" data-testid="map-canvas" tabindex="0" role="application" aria-label="Network map: every
        layer from the input to the answer. Arrow keys move from cell to cell, Page Up and Page Down from channel to
        channel, Shift with left or right from layer to layer, Escape unpins the cell."></canvas>
    </div>
  </div>
  <div class="bar"><div class="controls"></div><div class="legend"></div></div>
  <div class="panel" data-region="sums"><div class="ledger" data-testid="ledger"></div><div class="tools"></div></div>
  <p class="spoken" role="status"></p>
</div>
"""


_JS, _CSS = "network_map/map.js", ("network_map/map.css",)
_mount = component("network_map", js=_JS, html=_HTML, css=_CSS, sends=("missing",))
_mount_partner = component(
    "partner_map",
    js=_JS,
    html=_HTML.replace('data-region="maps"', 'data-region="maps" data-answer="partner-answer"'),
    css=_CSS,
    sends=("missing",),
)


def network_map(message: bytes, *, key: str, partner: bool = False) -> None:
    """Show the map.

    Args:
        message: A trace_message, or a reference to one that the browser already has; empty before the first answer.
        key: The element's key. "missing" in its state names a reading that a reference was to and the browser lacks.
        partner: Whether it is the network that the visitor's is compared with: its answer is a region of its own.
    """
    (_mount_partner if partner else _mount)(data=message, key=key)
