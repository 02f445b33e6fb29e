"""Two networks side by side: which two to compare, where they agree, and how to say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz import bundled, known
from cnnviz.results.predictions import Predictions
from cnnviz.trace import Trace

INSTRUCTIVE = (
    ("mnist_lab", "mnist_mlp"),
    ("mnist_cnn", "mnist_cnn_scans"),
    ("cifar_small", "cifar_vgg"),
    ("cats_dogs", "cats_dogs_deeper"),
)
"""Pairs that differ in one thing: convolutional or dense; shown drawings or not; plain or normalised; small or deep."""


@dataclass(frozen=True)
class Agreement:
    """How two networks did on the same test set.

    Attributes:
        both: How many pictures both read right.
        only_first: How many only the first read right.
        only_second: How many only the second read right.
        neither: How many both misread.
        differently: (count,) int64: indices of the test pictures that they read differently, by how sure the less
            sure of the two was, the surest first.
    """

    both: int
    only_first: int
    only_second: int
    neither: int
    differently: npt.NDArray[np.int64]


def partners(name: str, brought: Sequence[str] = ()) -> list[str]:
    """Return the networks that read such pictures into the same classes, the most instructive to compare with first.

    Args:
        name: The network's, which is not among them.
        brought: The names of networks that came as files, which may be among them too.
    """
    reads = _reads(name)
    others = [other for other in [*brought, *bundled.names()] if other != name and _reads(other) == reads]
    return sorted(others, key=lambda other: (name, other) not in INSTRUCTIVE and (other, name) not in INSTRUCTIVE)


def _reads(name: str) -> tuple[object, ...]:
    dataset = known.dataset_of(name)
    return dataset.shape, dataset.kind, dataset.classes


def agreement(first: Predictions, second: Predictions) -> Agreement:
    """Count where two networks agree.

    Args:
        first: One network's predictions for a test set.
        second: Another network's predictions for the same test set.
    Raises:
        ValueError: If the test sets differ.
    """
    if not np.array_equal(first.labels, second.labels):
        raise ValueError("The two networks were measured on different test pictures: measure both again.")
    first_right, second_right = first.read == first.labels, second.read == second.labels
    different = np.flatnonzero(first.read != second.read)
    sure = np.minimum(first.probabilities[different].max(axis=1), second.probabilities[different].max(axis=1))
    return Agreement(
        both=int((first_right & second_right).sum()),
        only_first=int((first_right & ~second_right).sum()),
        only_second=int((~first_right & second_right).sum()),
        neither=int((~first_right & ~second_right).sum()),
        differently=different[np.argsort(-sure, kind="stable")],
    )


def verdict(names: tuple[str, str], traces: tuple[Trace, Trace]) -> str:
    """Return in words what two networks read: "Both read a 7", or "mnist_lab reads a 7, mnist_mlp a 1".

    Args:
        names: The networks' names.
        traces: Their traces of the same picture.
    """
    first, second = (with_article(trace.top(1)[0][0]) for trace in traces)
    if first == second:
        return f"Both read {first}"
    return f"{names[0]} reads {first}, {names[1]} {second}"


def with_article(label: str) -> str:
    """Return a class with its indefinite article, as it stands in a sentence.

    Example:
        >>> [with_article(label) for label in ("7", "8", "ankle boot", "trousers")]
        ['a 7', 'an 8', 'an ankle boot', 'trousers']
    """
    if label == "trousers":
        return label
    return f"{'an' if label[0] in 'aeiou8' else 'a'} {label}"
