"""Which networks are compared, where two agree, and how that is said."""

import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.results.comparison import INSTRUCTIVE, agreement, partners, verdict
from tests.measured import predictions

FIRST = predictions([0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 2, 0], [0.9, 0.8, 0.7, 0.99, 0.6, 0.9])
SECOND = predictions([0, 0, 1, 1, 2, 2], [0, 0, 2, 2, 2, 1], [0.9, 0.9, 0.9, 0.5, 0.9, 0.95])


class Answered:
    """As much of a trace as the verdict needs."""

    def __init__(self, label: str):
        self.label = label

    def top(self, count: int) -> list[tuple[str, float]]:
        return [(self.label, 0.9)][:count]


def test_every_picture_is_counted_once():
    counts = agreement(FIRST, SECOND)
    assert (counts.both, counts.only_first, counts.only_second, counts.neither) == (2, 1, 1, 2)


def test_pictures_read_differently_come_with_those_in_front_of_which_both_were_sure():
    np.testing.assert_array_equal(agreement(FIRST, SECOND).differently, [5, 1, 2])


def test_a_network_agrees_with_itself():
    counts = agreement(FIRST, FIRST)
    assert (counts.both, counts.only_first, counts.only_second, counts.neither) == (3, 0, 0, 3)
    assert not len(counts.differently)


def test_networks_measured_on_different_pictures_are_not_compared():
    with pytest.raises(ValueError, match="different test pictures"):
        agreement(FIRST, predictions([0, 0, 1, 1, 2, 1], [0] * 6, [1] * 6))


@pytest.mark.parametrize("network", bundled.names())
def test_partners_read_the_same_pictures(network):
    assert network not in partners(network)
    for other in partners(network):
        assert bundled.dataset_of(other) is bundled.dataset_of(network)


def test_the_most_instructive_partner_comes_first(monkeypatch):
    monkeypatch.setattr(bundled, "names", bundled.recipes)
    for first, second in INSTRUCTIVE:
        assert partners(first)[0] == second
        assert partners(second)[0] == first
        assert bundled.dataset_of(first) is bundled.dataset_of(second)


def test_where_it_is_missing_another_one_comes_first(monkeypatch):
    monkeypatch.setattr(bundled, "names", lambda: ["cifar_vgg", "mnist_cnn", "mnist_lab"])
    assert partners("mnist_lab") == ["mnist_cnn"]
    assert partners("cifar_vgg") == []


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (("7", "7"), "Both read a 7"),
        (("7", "8"), "one reads a 7, two an 8"),
        (("ankle boot", "trousers"), "one reads an ankle boot, two trousers"),
    ],
)
def test_the_verdict_is_a_sentence(read, words):
    assert verdict(("one", "two"), tuple(map(Answered, read))) == words
