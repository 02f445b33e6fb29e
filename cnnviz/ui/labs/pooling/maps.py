"""A map of the visitor's picture, chosen by layer and channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnviz.explainers import signed_layers
from cnnviz.layer import Layer, shape_text
from cnnviz.network import Network
from cnnviz.ui import state
from cnnviz.ui.labs.pooling.settings import choose, latest_settings
from cnnviz.ui.picture.changes import prepare_selected
from cnnviz.ui.picture.waiting import loaded, rerun_when_ready


@dataclass(frozen=True)
class ChosenMap:
    """A map.

    Attributes:
        values: (height, width) float32.
        title: Which map of which layer.
    """

    values: np.ndarray
    title: str


def network_or_wait() -> Network | None:
    """Return the visitor's network; None, a sentence and another run of the page later, while it is being loaded."""
    name = state.selection().network
    network = loaded(name)
    if network is None:
        st.info("Warming up: TensorFlow is being loaded. The maps of your picture are here in a few seconds.")
        rerun_when_ready(name)
    return network


def layers_with_maps(network: Network, *, signed: bool) -> list[Layer]:
    """Return the layers whose output is maps; only those that may be negative if they are to be `signed`."""
    return [
        layer
        for layer, may_be_negative in zip(network.layers, signed_layers(network.layers), strict=True)
        if len(layer.output_shape) == 3 and min(layer.output_shape[:2]) > 1 and (may_be_negative or not signed)
    ]


def choose_map(network: Network, *, signed: bool) -> ChosenMap | None:
    """Show the choice of a layer and a channel, and return that map of the visitor's picture.

    Args:
        network: The visitor's.
        signed: Whether only maps that may be negative are offered.
    Returns:
        None, and a sentence on the page, if the network has no such map.
    """
    layers = layers_with_maps(network, signed=signed)
    if not layers:
        st.info(f"{network.title} has no feature maps: choose another network above.")
        return None
    layer, channel = _choose(layers)
    preparation = prepare_selected()
    values = network.trace_input(preparation.input)[layer.name].output[..., channel]
    return ChosenMap(values, f"Map {channel} of {layer.name}")


def _choose(layers: Sequence[Layer]) -> tuple[Layer, int]:
    by_name = {layer.name: layer for layer in layers}
    layer_name = latest_settings().layer
    # Another network may have no such layer.
    shown = layer_name if layer_name in by_name else layers[0].name
    name = st.selectbox(
        "Maps of the layer",
        list(by_name),
        format_func=lambda name: f"{name} · {shape_text(by_name[name].output_shape)}",
        **state.shown("pooling-layer", shown, lambda layer: choose(layer=layer, channel=0)),
        width=240,
    )
    channels = by_name[name].output_shape[2]
    channel = st.selectbox(
        "Map",
        range(channels),
        **state.shown(
            "pooling-channel", min(latest_settings().channel, channels - 1), lambda channel: choose(channel=channel)
        ),
        width=84,
    )
    return by_name[name], channel
