"""Gradient times input: what each pixel would add, were the network a straight line."""

from __future__ import annotations

import numpy as np

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Progress, ask

METHOD = Method(
    title="Gradient × input",
    words="How much the pixel adds to the logit, blue, or takes from it, orange, if the network went on as it begins "
    "at this picture. A black pixel always gets 0, and since a network bends, the values need not add up to anything.",
    formula="sum over channels of pixel × ∂ logit / ∂ pixel",
    source="Shrikumar et al. 2016",
    url="https://arxiv.org/abs/1605.01713",
    signed=True,
)


def gradient_times_input(
    network, picture, label: int | str | None = None, *, progress: Progress | None = None
) -> np.ndarray:
    """Return what each pixel adds to a class's logit to first order.

        gradient_times_input[row, col] = sum over channels of picture[...] · d logit[label] / d picture[...]

    Args:
        network: A Network.
        picture: See cnnviz.attribution.question.ask, as for label and progress.
        label: A class; the predicted one by default.
        progress: Hears how far the work is.
    Returns:
        (height, width) float32, of both signs.
    References:
        Shrikumar et al., arXiv:1605.01713.
    """
    question = ask(network, picture, label, progress)
    return (question.values * question.gradients(question.values[None])[0]).sum(axis=-1)
