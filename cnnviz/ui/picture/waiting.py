"""Waiting for a network: TensorFlow takes seconds to load, and the page is shown earlier."""

from __future__ import annotations

import streamlit as st

from cnnviz.known import load, load_edited
from cnnviz.network import Network
from cnnviz.ui import state, warm_up


def wait_for_network(name: str | None = None) -> Network:
    """Return a network, the selected one by default, as it was trained.

    While it is not loaded, the page says so, and its script stops here and runs again once the network is loaded.
    """
    name = name or state.selection().network
    network = loaded(name)
    if network is None:
        st.info("Warming up: TensorFlow is being loaded. This takes a few seconds, once.")
        rerun_when_ready(name)
        st.stop()
    return network


def loaded(name: str) -> Network | None:
    """Return a network; None while it is being loaded. If that fails, show why and stop the page's script."""
    try:
        return load(name) if warm_up.is_ready(name) else None
    except ValueError as error:
        st.error(str(error))
        st.stop()


def rerun_when_ready(name: str) -> None:
    """Run the page again as soon as a network is loaded or has failed to load."""

    @st.fragment(run_every=0.25)
    def look() -> None:
        try:
            waiting = not warm_up.is_ready(name)
        except ValueError:
            waiting = False
        if not waiting:
            st.rerun()

    look()


def as_edited(network: Network) -> Network:
    """Return a network with the visitor's edits."""
    return load_edited(network.name, state.selection().edits)


def need_classes(network: Network) -> None:
    """Stop the page's script, with a sentence, where a network answers with a number or a map."""
    if not network.labels:
        st.info(
            f"{network.title} answers with a number or a map, not with classes: there is no class to ask about. "
            "Draw & see shows every layer's answer. Choose another network above."
        )
        st.stop()
