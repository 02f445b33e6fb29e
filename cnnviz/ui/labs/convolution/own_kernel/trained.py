"""The choice of a filter that a bundled network has learned."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import numpy as np
import streamlit as st

from cnnviz import bundled
from cnnviz.bundled.blueprint import read_blueprint, read_convolution
from cnnviz.bundled.files import DamagedFileError
from cnnviz.explainers import role_of
from cnnviz.layer import Layer
from cnnviz.ui import state
from cnnviz.ui.components.convolution_lab.kernel_setup import LIMITS
from cnnviz.ui.damaged import read_or_say
from cnnviz.ui.state.codecs import Kernel


def choose_trained(use: Callable[[Kernel], None]) -> None:
    """Show the choice; use(kernel) is called when one was chosen. No network is loaded for it."""
    popover = st.popover("A trained filter", on_change="rerun", key="trained")
    if not popover.open:
        return
    with popover:
        names, here = _networks(), state.selection().network
        start = names.index(here) if here in names else 0
        name = st.selectbox("Network", names, index=start, key="trained-network")
        layers = {layer.name: layer for layer in _convolutions(name)}
        layer = layers[
            st.selectbox("Layer", list(layers), format_func=lambda layer_name: _words(layers[layer_name]), key=name)
        ]
        *_, channels, filters = layer.weights["kernel"].shape
        key = f"{name}-{layer.name}"
        filter_index = st.number_input(f"Filter, 0 to {filters - 1}", 0, filters - 1, key=f"{key}-filter")
        channel = st.number_input(f"Input channel, 0 to {channels - 1}", 0, channels - 1, key=f"{key}-channel")
        convolution = read_or_say(lambda: read_convolution(bundled.weights_path(name), layer.name))
        if convolution is None:
            return
        kernel, _ = convolution
        st.button(
            "Use this kernel",
            key="trained-use",
            on_click=lambda: use(_shortest(kernel[:, :, channel, filter_index])),
        )
        st.caption(
            "You get the filter's weights without its bias, which fits pixels from 0 to 1; here they go from 0 to 255."
        )


def _networks() -> list[str]:
    """Return the names of the networks that have a convolution, without those whose file is damaged."""
    names = []
    for name in bundled.names():
        with suppress(DamagedFileError):
            names += [name] if _convolutions(name) else []
    return names


def _convolutions(name: str) -> list[Layer]:
    layers = read_blueprint(bundled.weights_path(name))
    filters = (layer for layer in layers if role_of(layer) == "filters")
    return [layer for layer in filters if max(layer.config["kernel_size"]) <= LIMITS["kernel"]]


def _words(layer: Layer) -> str:
    height, width, channels, filters = layer.weights["kernel"].shape
    return f"{layer.name} · {filters} filters {height} × {width} × {channels}"


def _shortest(kernel: np.ndarray) -> Kernel:
    """Return a float32 kernel's numbers, each as the shortest one that is the same float32."""
    return tuple(tuple(float(str(weight)) for weight in row) for row in kernel)
