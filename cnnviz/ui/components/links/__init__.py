"""The links to other pages: what they say follows every stroke and every pin."""

from __future__ import annotations

from cnnviz.ui import state
from cnnviz.ui.components.mount import component

_mount = component("links", js="links/links.js")


def keep_links_fresh() -> None:
    """Have the links of the page say what is chosen at the moment at which one is followed."""
    _mount(data={"shared": sorted(state.SELECTION.codecs)}, key="links", height=1)
