"""Every page: its script, its name, what it is for, and its address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from cnnviz.ui import state

SECTIONS = {
    "Look inside": {
        "app.py": "Draw & see",
        "pages/layer_by_layer.py": "Layer by layer",
        "pages/filters.py": "Filters",
        "pages/compare.py": "Compare",
    },
    "Labs": {
        "pages/convolution_lab.py": "Convolution",
        "pages/pooling_lab.py": "Pooling & activation",
        "pages/x_or_o.py": "X or O",
        "pages/shapes.py": "Shapes",
        "pages/train.py": "Train",
    },
    "Ask why": {
        "pages/why.py": "Why",
        "pages/what_if.py": "What if",
        "pages/looks_for.py": "Looks for",
    },
    "Networks": {
        "pages/networks.py": "Networks",
        "pages/mistakes.py": "Mistakes",
        "pages/epochs.py": "Epochs",
        "pages/datasets.py": "Datasets",
    },
    "Learn": {
        "pages/lessons.py": "Lessons",
        "pages/class.py": "Class",
    },
}
"""The navigation: sections, and in each the pages' scripts and names, in order."""

PAGES = {script: name for pages in SECTIONS.values() for script, name in pages.items()}
"""Every page's script and its name."""

SCRIPTS = {name: script for script, name in PAGES.items()}
"""Every page's name and its script."""


def title_of(name: str) -> str:
    """Return what the browser calls a page."""
    return f"{name} · cnnviz"


TITLES = {"" if script == "app.py" else Path(script).stem: title_of(name) for script, name in PAGES.items()}
"""What the browser calls every page, by the last part of the page's address; the first page's is ""."""

PURPOSES = {
    "Draw & see": "Draw a digit, watch every layer of a network answer, and check any number in it.",
    "Layer by layer": "Follow your picture through the network, one operation at a time.",
    "Filters": "See every filter that the network has learned, and how strongly it answers your picture.",
    "Compare": "Let two networks read the same picture: where do they agree, and where not?",
    "Convolution": "See what a convolution does to a picture, from a single weight to a stack of filters.",
    "Pooling & activation": "See what pooling keeps of a map, and what an activation function does to its numbers.",
    "X or O": "Paint an X or an O, and check every number of a network small enough to work by hand.",
    "Shapes": "Build a network on paper: see the size, the weights and the cost of every layer.",
    "Train": "Train a network of your own on pictures of your choice, and watch it learn.",
    "Why": "See which pixels spoke for an answer, which against it, and how far to trust such a map.",
    "What if": "Change the network or the picture, and see how the answer changes.",
    "Looks for": "See what each channel of the network looks for in a picture.",
    "Mistakes": "See which test pictures the network misreads, and how sure it was of them.",
    "Epochs": "Go back through a network's training: its filters, maps and answer after every epoch.",
    "Networks": "Compare all networks: how well they read, what they cost, how they were trained.",
    "Datasets": "Look at the pictures that the networks learned from, and at the numbers behind them.",
    "Lessons": "Take a lesson: you answer before the page does. Or print it, share it, or write one.",
    "Class": "Open a room for your class: all answer the same question, and you see what they believe.",
}
"""In one line what each page is for, by the pages' names."""


def address(name: str, part: str | None = None) -> str:
    """Return a link to a page, relative to the app's address, that says what is chosen.

    Args:
        name: The page's name.
        part: The part of the page to show; None for the part that was shown last.
    """
    script = SCRIPTS[name]
    path = "./" if script == "app.py" else Path(script).stem
    return f"{path}?{urlencode(state.link(name, part), doseq=True)}".removesuffix("?")


def link_to(name: str, part: str | None = None, words: str | None = None) -> str:
    """Return a link to a page, or to a part of one, as Markdown.

    Args:
        name: The page's name.
        part: The part of the page to show; None for the part that was shown last.
        words: What the link says; None for the page's name.
    """
    return f"[{words or name}]({address(name, part)})"
