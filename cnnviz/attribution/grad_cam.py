"""Grad-CAM: the last feature maps, weighed by how much the class's logit grows with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Progress, ask
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
    """Return why a network has no Grad-CAM, in a sentence; None if it has."""
    if any(role_of(layer) == "filters" for layer in network.layers):
        return None
    return f"{network.name} has no convolution, so it has no feature maps for Grad-CAM to weigh."


def default_layer(network: Network) -> str:
    """Return the name of the layer with the last convolution's maps after their function, mostly ReLU.

    Where nothing bends the maps it is the convolution itself.
    """
    place = max(place for place, each in enumerate(network.layers) if role_of(each) == "filters")
    maps = [each for each in network.layers[place:] if len(each.output_shape) == 3]
    bent = [each for each in maps if kind_of(each).activation(each) != "linear"]
    return [*bent, maps[0]][0].name


def grad_cam(
    network,
    picture,
    label: int | str | None = None,
    *,
    layer: str | None = None,
    progress: Progress | None = None,
) -> np.ndarray:
    """Return where the feature maps of a layer speak for a class.

        weight[k] = mean over row, col of d logit[label] / d maps[row, col, k]
        cam[row, col] = max(0, sum over k of weight[k] · maps[row, col, k])

    cam is stretched to the picture's size, corner on corner, with straight lines between its cells.

    Args:
        network: A Network.
        picture: See cnnviz.attribution.question.ask, as for label and progress.
        label: A class; the predicted one by default.
        layer: The name of a layer that puts out maps; by default the function after the last convolution, as in the
            paper: before it, maps are negative where they saw nothing, and would speak for a class with that.
        progress: Hears how far the work is.
    Returns:
        (height, width) float32, at least 0.
    Raises:
        ValueError: If the network has no convolution, or the layer puts out no maps.
    References:
        Selvaraju et al., arXiv:1610.02391.
    """
    from scipy.ndimage import zoom

    question = ask(network, picture, label, progress)
    network = question.network
    if layer is None:
        reason = unfit(network)
        if reason:
            raise ValueError(reason)
        layer = default_layer(network)
    with_maps = [each.name for each in network.layers if len(each.output_shape) == 3]
    if layer not in with_maps:
        raise ValueError(f"{network.name} has no layer {layer!r} with feature maps: there are {', '.join(with_maps)}.")
    maps, gradients = question.maps(layer)
    cam = np.maximum(maps @ gradients.mean(axis=(0, 1)), 0)
    question.progress(1)
    height, width, _ = network.input_shape
    return zoom(cam, (height / cam.shape[0], width / cam.shape[1]), order=1)
