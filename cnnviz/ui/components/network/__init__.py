"""Sends a network's weights to the browser, once, for all components of the page."""

from __future__ import annotations

import streamlit as st

from cnnviz.ui.components.bundle import bundle

_COMPONENT = st.components.v2.component("cnnviz_network", js=bundle("shared/wire.js", "network/network.js"))


def send_network(message: bytes, *, key: str) -> None:
    """Put a network_message or a dense_message into the page's store.

    Streamlit keeps large messages in the browser, so that the same network does not travel again on another page.
    """
    _COMPONENT(data=message, key=key, height=1)
