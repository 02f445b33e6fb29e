"""The link of what is on screen, what no link holds, and the frame that shows the link in a course."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from cnnviz.known.own import is_name
from cnnviz.ui.state import GUIDE, Selection, are_left_out, is_left_out
from cnnviz.ui.state.selection import LEFT_OUT

Query = Mapping[str, str | list[str]]
_OF_THE_SHARER = ("said", "hide", "lock")
"""What a sharer's own address says of the sharer alone: the answers so far, and what is hidden from them."""
_FIRST = "draw"


def root_of(url: str, page: str) -> str:
    """Return the app's own address, without a slash at the end, given that of a page in it.

    Args:
        url: Without a query.
        page: The page's address, as lessons name it.
    """
    url = url.rstrip("/")
    return url if page == _FIRST else url.removesuffix(f"/{page}")


def link_of(root: str, page: str, query: Query, *, hide: tuple[str, ...] = (), lock: tuple[str, ...] = ()) -> str:
    """Return the whole address of a page with its state.

    Args:
        root: The app's own address, without a slash at the end.
        page: The page's address, as lessons name it.
        query: The page's state.
        hide: The regions that are hidden from those who open it.
        lock: The regions that they cannot change.
    """
    said = {name: value for name, value in query.items() if name not in _OF_THE_SHARER}
    for name in ("strokes", "values"):
        if said.get(name) == LEFT_OUT:
            del said[name]
    said |= {name: GUIDE.codecs[name].write(names) for name, names in (("hide", hide), ("lock", lock)) if names}
    # No reader of addresses needs these two as %7E and %2C, and a QR code is coarser without.
    return f"{root}/{'' if page == _FIRST else page}?{urlencode(said, doseq=True, safe='~,')}".removesuffix("?")


def frame_of(link: str, title: str) -> str:
    """Return the HTML that shows a link within another page, such as that of a course."""
    source = f"{link}{'&' if '?' in link else '?'}embed=true"
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="100%" height="800" style="border:0" '
        'allow="camera; clipboard-write"></iframe>'
    )


def not_held(selection: Selection, page: str, query: Query) -> str:
    """Return in a sentence what on screen no link holds; "" if it holds all.

    Args:
        selection: What all pages share.
        page: The page's address, as lessons name it.
        query: The page's state.
    """
    if page == "train" and query.get("data") in ("drawings", "photographs"):
        return "Your own pictures are not in the link: save them as a zip, and give that away too."
    if are_left_out(selection.numbers):
        return "Your numbers are not in the link: they are too many, so those who open it see zeros."
    if selection.dataset.kind == "numbers":
        return ""
    if selection.source == "Draw" and is_left_out(selection.strokes):
        return "Your drawing is not in the link: it has too many strokes, and a simpler one fits."
    if selection.source == "Upload" and selection.upload:
        return "Your uploaded picture is not in the link: those who open it see a sample until they bring their own."
    if selection.source == "Camera" and selection.photo:
        return "Your photo is not in the link: those who open it see a sample until they take their own."
    return ""


def leads_to_own(selection: Selection) -> str:
    """Return in a sentence how long a link leads to a network that was brought as a file; "" if to none."""
    if is_name(selection.network) or (selection.partner and is_name(selection.partner)):
        return "Your own network is not in the link: others see it only on this server, and while you have it open."
    return ""
