"""Sends the networks of a page to the browser, once for all pictures."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import streamlit as st

from cnnviz.large import is_large
from cnnviz.network import Network
from cnnviz.ui.components.network import send_network
from cnnviz.ui.large.messages import header_of
from cnnviz.ui.wire import dense_message, network_message


def send_to_browser(*networks: Network) -> None:
    """Send what does not change with the picture, outside of the part of the page that runs again at every stroke."""
    with st.container(key="messages"):
        for original in dict.fromkeys(network.original for network in networks):
            for part, message in _messages(original).items():
                send_network(message, key=f"{part}-{original.name}")
        for network in networks:
            if network.edits:
                header = header_of(network) if is_large(network.layers) else None
                send_network(network_message(network, header), key=f"network-{network.name}")


_packed: WeakKeyDictionary[Network, dict[str, bytes]] = WeakKeyDictionary()
"""Kept as long as the network is: one that somebody brought goes again."""


def _messages(network: Network) -> dict[str, bytes]:
    if network not in _packed:
        _packed[network] = (
            {"network": network_message(network, header_of(network), with_weights=False)}
            if is_large(network.layers)
            else {"network": network_message(network), "dense": dense_message(network)}
        )
    return _packed[network]
