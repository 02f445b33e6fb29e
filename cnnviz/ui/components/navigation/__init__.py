"""The top of every page: the way to the others, what this one is called, and what it is for."""

from __future__ import annotations

from dataclasses import asdict

from cnnviz.ui.components.mount import component
from cnnviz.ui.pages import PURPOSES, SECTIONS, address
from cnnviz.ui.state.covers import covers, run

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
    data: dict[str, object] = {"title": title, "purpose": PURPOSES[title], "sections": sections}
    if run():
        data |= {"covers": asdict(covers()), "run": run()}
    _mount(data=data, key="navigation")
