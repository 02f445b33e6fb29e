"""A network during its training: a slider over the epochs after which its weights were saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.explainers import kind_of, role_of, signed_layers
from cnnviz.network import Network
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack

_HTML = """
<div class="epochs themed" data-testid="epochs" data-state="waiting">
  <div class="controls">
    <button type="button" class="play" data-testid="epochs-play"></button>
    <div class="rail">
      <input type="range" data-testid="epochs-slider" aria-label="Epoch" min="0" step="1">
      <div class="ticks" aria-hidden="true"></div>
    </div>
    <b class="now" data-testid="epochs-now"></b>
  </div>
  <div class="columns">
    <section class="reads"><h2>What it reads in the picture</h2><div class="answer">
      <div class="input" data-region="picture"></div>
      <div class="shares" data-region="answer"><table data-testid="epochs-answer"><tbody></tbody></table></div>
    </div></section>
    <section class="learns"><h2>Accuracy on pictures set aside for <b class="validation">validation</b>
      and on those for <b class="training">training</b></h2>
      <div data-region="training-curve"><p class="figures" data-testid="epochs-accuracy"></p>
        <div class="curve"></div></div></section>
  </div>
  <section class="kernels"><h2></h2><div data-region="filters"><p class="legend"></p>
    <canvas role="img" data-testid="epochs-filters"></canvas></div></section>
  <section class="maps"><h2></h2><div data-region="maps"><p class="legend"></p>
    <canvas role="img" data-testid="epochs-maps"></canvas></div></section>
  <p class="spoken" role="status"></p>
</div>
"""

_mount = component("epochs", js="epochs/epochs.js", html=_HTML, css=("epochs/epochs.css",))


def show_epochs(message: bytes, *, key: str) -> None:
    """Show the slider and what it changes. The browser has all epochs: moving the slider asks the server for nothing.

    Args:
        message: An epochs_message.
        key: The element's key.
    """
    _mount(data=message, key=key)


def layers_with_maps(network: Network) -> list[str]:
    """Return the names of the layers whose output is feature maps."""
    return [layer.name for layer in network.layers if len(layer.output_shape) == 3]


def epochs_message(
    networks: Mapping[int, Network],
    values: npt.NDArray[np.float32],
    layer: str | None,
    history: list[dict[str, float]],
    best_epoch: int | None,
) -> bytes:
    """Return the message for the browser: the answers to one picture, kernels and feature maps after each epoch.

    Args:
        networks: The same network after each epoch, in the order of the epochs.
        values: Its input, (height, width, channels) float32.
        layer: The name of the layer whose feature maps are shown; None if no layer has any.
        history: One row per epoch, as RunFolder.epochs() gives them.
        best_epoch: The epoch whose weights were kept, from 1; None if that is not known.
    """
    network = next(iter(networks.values()))
    traces = [trained.trace_input(values) for trained in networks.values()]
    first = next((index for index, candidate in enumerate(network.layers) if role_of(candidate) == "filters"), None)
    header: dict[str, Any] = {
        "network": network.name,
        "labels": network.labels,
        "reads": network.kind,
        "input_shape": network.input_shape,
        "epochs": list(networks),
        "best_epoch": best_epoch,
        "history": [[int(row["epoch"]) + 1, row["accuracy"], row["val_accuracy"]] for row in history],
    }
    arrays = {"input": values, "probabilities": np.stack([trace.probabilities for trace in traces])}
    if first is not None:
        header["first"] = _convolution_header(network, first)
        arrays["kernels"] = np.stack([trained.layers[first].weights["kernel"] for trained in networks.values()])
    if layer is not None:
        index = [candidate.name for candidate in network.layers].index(layer)
        header["layer"] = {
            "name": layer,
            "title": kind_of(network.layers[index]).describe(network.layers[index]).title,
            "shape": network.layers[index].output_shape,
            "signed": signed_layers(network.layers)[index],
        }
        arrays["maps"] = np.stack([trace[layer].output for trace in traces])
    return pack(header, arrays)


def _convolution_header(network: Network, index: int) -> dict[str, Any]:
    layer = network.layers[index]
    return {
        "name": layer.name,
        "kernel_size": layer.config["kernel_size"],
        "input_shape": layer.input_shape,
        "output_shape": layer.output_shape,
        "sees_colours": index == 0 and layer.input_shape[2] == 3,
    }
