"""Which channel of which layer is looked at: it is in the URL, and stays while other pages are visited."""

from __future__ import annotations

import streamlit as st

from cnnviz.channels.channel import Channel
from cnnviz.channels.excitement import NetworkExcitement, layers_shown
from cnnviz.layer import Layer
from cnnviz.ui import state
from cnnviz.ui.components.looks import clicked_channel
from cnnviz.ui.components.looks.words import layer_words
from cnnviz.ui.page_choice import put_in_url

_KEPT = "looks-kept"


def choose_channel(measured: NetworkExcitement, layers: tuple[Layer, ...]) -> Channel:
    """Show the choice of a layer; return the channel of it that was picked in the gallery or is named by the URL."""
    network = state.selection().network
    shown = {layer.name: layer for layer in layers_shown(layers)}
    names = list(shown)
    kept_layer, kept_channel = st.session_state.get(_KEPT, {}).get(network) or _asked(names)
    with st.container(horizontal=True, vertical_alignment="center", key="looks-choice"):
        layer = st.selectbox(
            "Layer",
            names,
            index=names.index(kept_layer),
            format_func=lambda name: layer_words(Channel(network, shown[name], 0, measured)),
            label_visibility="collapsed",
            width=420,
            key=f"looks-layer-{network}",
        )
        st.button("Reset", type="tertiary", key="looks-reset", on_click=_reset)
    channel = kept_channel if layer == kept_layer else 0
    clicked = clicked_channel(key="gallery")
    if clicked is not None and layer == kept_layer:
        channel = clicked
    most = shown[layer].output_shape[-1] - 1
    channel = channel if 0 <= channel <= most else 0
    st.session_state.setdefault(_KEPT, {})[network] = layer, channel
    put_in_url("layer", layer, names)
    put_in_url("channel", str(channel), ["0"])
    return Channel(network, shown[layer], channel, measured)


def _asked(names: list[str]) -> tuple[str, int]:
    """Return the layer and the channel that the URL names; the first ones where there are none of that name."""
    layer, channel = st.query_params.get("layer"), st.query_params.get("channel", "")
    if layer not in (None, *names):
        return names[0], 0
    return layer or names[0], int(channel) if channel.isascii() and channel.isdecimal() and len(channel) < 5 else 0


def _reset() -> None:
    network = state.selection().network
    st.session_state.get(_KEPT, {})[network] = None
    for name in ("layer", "channel", "made", "seed"):
        st.query_params.pop(name, None)
    for key in (f"looks-layer-{network}", "made"):
        st.session_state.pop(key, None)
