"""The pictures of a live training: which are learned, which are held out, and which it is tested on at the end."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.dataset import Part
from cnnviz.live.recipe import Recipe, held_of_each


class Pictures(NamedTuple):
    """Pictures with their labels, which are indices into Recipe.labels.

    Attributes:
        learn: To learn from.
        held: Held out: the network never learns from them, and their accuracy is the one to watch.
        test: From the data set's official test part; looked at once the training is over.
    """

    learn: Part
    held: Part
    test: Part


def pictures_of(recipe: Recipe) -> Pictures:
    """Return the pictures of a training: evenly from the chosen classes, the same ones for the same recipe."""
    shipped = recipe.data.shipped
    classes = recipe.classes or tuple(range(len(recipe.data.classes)))
    chosen = [np.flatnonzero(shipped.train.labels == label)[: recipe.each] for label in classes]
    held = held_of_each(recipe)
    learn = np.concatenate([members[:-held] for members in chosen])
    aside = np.concatenate([members[-held:] for members in chosen])
    test = np.flatnonzero(np.isin(shipped.test.labels, classes))
    return Pictures(
        _part(shipped.train, learn, classes), _part(shipped.train, aside, classes), _part(shipped.test, test, classes)
    )


def _part(part: Part, places: npt.NDArray[np.int64], classes: tuple[int, ...]) -> Part:
    numbers = np.full(max(classes) + 1, -1, np.int64)
    numbers[list(classes)] = np.arange(len(classes))
    return Part(part.images[places], numbers[part.labels[places]])


def batch_order(recipe: Recipe, learned: int, epoch: int) -> npt.NDArray[np.int32]:
    """Return the order in which an epoch shows the pictures, (learned,) int32: by the seed and the epoch alone."""
    return np.random.default_rng([recipe.seed, epoch]).permutation(learned).astype(np.int32)
