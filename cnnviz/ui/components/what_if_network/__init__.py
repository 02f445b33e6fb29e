"""A network to change: channels to switch off, numbers to edit, and the answer before and after."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from cnnviz.channels.effects import Ranking
from cnnviz.edits import edit_words, format_edits
from cnnviz.large import is_large
from cnnviz.network import Network
from cnnviz.trace import LayerTrace, Trace
from cnnviz.ui.components.mount import component
from cnnviz.ui.large.messages import MOST_UNITS
from cnnviz.ui.wire import is_derived, pack

_HTML = """
<div class="what-if themed" data-testid="what-if-network" data-state="waiting">
  <p class="waiting">The network is on its way.</p>
  <div class="tools">
    <button type="button" class="undo">Undo</button>
    <button type="button" class="reset">Reset</button>
    <p class="hint">Switch a channel off below, or type another number into a kernel: the answer follows at once.</p>
    <div class="edits" role="group" aria-label="Your changes: click one to undo it"></div>
  </div>
  <div class="columns">
    <section class="answer" aria-label="The answer before and after">
      <div data-region="changed-answer">
        <p class="verdict" role="status"></p>
        <p class="key"><span class="bar was"></span> as trained <span class="bar is"></span> as changed</p>
        <table class="bars"><tbody></tbody></table>
      </div>
      <div class="ranking" data-region="ranking">
        <button type="button" class="ask">Which channel matters most for this picture?</button>
        <div class="ranking-title"><p class="ranking-words"></p><button type="button" class="close">Close</button></div>
        <div class="rows" role="group" aria-label="Channels, the most important first"></div>
      </div>
    </section>
    <section class="change" aria-label="The network">
      <div class="layers" role="group" aria-label="Layer"></div>
      <div class="strip" role="group" aria-label="Channels"></div>
      <p class="fault" role="alert"></p>
      <div class="kernel"></div>
      <section class="later" aria-label="Maps before and after">
        <h2>The maps from here on</h2>
        <p class="note">Above as trained, below as changed; what did not change is dimmed. Point at one for numbers.</p>
        <div class="later-rows"></div>
      </section>
    </section>
  </div>
</div>
"""

_FOLDER = "what_if_network"

_mount = component(
    "what_if_network",
    js="what_if_network/what_if_network.js",
    html=_HTML,
    css=("shared/buttons.css", "matrix/matrix.css", f"{_FOLDER}/change.css", f"{_FOLDER}/answer.css"),
    sends=("edit", "view", "rank"),
)
_mount_original = component("what_if_original", js="what_if_network/original.js")


@dataclass(frozen=True)
class View:
    """The part of the network that is picked to be changed.

    Attributes:
        layer: The layer's name; any other text stands for the first layer with weights.
        channel: The index of the filter or unit.
        slice: The index of the input channel whose weights are shown.
    """

    layer: str = ""
    channel: int = 0
    slice: int = 0


def send_original(message: bytes, *, key: str) -> None:
    """Send the trained network's answer, outside of the part of the page that runs again at every edit.

    Args:
        message: A trace_message with the name of the reading.
        key: The element's key.
    """
    _mount_original(data=message, key=key, height=1)


def what_if_message(
    network: Network,
    traces: tuple[Trace, Trace],
    *,
    reading: str,
    turn: int,
    view: View,
    wanted: bool,
    ranking: Ranking | None,
) -> bytes:
    """Return the message for the browser: the edits, and what they change in the network's answer.

    Args:
        network: The network with its edits.
        traces: The trained network's answer and the edited network's.
        reading: The name of the trained network's reading, which the browser has got by send_original.
        turn: The number of the browser's edit that this answers.
        view: What is picked at first.
        wanted: Whether the visitor wants the ranking of the channels.
        ranking: That ranking; None while it is not known.
    """
    before, after = traces
    same = [name for name in after if np.array_equal(before[name].output, after[name].output)]
    travels = _is_looked_at if is_large(network.layers) else _must_travel
    arrays = {name: layer.output for name, layer in after.items() if name not in same and travels(layer, view)}
    ranked = None
    if ranking is not None:
        rows = [
            (effect.layer, effect.channel, effect.probability, effect.read, effect.log_odds)
            for effect in ranking.channels
        ]
        ranked = {"label": ranking.label, "lead": ranking.log_odds, "rows": rows}
    header = {
        "reading": reading,
        "turn": turn,
        "edits": [(format_edits([edit]), edit_words(edit, network.layers)) for edit in network.edits],
        "same": same,
        "view": asdict(view),
        "wanted": wanted,
        "ranking": ranked,
    }
    return pack(header, arrays)


def _must_travel(layer: LayerTrace, view: View) -> bool:
    """Return whether the browser cannot work a layer out by itself."""
    return not is_derived(layer.layer)


def _is_looked_at(layer: LayerTrace, view: View) -> bool:
    """Return whether a layer of a large network travels: that which is picked, and short rows of values."""
    return layer.layer.name == view.layer or (layer.output.ndim == 1 and layer.output.size <= MOST_UNITS)


def show_what_if_network(message: bytes, *, key: str) -> None:
    """Show the network to change.

    Args:
        message: A what_if_message.
        key: The element's key. Its state is what the browser sent: {"edit": {"network", "edits", "turn"}, "view":
            {"network", "layer", "channel", "slice"}, "rank": whether the visitor wants the ranking}.
    """
    _mount(data=message, key=key)
