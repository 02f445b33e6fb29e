"""How sure a network is of its answers, and how often they are right: whether its probabilities can be believed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz.results.predictions import Predictions

BINS = 10
"""Bins of equal width from 0 to 1; each holds its upper end, not its lower one."""
_CHANCE = 2
"""How many standard deviations still count as chance."""
_ROUNDING = 2**-12
"""How far a shipped probability may be from the network's: float16 is so coarse from 0.5 to 1."""


@dataclass(frozen=True)
class Calibration:
    """Pictures by the probability of the answer that they got.

    Attributes:
        counts: (BINS,) int64: how many pictures are in each bin.
        right: (BINS,) int64: how many of them were read right.
        sure: (BINS,) float64: the sum of the probabilities of their answers.
        chance: The standard deviation of the share that is read right, 0 to 1, were each answer right as often as it
            says.
    """

    counts: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    sure: npt.NDArray[np.float64]
    chance: float

    @property
    def accuracies(self) -> npt.NDArray[np.float64]:
        """(BINS,) float64: the share of each bin that was read right, 0 to 1; NaN for an empty one."""
        return _shares(self.right, self.counts)

    @property
    def confidences(self) -> npt.NDArray[np.float64]:
        """(BINS,) float64: the mean probability of each bin's answers, 0 to 1; NaN for an empty one."""
        return _shares(self.sure, self.counts)

    @property
    def accuracy(self) -> float:
        """The share of all pictures that was read right, 0 to 1."""
        return float(self.right.sum() / self.counts.sum())

    @property
    def confidence(self) -> float:
        """The mean probability of all answers, 0 to 1."""
        return float(self.sure.sum() / self.counts.sum())

    @property
    def error(self) -> float:
        """The expected calibration error, 0 to 1: the sum over bins of n / N · |accuracy - confidence|.

        References:
            Guo, Pleiss, Sun & Weinberger, On Calibration of Modern Neural Networks, ICML 2017, arXiv:1706.04599.
        """
        # The same with n taken inside, where an empty bin has no share to divide.
        return float(np.abs(self.right - self.sure).sum() / self.counts.sum())

    def verdict(self) -> str:
        """Return "overconfident", "underconfident", or "" where chance and rounding may make the difference."""
        gap = self.confidence - self.accuracy
        if abs(gap) <= _CHANCE * self.chance + _ROUNDING:
            return ""
        return "overconfident" if gap > 0 else "underconfident"

    def words(self, name: str) -> str:
        """Return in Markdown whether a network is as sure as it is right, and the expected calibration error."""
        meanings = {
            "overconfident": "It is **overconfident**: surer than it is right.",
            "underconfident": "It is **underconfident**: more often right than it is sure.",
            "": f"Among {self.counts.sum():,} pictures that difference may be chance: on average it is **neither over- "
            "nor underconfident**.",
        }
        worst = int(np.abs(self.right - self.sure).argmax())
        return (
            f"On average {name} is {self.confidence:.2%} sure of its answer, and {self.accuracy:.2%} of its answers "
            f"are right. {meanings[self.verdict()]}\n\n"
            f"Its **expected calibration error** is {100 * self.error:.2f} percentage points: so far is a bar from its "
            f"mark, on average over all pictures. The largest part comes from {100 * worst // BINS}–"
            f"{100 * (worst + 1) // BINS}\xa0%: there it is {self.confidences[worst]:.2%} sure on average, and "
            f"{self.accuracies[worst]:.2%} are right."
        )


def calibration_of(predictions: Predictions) -> Calibration:
    """Return how sure a network was of its answers and how often they were right.

    Shipped answers are exact to three digits: one that lies nearer than that to the end of a bin may count in the next.

    Args:
        predictions: Its answers to at least one picture.
    Example:
        >>> answers = np.array([[0.95, 0.05], [0.15, 0.85], [0.35, 0.65], [0.97, 0.03]], np.float32)
        >>> found = calibration_of(Predictions(np.array([0, 1, 0, 0]), answers.argmax(axis=1), answers))
        >>> found.counts.tolist(), found.right.tolist()
        ([0, 0, 0, 0, 0, 0, 1, 0, 1, 2], [0, 0, 0, 0, 0, 0, 0, 0, 1, 2])
        >>> round(found.error, 4)
        0.22
    """
    pictures = np.arange(len(predictions.read))
    sure = predictions.probabilities[pictures, predictions.read].astype(np.float64)
    bins = np.clip(np.ceil(sure * BINS).astype(np.int64) - 1, 0, BINS - 1)
    return Calibration(
        np.bincount(bins, minlength=BINS),
        np.bincount(bins[predictions.read == predictions.labels], minlength=BINS),
        np.bincount(bins, sure, minlength=BINS).astype(np.float64),
        float(np.sqrt((sure * (1 - sure)).sum()) / len(sure)),
    )


def _shares(
    sums: npt.NDArray[np.int64] | npt.NDArray[np.float64], counts: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    shares = np.full(len(counts), np.nan)
    np.divide(sums, counts, out=shares, where=counts > 0)
    return shares
