"""Gradient times input: what each pixel would add to the logit if the network were linear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Picture, Progress, Reweighted, ask

if TYPE_CHECKING:
    from cnnviz.network import Network

METHOD = Method(
    title="Gradient × input",
    words="How much the pixel adds to the logit, blue, or takes from it, orange, if the network were linear, "
    "with its slope at this picture. A black pixel always gets 0, and as no network is linear, the values need not add "
    "up to the logit.",
    formula="sum over channels of pixel × ∂ logit / ∂ pixel",
    source="Shrikumar et al. 2016",
    url="https://arxiv.org/abs/1605.01713",
    signed=True,
)


def gradient_times_input(
    network: Network | Reweighted, picture: Picture, label: int | str | None = None, *, progress: Progress | None = None
) -> npt.NDArray[np.float32]:
    """Return what each pixel adds to a class's logit to first order.

        gradient_times_input[row, col] = sum over channels of picture[...] · d logit[label] / d picture[...]

    Args:
        network: The network, or a Reweighted one.
        picture: Anything that Network.input_for takes, or a float32 array of the network's input shape.
        label: The name or index of a class; the predicted one by default.
        progress: Called with the share that is done, from 0 to 1. An exception that it raises ends the work.
    Returns:
        (height, width) float32, of both signs.
    References:
        Shrikumar et al., arXiv:1605.01713.
    """
    question = ask(network, picture, label, progress)
    terms = question.values * question.gradients(question.values[None])[0]
    return np.asarray(terms.sum(axis=-1), np.float32)
