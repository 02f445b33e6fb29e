"""Sends a network to the browser, once for all components of a page."""

from __future__ import annotations

from cnnviz.ui.components.mount import component

_mount = component("network", js="network/network.js")


def send_network(message: bytes, *, key: str) -> None:
    """Send a network to the components of the page.

    Streamlit caches large messages in the browser: the same network is not sent again on another page.

    Args:
        message: A network_message or a dense_message, see cnnviz.ui.wire.
        key: The element's key.
    """
    _mount(data=message, key=key, height=1)
