"""A link as the dialogs show it: at an address that students can open, as text to copy and as a QR code."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

import segno
import streamlit as st

from cnnviz.ui.components.share import show_text
from cnnviz.ui.server.addresses import for_the_class
from cnnviz.ui.share import code, hosts, links

LEAST_WIDTH = 330
"""Of the link and its code, in pixels."""


def roots_of(page: str) -> tuple[str, ...]:
    """Return the addresses of the app, the sharer's own last: before it those that other machines can open, if they
    cannot open that one.

    Args:
        page: The address of the page that is shown, as lessons name it.
    """
    own = links.root_of(st.context.url or f"http://localhost:{st.get_option('server.port')}", page)
    others: list[str] = []
    if hosts.is_this_machine(own) and hosts.answers_others(st.get_option("server.address")):
        others = [hosts.on_host(own, address) for address in for_the_class()]
    return (*others, own)


def choose_root(roots: tuple[str, ...], key: str) -> None:
    """Show the choice of the app's address that students are to open, where the sharer's own is none."""
    own = roots[-1]
    if len(roots) > 1:
        st.radio(
            f"{urlsplit(own).hostname} leads each computer to itself. Students in your network open",
            roots,
            format_func=lambda root: urlsplit(root).netloc + " (this computer only)" * (root == own),
            key=key,
        )
    elif hosts.is_this_machine(own):
        st.info(
            "Only this computer can open this link. Start the app with `python -m cnnviz app --address 0.0.0.0`, and "
            "*Share* offers an address that your students can open."
        )


def show_link(link: str, drawn: segno.QRCode | None, *, key: str, notes: Iterable[str] = ()) -> None:
    """Show a link and its QR code.

    Args:
        link: The link.
        drawn: The code; None if it holds too little for the link.
        key: A name for what is shown.
        notes: What else is to be said.
    """
    if drawn is None:
        st.warning(
            "The link is too long for a QR code, which holds 2,953 characters: draw with fewer strokes, or change "
            "fewer of the network's numbers."
        )
    else:
        st.html(code.html_of(drawn, link))
    show_text(link, "link", key=f"{key}-text", most_rows=5)
    if drawn is not None:
        st.download_button(
            "QR code as SVG",
            code.svg_of(drawn),
            file_name="link.svg",
            mime="image/svg+xml",
            on_click="ignore",
            icon=":material/download:",
            key=f"{key}-code",
        )
        if code.is_fine(drawn):
            st.caption("Phones read this code from near alone: with fewer strokes it is coarser.")
    for sentence in filter(None, notes):
        st.caption(sentence)
