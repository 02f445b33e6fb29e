"""Which channel of which layer is shown: one that is picked in the gallery or named by the URL."""

from __future__ import annotations

import streamlit as st

from cnnviz.channels.channel import Channel
from cnnviz.channels.excitement import NetworkExcitement, layers_shown
from cnnviz.layer import Layer
from cnnviz.ui import state
from cnnviz.ui.components.looks import clicked_channel
from cnnviz.ui.components.looks.words import layer_words
from cnnviz.ui.looks_for.declared import LOOKS_FOR


def choose_channel(measured: NetworkExcitement, layers: tuple[Layer, ...]) -> Channel:
    """Show the choice of a layer; return the channel that is shown."""
    network = state.selection().network
    by_name = {layer.name: layer for layer in layers_shown(layers)}
    names = list(by_name)
    settings = state.chosen(LOOKS_FOR)
    if settings.layer not in (None, *names):
        settings = state.choose(LOOKS_FOR, layer=None, channel=0)
    layer = settings.layer or names[0]
    clicked = clicked_channel(key="gallery")
    channel = settings.channel if clicked is None else clicked
    channel = channel if 0 <= channel < by_name[layer].output_shape[-1] else 0
    state.choose(LOOKS_FOR, channel=channel)
    with st.container(horizontal=True, vertical_alignment="center", key="looks-choice"):
        st.selectbox(
            "Layer",
            names,
            format_func=lambda name: layer_words(Channel(network, by_name[name], 0, measured)),
            label_visibility="collapsed",
            width=420,
            **state.shown(f"looks-layer-{network}", layer, lambda layer: _choose_layer(layer, names[0])),
        )
        st.button("Reset", type="tertiary", key="looks-reset", on_click=state.reset, args=(LOOKS_FOR,))
    return Channel(network, by_name[layer], channel, measured)


def _choose_layer(layer: str, first: str) -> None:
    state.choose(LOOKS_FOR, layer=None if layer == first else layer, channel=0)
