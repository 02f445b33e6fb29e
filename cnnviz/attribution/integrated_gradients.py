"""Integrated gradients: the gradients on the way from an empty picture to this one, added up."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Progress, Question, ask

METHOD = Method(
    title="Integrated gradients",
    words="The picture is faded in from black, and each pixel collects what it adds to the logit, blue, or takes from "
    "it, orange: together, all that separates the picture's logit from black's. It compares with black alone, so a "
    "black pixel always gets 0, even where its being black decides.",
    formula="sum over channels of pixel × mean over the fading of ∂ logit / ∂ pixel",
    source="Sundararajan, Taly and Yan 2017",
    url="https://arxiv.org/abs/1703.01365",
    signed=True,
)

_MOST_STEPS = 2048


@dataclass(frozen=True)
class Completeness:
    """Whether the terms add up to what they should.

    Attributes:
        total: The sum of all terms.
        change: The logit of the picture less that of the black one.
    """

    total: float
    change: float

    @property
    def error(self) -> float:
        """By what share of the change the sum misses it."""
        return abs(self.total - self.change) / abs(self.change) if self.change else float(self.total != 0)


def integrated_gradients(
    network,
    picture,
    label: int | str | None = None,
    *,
    steps: int = 64,
    tolerance: float = 0.005,
    progress: Progress | None = None,
) -> np.ndarray:
    """Return each pixel's share in the change of a class's logit from a black picture to this one.

        faded(t) = t² · picture, for t from 0 to 1
        slope(t) = 2 t · d logit[label] / d faded(t)
        integrated_gradients[row, col] = sum over channels of picture[...] · integral of slope(t) from 0 to 1

    The square only sets how fast it is faded in, and that is slowest where a network bends most: near black. The
    integral is that of the trapezoids between steps, which are halved until all pixels' values add up to the change of
    the logit, within the tolerance; see completeness.

    Args:
        network: A Network.
        picture: See cnnviz.attribution.question.ask, as for label and progress.
        label: A class; the predicted one by default.
        steps: How many steps there are from black to the picture, at first.
        tolerance: By what share of the change the sum may miss it, unless that takes more than 2,048 steps.
        progress: Hears how far the work is; the share is a guess.
    Returns:
        (height, width) float32, of both signs.
    Raises:
        ValueError: If steps is less than 1.
    References:
        Sundararajan, Taly & Yan, arXiv:1703.01365.
    """
    if steps < 1:
        raise ValueError(f"Integrated gradients need at least 1 step. Received: {steps}.")
    question = ask(network, picture, label)
    change = _change(question)
    progress, halvings = progress or (lambda share: None), 0
    question = replace(question, progress=lambda share: progress(1 - (1 - share / 2) / 2**halvings))

    def sum_of_slopes(times: np.ndarray) -> np.ndarray:
        """Return the sum of the slopes at some times, float64 of the picture's shape; half of that at 1, an end."""
        faded = (times**2).astype(np.float32)[:, None, None, None] * question.values
        return np.tensordot(np.where(times == 1, 1, 2) * times, question.gradients(faded), axes=1)

    # At 0, the other end of the trapezoids, the slope is 0.
    total = sum_of_slopes(np.arange(1, steps + 1) / steps)
    while True:
        terms = question.values * total / steps
        if abs(terms.sum() - change) <= tolerance * abs(change) or steps >= _MOST_STEPS:
            progress(1)
            return terms.sum(axis=-1).astype(np.float32)
        halvings += 1
        total += sum_of_slopes((np.arange(steps) + 0.5) / steps)
        steps *= 2


def completeness(network, picture, label: int | str | None, terms: np.ndarray) -> Completeness:
    """Return the sum of integrated gradients beside the change of the logit that it should be.

    Args:
        network: A Network.
        picture: The same as for integrated_gradients.
        label: The same as for integrated_gradients.
        terms: (height, width), what integrated_gradients returned.
    Example:
        >>> import cnnviz, numpy as np
        >>> network, picture = cnnviz.load("mnist_lab"), np.full((28, 28, 1), 0.5, np.float32)
        >>> terms = cnnviz.attribution.integrated_gradients(network, picture)
        >>> cnnviz.attribution.completeness(network, picture, None, terms).error < 0.01
        True
    """
    return Completeness(float(terms.sum(dtype=np.float64)), _change(ask(network, picture, label)))


def _change(question: Question) -> float:
    here, black = question.logits(np.stack([question.values, np.zeros_like(question.values)])).astype(float)
    return float(here - black)
