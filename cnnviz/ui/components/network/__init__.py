"""Sends a network's weights to the browser, once, for all components of the page."""

from __future__ import annotations

from cnnviz.ui.components.mount import component

_mount = component("network", js="network/network.js")


def send_network(message: bytes, *, key: str) -> None:
    """Put a network_message or a dense_message into the page's store.

    Streamlit keeps large messages in the browser, so that the same network does not travel again on another page.
    """
    _mount(data=message, key=key, height=1)
