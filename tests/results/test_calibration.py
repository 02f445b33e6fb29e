"""How sure and how right, against the sums of the definition, picture by picture."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.results.calibration import BINS, calibration_of
from cnnviz.results.predictions import Predictions, load_predictions
from tests.measured import predictions


def by_hand(answers: Predictions) -> tuple[list[list[tuple[float, bool]]], float]:
    """Return each bin's answers, and the expected calibration error, by loops alone."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for label, read, probabilities in zip(answers.labels, answers.read, answers.probabilities, strict=True):
        sure = float(probabilities[read])
        (place,) = [place for place in range(10) if place / 10 < sure <= (place + 1) / 10]
        bins[place].append((sure, bool(label == read)))
    error = 0.0
    for each in bins:
        if each:
            accuracy = sum(right for _, right in each) / len(each)
            confidence = sum(sure for sure, _ in each) / len(each)
            error += len(each) / len(answers.labels) * abs(accuracy - confidence)
    return bins, error


def assert_as_by_hand(answers: Predictions) -> None:
    found = calibration_of(answers)
    bins, error = by_hand(answers)
    assert found.counts.tolist() == [len(each) for each in bins]
    assert found.right.tolist() == [sum(right for _, right in each) for each in bins]
    for place, each in enumerate(bins):
        if each:
            assert found.accuracies[place] == pytest.approx(np.mean([right for _, right in each]))
            assert found.confidences[place] == pytest.approx(np.mean([sure for sure, _ in each]))
        else:
            assert np.isnan(found.accuracies[place]) and np.isnan(found.confidences[place])
    assert found.error == pytest.approx(error, abs=1e-12)


MEASURED = [name for name in bundled.names() if bundled.record(name).read("scores")]


@pytest.mark.parametrize("name", MEASURED)
def test_every_measured_network_is_as_the_definition_says(name):
    answers = load_predictions(name)
    found = calibration_of(answers)
    assert_as_by_hand(answers)
    assert len(found.counts) == BINS and found.counts.sum() == len(answers.labels)
    assert found.right.sum() == bundled.record(name).read("scores")["correct"]
    assert found.accuracy == pytest.approx((answers.labels == answers.read).mean())
    assert np.isfinite([found.error, found.chance, found.confidence]).all()


def test_made_up_answers_are_as_the_definition_says():
    random = np.random.default_rng(3)
    probabilities = random.dirichlet(np.ones(4), 500).astype(np.float32)
    assert_as_by_hand(Predictions(random.integers(0, 4, 500), probabilities.argmax(axis=1), probabilities))


def test_a_bin_holds_its_upper_end():
    found = calibration_of(predictions([0, 0, 0], [0, 0, 0], [0.5, 1.0, np.nextafter(np.float32(0.5), 1)]))
    assert found.counts.tolist() == [0, 0, 0, 0, 1, 1, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("sure", "wrong", "verdict", "words"),
    [
        (0.9, 300, "overconfident", "surer than it is right"),
        (0.6, 100, "underconfident", "more often right than it is sure"),
        (0.9, 105, "", "Among 1,000 pictures that difference may be chance"),
    ],
)
def test_the_verdict_is_on_more_than_chance(sure, wrong, verdict, words):
    labels = [1] * wrong + [0] * (1000 - wrong)
    found = calibration_of(predictions(labels, [0] * 1000, [sure] * 1000))
    assert found.verdict() == verdict
    # Each answer is right or not, by itself: a binomial.
    assert found.chance == pytest.approx(np.sqrt(sure * (1 - sure) / 1000), rel=1e-5)
    said = found.words("mnist_lab")
    assert words in said and f"{1 - wrong / 1000:.2%} of its answers are right" in said
    # 0.9 is a little less in float32, 0.6 a little more.
    low = {0.9: 80, 0.6: 60}[sure]
    assert f"comes from {low}–{low + 10}\xa0%: there it is {sure:.2%} sure on average" in said
    assert f"**expected calibration error** is {100 * abs(1 - wrong / 1000 - sure):.2f} percentage points" in said
