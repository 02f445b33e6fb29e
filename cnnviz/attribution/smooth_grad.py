"""SmoothGrad: the gradient, averaged over noisy copies of the picture."""

from __future__ import annotations

import numpy as np

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Progress, ask

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
    network,
    picture,
    label: int | str | None = None,
    *,
    samples: int = 50,
    noise: float = 0.15,
    progress: Progress | None = None,
) -> np.ndarray:
    """Return how strongly a class's logit reacts to each pixel of pictures like this one.

        mean[row, col, channel] = 1 / samples · sum over copies of d logit[label] / d copy[row, col, channel]
        smooth_grad[row, col] = max over channels of |mean[row, col, channel]|

    The same picture always gets the same noise.

    Args:
        network: A Network.
        picture: See cnnviz.attribution.question.ask, as for label and progress.
        label: A class; the predicted one by default.
        samples: How many noisy copies.
        noise: The noise's standard deviation, as a share of the picture's range from darkest to brightest.
        progress: Hears how far the work is.
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
    return np.abs(question.gradients(copies).mean(axis=0)).max(axis=-1)
