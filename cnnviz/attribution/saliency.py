"""Saliency: the size of the gradient."""

from __future__ import annotations

import numpy as np

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Progress, ask

METHOD = Method(
    title="Saliency",
    words="Where the value is large, a slight change of the pixel changes the class's logit most. It does not say in "
    "which direction, nor whether the pixel as it is made the network choose the class.",
    formula="max over channels of |∂ logit / ∂ pixel|",
    source="Simonyan, Vedaldi and Zisserman 2014",
    url="https://arxiv.org/abs/1312.6034",
    signed=False,
)


def saliency(network, picture, label: int | str | None = None, *, progress: Progress | None = None) -> np.ndarray:
    """Return how strongly a class's logit reacts to each pixel.

        saliency[row, col] = max over channels of |d logit[label] / d picture[row, col, channel]|

    Args:
        network: A Network.
        picture: See cnnviz.attribution.question.ask, as for label and progress.
        label: A class; the predicted one by default.
        progress: Hears how far the work is.
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
    return np.abs(question.gradients(question.values[None])[0]).max(axis=-1)
