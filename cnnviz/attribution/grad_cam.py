"""Grad-CAM: the last feature maps, weighed by how much the class's logit grows with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Picture, Progress, Reweighted, ask
from cnnviz.explainers import kind_of, role_of

if TYPE_CHECKING:
    from cnnviz.network import Network

METHOD = Method(
    title="Grad-CAM",
    words="It shows in which region the last convolution saw what speaks for the class. It cannot say which pixels: "
    "its maps are coarse and are stretched to the picture's size, and what speaks against the class is left out.",
    formula="max(0, sum over maps of map × mean over its cells of ∂ logit / ∂ cell), stretched",
    source="Selvaraju et al. 2017",
    url="https://arxiv.org/abs/1610.02391",
    signed=False,
)


def unfit(network: Network) -> str | None:
    """Return why a network has no Grad-CAM, as a sentence; None if it has."""
    if any(role_of(layer) == "filters" for layer in network.layers):
        return None
    return f"{network.title} has no convolution, so it has no feature maps for Grad-CAM to weigh."


def default_layer(network: Network) -> str:
    """Return the name of the layer that activates the last convolution's maps, usually a ReLU.

    If there is no activation, it is the convolution itself.
    """
    last = max(index for index, layer in enumerate(network.layers) if role_of(layer) == "filters")
    with_maps = [layer for layer in network.layers[last:] if len(layer.output_shape) == 3]
    activated = [layer for layer in with_maps if kind_of(layer).activation(layer) != "linear"]
    return [*activated, with_maps[0]][0].name


def grad_cam(
    network: Network | Reweighted,
    picture: Picture,
    label: int | str | None = None,
    *,
    layer: str | None = None,
    progress: Progress | None = None,
) -> npt.NDArray[np.float32]:
    """Return where the feature maps of a layer speak for a class.

        weight[k] = mean over row, col of d logit[label] / d maps[row, col, k]
        cam[row, col] = max(0, sum over k of weight[k] · maps[row, col, k])

    cam is stretched to the picture's size by linear interpolation, corner on corner.

    Args:
        network: The network, or a Reweighted one.
        picture: Anything that Network.input_for takes, or a float32 array of the network's input shape.
        label: The name or index of a class; the predicted one by default.
        layer: The name of a layer with feature maps; by default the activation after the last convolution, as in the
            paper. Before it, maps may be negative where they detect nothing, which would count as evidence.
        progress: Called with the share that is done, from 0 to 1. An exception that it raises ends the work.
    Returns:
        (height, width) float32, at least 0.
    Raises:
        ValueError: If the network has no convolution, or the layer has no feature maps.
    References:
        Selvaraju et al., arXiv:1610.02391.
    """
    from scipy.ndimage import zoom

    question = ask(network, picture, label, progress)
    if layer is None:
        reason = unfit(question.network)
        if reason:
            raise ValueError(reason)
        layer = default_layer(question.network)
    with_maps = [candidate.name for candidate in question.network.layers if len(candidate.output_shape) == 3]
    if layer not in with_maps:
        raise ValueError(
            f"{question.network.name} has no layer {layer!r} with feature maps: there are {', '.join(with_maps)}."
        )
    maps, gradients = question.maps(layer)
    cam = np.maximum(maps @ gradients.mean(axis=(0, 1)), 0)
    question.progress(1)
    height, width, _ = question.network.input_shape
    return np.asarray(zoom(cam, (height / cam.shape[0], width / cam.shape[1]), order=1), np.float32)
