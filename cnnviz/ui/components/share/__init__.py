"""A text to take along: it can be selected, and a button copies it."""

from __future__ import annotations

from cnnviz.ui.components.mount import component

_mount = component(
    "share",
    js="share/text.js",
    html='<div class="text themed" data-testid="shared-text"></div>',
    css=("shared/buttons.css", "share/text.css"),
)


def show_text(text: str, name: str, *, key: str, most_rows: int = 14) -> None:
    """Show a text, and a button that copies it.

    Args:
        text: The text.
        name: What it is, such as "link": the button says "Copy link".
        key: The element's key.
        most_rows: How many rows are shown: of a longer text the rest is scrolled to.
    """
    _mount(data={"text": text, "name": name, "most_rows": most_rows}, key=key)
