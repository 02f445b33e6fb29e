"""Where in the app a step is, in words that fit on paper."""

from __future__ import annotations

from urllib.parse import urlencode

from cnnviz.facts import World
from cnnviz.lessons.lesson import Pin

PAGE_NAMES = {
    "draw": "Draw & see",
    "layer_by_layer": "Layer by layer",
    "filters": "Filters",
    "compare": "Compare",
    "convolution_lab": "Convolution",
    "pooling_lab": "Pooling & activation",
    "x_or_o": "X or O",
    "shapes": "Shapes",
    "train": "Train",
    "why": "Why",
    "what_if": "What if",
    "looks_for": "Looks for",
    "networks": "Networks",
    "mistakes": "Mistakes",
    "epochs": "Epochs",
    "datasets": "Datasets",
    "lessons": "Lessons",
    "class": "Class",
}
"""What the app calls its pages, by their addresses."""
_LONGEST = 64
"""Characters of an address that somebody types from paper."""


def page_name(pin: Pin) -> str:
    """Return what the app calls a page."""
    return PAGE_NAMES.get(pin.page, pin.page)


def path(pin: Pin) -> str:
    """Return a page's path in the app.

    Example:
        >>> path(Pin("draw")), path(Pin("what_if", {"sample": "0"}))
        ('/', '/what_if')
    """
    return "/" if pin.page == "draw" else f"/{pin.page}"


def address(pin: Pin) -> str:
    """Return a page's path and state, cut where it would be too long to type.

    Example:
        >>> address(Pin("what_if", {"network": "mnist_lab", "part": "picture", "sample": "0"}))
        '/what_if?part=picture&sample=0'
    """
    given = [(name, value) for name, value in pin.query.items() if (name, value) != ("network", World().network_name)]
    shown = list(given)
    while shown and len(_with(pin, shown)) > _LONGEST:
        shown.pop()
    return _with(pin, shown) + (" …" if len(shown) < len(given) else "")


def _with(pin: Pin, query: list[tuple[str, str]]) -> str:
    return f"{path(pin)}?{urlencode(query, safe='~')}".removesuffix("?")
