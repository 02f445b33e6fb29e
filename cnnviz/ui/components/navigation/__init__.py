"""The top of every page: the way to the others, what this one is called, and what it is for."""

from __future__ import annotations

from cnnviz.ui.components.mount import component
from cnnviz.ui.pages import PURPOSES, SECTIONS, address

_mount = component(
    "navigation",
    js="navigation/navigation.js",
    html='<header class="themed navigation" data-testid="navigation"></header>',
    css=("navigation/navigation.css",),
    sends=("again",),
)


def show_navigation(title: str) -> None:
    """Show the way to the other pages.

    Args:
        title: The name of the page that is shown.
    """
    sections = [
        {"name": section, "pages": [{"name": name, "href": address(name)} for name in pages.values()]}
        for section, pages in SECTIONS.items()
    ]
    _mount(data={"title": title, "purpose": PURPOSES[title], "sections": sections}, key="navigation")
