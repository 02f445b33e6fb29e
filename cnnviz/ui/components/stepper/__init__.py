"""The same drawing, one layer at a time: every operation slides, fills in and shows its own numbers."""

from __future__ import annotations

import streamlit as st

from cnnviz.ui.components.bundle import READING, bundle

SCENES = (
    "input",
    "conv2d",
    "pooling",
    "global_pooling",
    "activation",
    "batch_normalization",
    "dropout",
    "flatten",
    "dense",
    "softmax",
)
"""One file a kind of layer: what is shown between its input and its output."""

_HTML = """
<section class="stepper" data-testid="stepper" tabindex="-1" aria-label="Layer by layer">
</section>
"""

_JS = bundle(
    *READING,
    "ledgers/parts.js",
    "ledgers/pooling.js",
    *(
        f"stepper/{part}.js"
        for part in ("steps", "trail", "grid", "map_view", "numbers", "bars", "sums", "player", "panes")
    ),
    *(f"stepper/scenes/{scene}.js" for scene in SCENES),
    *(f"stepper/{part}.js" for part in ("rail", "channels", "words", "controls", "stepper")),
)

_mount = st.components.v2.component(
    "cnnviz_stepper",
    html=_HTML,
    css=bundle(*(f"stepper/{part}.css" for part in ("stepper", "controls", "stage", "numbers"))),
    js=_JS,
)


def show_stepper(message: bytes, *, key: str) -> None:
    """Show a reading layer by layer. Stepping, sliding and pointing happen in the browser alone.

    Args:
        message: The reading as cnnviz.ui.wire.trace_message packs it; its network must have been sent to the page.
        key: The component's name in `st.session_state`.
    """
    _mount(data=message, key=key)
