"""Integrated gradients: the gradients on the way from a black picture to this one, summed up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Picture, Progress, Question, Reweighted, ask

if TYPE_CHECKING:
    from cnnviz.network import Network

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
    """How well integrated gradients add up to the change of the logit, as theory says they should.

    Attributes:
        total: The sum of all pixels' values.
        change: The logit of the picture minus that of the black one.
    """

    total: float
    change: float

    @property
    def error(self) -> float:
        """The difference of total and change as a share of the change."""
        return abs(self.total - self.change) / abs(self.change) if self.change else float(self.total != 0)


def integrated_gradients(
    network: Network | Reweighted,
    picture: Picture,
    label: int | str | None = None,
    *,
    steps: int = 64,
    tolerance: float = 0.005,
    progress: Progress | None = None,
) -> npt.NDArray[np.float32]:
    """Return each pixel's share in the change of a class's logit from a black picture to this one.

        faded(t) = t² · picture, for t from 0 to 1
        slope(t) = 2 t · d logit[label] / d faded(t)
        integrated_gradients[row, col] = sum over channels of picture[...] · integral of slope(t) from 0 to 1

    The square only sets the speed of the fading, which is slowest near black, where the gradient changes most. The
    integral is computed by the trapezoidal rule; the steps are halved until all pixels' values add up to the change of
    the logit, within the tolerance; see completeness.

    Args:
        network: The network, or a Reweighted one.
        picture: Anything that Network.input_for takes, or a float32 array of the network's input shape.
        label: The name or index of a class; the predicted one by default.
        steps: The number of steps from black to the picture to begin with.
        tolerance: The largest difference allowed, as a share of the change; 2,048 steps end the halving in any case.
        progress: Called with the share that is done, from 0 to 1, an estimate. An exception that it raises ends the
            work.
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
    report, halvings = progress or (lambda share: None), 0
    question = replace(question, progress=lambda share: report(1 - (1 - share / 2) / 2**halvings))

    def sum_of_slopes(times: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the sum of the slopes at these times, float64 of the picture's shape; at 1, an end, it counts half."""
        faded = (times**2).astype(np.float32)[:, None, None, None] * question.values
        weights = np.where(times == 1, 1, 2) * times
        return np.asarray(np.tensordot(weights, question.gradients(faded), axes=1), np.float64)

    # At 0, the other end of the trapezoids, the slope is 0.
    total = sum_of_slopes(np.arange(1, steps + 1) / steps)
    while True:
        terms = question.values * total / steps
        if abs(terms.sum() - change) <= tolerance * abs(change) or steps >= _MOST_STEPS:
            report(1)
            return np.asarray(terms.sum(axis=-1), np.float32)
        halvings += 1
        total += sum_of_slopes((np.arange(steps) + 0.5) / steps)
        steps *= 2


def completeness(
    network: Network | Reweighted, picture: Picture, label: int | str | None, terms: npt.NDArray[np.float32]
) -> Completeness:
    """Return the sum of integrated gradients, and the change of the logit that it should equal.

    Args:
        network: The same as for integrated_gradients.
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
    logit, black_logit = map(float, question.logits(np.stack([question.values, np.zeros_like(question.values)])))
    return logit - black_logit
