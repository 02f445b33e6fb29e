"""The choice of a filter that a bundled network has learned."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cnnviz import bundled
from cnnviz.blueprint import read_blueprint
from cnnviz.layer import Layer
from cnnviz.ui.labs.convolution.own_kernel.setup import LIMITS, Kernel
from cnnviz.ui.reading import loaded, rerun_when_ready


def choose_trained(use: Callable[[Kernel], None]) -> None:
    """Show the choice; use(kernel) is called when one was chosen. Only then is TensorFlow needed."""
    popover = st.popover("A trained filter", on_change="rerun", key="trained")
    if not popover.open:
        return
    with popover:
        name = st.selectbox("Network", _networks(), key="trained-network")
        layers = {layer.name: layer for layer in _convolutions(name)}
        layer = layers[st.selectbox("Layer", list(layers), format_func=lambda each: _words(layers[each]), key=name)]
        *_, channels, filters = layer.weights["kernel"].shape
        key = f"{name}-{layer.name}"
        filter_index = st.number_input(f"Filter, 0 to {filters - 1}", 0, filters - 1, key=f"{key}-filter")
        channel = st.number_input(f"Input channel, 0 to {channels - 1}", 0, channels - 1, key=f"{key}-channel")
        network = loaded(name)
        if network is None:
            st.caption("The network is being loaded: this takes a few seconds, once.")
            rerun_when_ready(name)
            return
        trained = next(each for each in network.layers if each.name == layer.name)
        st.button(
            "Use this kernel",
            type="primary",
            key="trained-use",
            on_click=lambda: use(_kernel(trained, filter_index, channel)),
        )
        st.caption("Its bias belongs to inputs from 0 to 1, so it stays behind.")


def _networks() -> list[str]:
    return [name for name in bundled.names() if _convolutions(name)]


def _convolutions(name: str) -> list[Layer]:
    layers = read_blueprint(bundled.weights_path(name))
    return [each for each in layers if each.kind == "Conv2D" and max(each.config["kernel_size"]) <= LIMITS["kernel"]]


def _words(layer: Layer) -> str:
    height, width, channels, filters = layer.weights["kernel"].shape
    return f"{layer.name} · {filters} filters {height} × {width} × {channels}"


def _kernel(layer: Layer, filter_index: int, channel: int) -> Kernel:
    """Return a layer's weights for one input channel, each as the shortest number that is the same float32."""
    weights = layer.weights["kernel"][:, :, channel, filter_index]
    return tuple(tuple(float(str(weight)) for weight in row) for row in weights)
