"""The pictures of a live training: which are learned, which are held out, and which it is tested on at the end."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.dataset import Part
from cnnviz.live.recipe import Recipe, held_of


class Pictures(NamedTuple):
    """Pictures with their labels, which are indices into Recipe.labels.

    Attributes:
        learn: To learn from.
        held: Held out: the network never learns from them, and their accuracy is the one to watch.
        test: From the data set's official test part; looked at once the training is over. None for the visitor's own.
    """

    learn: Part
    held: Part
    test: Part | None


def pictures_of(recipe: Recipe, own: Part | None = None) -> Pictures:
    """Return the pictures of a training: evenly from the chosen classes, the same ones for the same recipe.

    Args:
        recipe: On what it is trained.
        own: The visitor's own pictures, if it is trained on them.
    Raises:
        ValueError: If they are needed and not there.
    """
    if recipe.own:
        if own is None:
            raise ValueError("The pictures of this training are not here any more.")
        learn, held = _split(recipe, [np.flatnonzero(own.labels == label) for label in range(len(recipe.names))])
        return Pictures(Part(own.images[learn], own.labels[learn]), Part(own.images[held], own.labels[held]), None)
    shipped = recipe.data.shipped
    classes = recipe.classes or tuple(range(len(recipe.data.classes)))
    chosen = [np.flatnonzero(shipped.train.labels == label)[: recipe.each] for label in classes]
    learn, held = _split(recipe, chosen)
    test = np.flatnonzero(np.isin(shipped.test.labels, classes))
    return Pictures(
        _part(shipped.train, learn, classes), _part(shipped.train, held, classes), _part(shipped.test, test, classes)
    )


def _split(recipe: Recipe, classes: list[npt.NDArray[np.intp]]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return which of the pictures are learned, and which are held out: the last of each class.

    Pictures that a webcam took one after the other are nearly the same: taken from among the others, those held out
    would say nothing about new ones.
    """
    counts = [held_of(recipe, len(members)) for members in classes]
    learn = [members[:-held] for members, held in zip(classes, counts, strict=True)]
    aside = [members[-held:] for members, held in zip(classes, counts, strict=True)]
    return np.concatenate(learn), np.concatenate(aside)


def _part(part: Part, places: npt.NDArray[np.intp], classes: tuple[int, ...]) -> Part:
    numbers = np.full(max(classes) + 1, -1, np.int64)
    numbers[list(classes)] = np.arange(len(classes))
    return Part(part.images[places], numbers[part.labels[places]])


def batch_order(recipe: Recipe, learned: int, epoch: int) -> npt.NDArray[np.int32]:
    """Return the order in which an epoch shows the pictures, (learned,) int32: by the seed and the epoch alone."""
    return np.random.default_rng([recipe.seed, epoch]).permutation(learned).astype(np.int32)
