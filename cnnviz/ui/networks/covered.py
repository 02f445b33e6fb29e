"""What stands in a table or on a card for a figure that is covered."""

from __future__ import annotations

from cnnviz.ui.state.covers import covers

COVERED = '<span class="covered" role="img" aria-label="covered until you answer">?</span>'


def unless_covered(html: str, *regions: str) -> str | None:
    """Return a figure as HTML; COVERED where one of its regions is covered, None where one is not shown at all.

    Args:
        html: The figure.
        regions: What it is part of, see cnnviz/lessons/regions.py.
    """
    now = covers()
    if any(region in now.gone for region in regions):
        return None
    return COVERED if any(region in now.covered for region in regions) else html


def cells(figures: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Return figures as HTML by their names, but for those that are not shown at all.

    Args:
        figures: For each name a figure as HTML, and the regions that it is part of.
    """
    shown = {name: unless_covered(html, *regions) for name, (html, regions) in figures.items()}
    return {name: html for name, html in shown.items() if html is not None}
