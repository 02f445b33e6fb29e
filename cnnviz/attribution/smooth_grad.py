"""SmoothGrad: the gradient, averaged over noisy copies of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Picture, Progress, Reweighted, ask

if TYPE_CHECKING:
    from cnnviz.network import Network

METHOD = Method(
    title="SmoothGrad",
    words="Saliency, averaged over copies of the picture with random noise: what reacts in nearly all copies stays, "
    "what reacts by chance is averaged away. It says as little about the direction as saliency, and how grainy it "
    "looks depends on how much noise was added.",
    formula="max over channels of |mean over noisy copies of ∂ logit / ∂ pixel|",
    source="Smilkov et al. 2017",
    url="https://arxiv.org/abs/1706.03825",
    signed=False,
)


def smooth_grad(
    network: Network | Reweighted,
    picture: Picture,
    label: int | str | None = None,
    *,
    samples: int = 50,
    noise: float = 0.15,
    progress: Progress | None = None,
) -> npt.NDArray[np.float32]:
    """Return how strongly a class's logit reacts to each pixel of pictures like this one.

        mean[row, col, channel] = 1 / samples · sum over copies of d logit[label] / d copy[row, col, channel]
        smooth_grad[row, col] = max over channels of |mean[row, col, channel]|

    The same picture always gets the same noise.

    Args:
        network: The network, or a Reweighted one.
        picture: Anything that Network.input_for takes, or a float32 array of the network's input shape.
        label: The name or index of a class; the predicted one by default.
        samples: The number of noisy copies, at least 1.
        noise: The standard deviation of the noise, as a share of the picture's range from darkest to brightest.
        progress: Called with the share that is done, from 0 to 1. An exception that it raises ends the work.
    Returns:
        (height, width) float32, at least 0.
    Raises:
        ValueError: If samples is less than 1 or noise less than 0.
    References:
        Smilkov et al., arXiv:1706.03825.
    """
    if samples < 1 or noise < 0:
        raise ValueError(f"SmoothGrad needs at least 1 copy and noise of at least 0. Received: {samples}, {noise}.")
    question = ask(network, picture, label, progress)
    values, random = question.values, np.random.default_rng(0)
    deviation = np.float32(noise * (values.max() - values.min()))
    copies = values + deviation * random.standard_normal((samples, *values.shape), np.float32)
    return np.asarray(np.abs(question.gradients(copies).mean(axis=0)).max(axis=-1), np.float32)
