"""Saliency: the size of the gradient at each pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Picture, Progress, Reweighted, ask

if TYPE_CHECKING:
    from cnnviz.network import Network

METHOD = Method(
    title="Saliency",
    words="Where the value is large, a slight change of the pixel changes the class's logit most. It does not say in "
    "which direction, nor whether the pixel as it is made the network choose the class.",
    formula="max over channels of |∂ logit / ∂ pixel|",
    source="Simonyan, Vedaldi and Zisserman 2014",
    url="https://arxiv.org/abs/1312.6034",
    signed=False,
)


def saliency(
    network: Network | Reweighted, picture: Picture, label: int | str | None = None, *, progress: Progress | None = None
) -> npt.NDArray[np.float32]:
    """Return how strongly a class's logit reacts to each pixel.

        saliency[row, col] = max over channels of |d logit[label] / d picture[row, col, channel]|

    Args:
        network: The network, or a Reweighted one.
        picture: Anything that Network.input_for takes, or a float32 array of the network's input shape.
        label: The name or index of a class; the predicted one by default.
        progress: Called with the share that is done, from 0 to 1. An exception that it raises ends the work.
    Returns:
        (height, width) float32, at least 0.
    References:
        Simonyan, Vedaldi & Zisserman, arXiv:1312.6034.
    Example:
        >>> import cnnviz, numpy as np
        >>> network = cnnviz.load("mnist_lab")
        >>> cnnviz.attribution.saliency(network, np.zeros((28, 28, 1), np.float32)).shape
        (28, 28)
    """
    question = ask(network, picture, label, progress)
    gradient = question.gradients(question.values[None])[0]
    return np.asarray(np.abs(gradient).max(axis=-1), np.float32)
