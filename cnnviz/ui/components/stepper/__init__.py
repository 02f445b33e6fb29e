"""The network one layer at a time: every operation moves over its input, fills its output and shows the numbers."""

from __future__ import annotations

from cnnviz.ui.components.mount import component

_HTML = """
<section class="stepper" data-testid="stepper" tabindex="-1" aria-label="Layer by layer">
</section>
"""


_mount = component(
    "stepper",
    js="stepper/stepper.js",
    html=_HTML,
    css=("stepper/stepper.css", "stepper/controls.css", "scene/stage.css", "scene/numbers.css"),
)


def show_stepper(message: bytes, *, key: str) -> None:
    """Show a reading layer by layer. Nothing that the visitor does in it asks the server for anything.

    Args:
        message: The reading, as cnnviz.ui.wire.trace_message packs it; its network must have been sent to the page.
        key: The element's key.
    """
    _mount(data=message, key=key)
