"""The same drawing, one layer at a time: every operation slides, fills in and shows its own numbers."""

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
    css=("stepper/stepper.css", "stepper/controls.css", "stepper/stage.css", "stepper/numbers.css"),
)


def show_stepper(message: bytes, *, key: str) -> None:
    """Show a reading layer by layer. Stepping, sliding and pointing happen in the browser alone.

    Args:
        message: The reading as cnnviz.ui.wire.trace_message packs it; its network must have been sent to the page.
        key: The component's name in `st.session_state`.
    """
    _mount(data=message, key=key)
