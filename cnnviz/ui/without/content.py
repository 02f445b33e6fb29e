"""The content of the page at /without: the app's own components, and what there is to know."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

# Each registers its component.
import cnnviz.ui.components.answer
import cnnviz.ui.components.draw_pad
import cnnviz.ui.components.network_map  # noqa: F401
from cnnviz.ui.components.mount import standing_alone
from cnnviz.ui.state import START_NETWORK


def body_of(names: Sequence[str], network: str, code: str | None) -> str:
    """Return the page's content.

    Args:
        names: The networks to choose from.
        network: The one to begin with; any other text stands for the first page's.
        code: The code of a room; None for none.
    """
    first = next((name for name in (network, START_NETWORK) if name in names), names[0])
    options = "".join(f"<option{' selected' if name == first else ''}>{escape(name)}</option>" for name in names)
    query = f"?c={code}" if code else ""
    return f"""<main class="themed without" data-code="{code or ""}" data-test-connection-state="CONNECTED"
data-test-script-state="notRunning">
<header><h1>cnnviz <span class="faint">without the websocket</span></h1>
<label>Network <select id="network">{options}</select></label></header>
<p class="about">Here you draw, see every map and vote. Other pages, photos, your own networks and training need the
websocket: <a href="reach{query}">test what gets through</a>, or <a href="./{query}">try the whole app</a>.</p>
<p id="fault" role="alert" hidden></p>
<section id="room" aria-label="Room"></section>
<div class="work">
<div class="side">{standing_alone("draw_pad")}{standing_alone("answer")}</div>
<div class="beside">{standing_alone("network_map")}</div>
</div>
<p id="lost" role="status" hidden>Not connected to the server. The page goes on by itself as soon as it answers
again.</p>
</main>"""
