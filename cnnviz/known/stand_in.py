"""The pictures that stand in for those that a brought network learned from: its file has none."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import Dataset, Part, Shipped
from cnnviz.opening.opened import Opened
from cnnviz.pictures.kinds import PictureKind

_ALIKE: dict[PictureKind, str] = {
    "digits": "mnist",
    "drawings": "mnist",
    "greyscale": "fashion_mnist",
    "colour": "cats_vs_dogs",
    "numbers": "mnist",
}


class StandIn(Dataset):
    """The classes and the size of a brought network's pictures, without any: its gallery is that of another set."""

    @property
    def is_here(self) -> bool:
        """False: there is no whole set."""
        return False

    @cached_property
    def shipped(self) -> Shipped:
        """Nothing."""
        none = Part(np.zeros((0, *self.shape), np.uint8), np.zeros(0, np.int64))
        return Shipped(none, none, np.zeros(0, np.int32))

    @cached_property
    def shipped_pictures(self) -> dict[int, npt.NDArray[np.uint8]]:
        """Nothing."""
        return {}


def pictures_for(opened: Opened, labels: tuple[str, ...]) -> Dataset:
    """Return a data set with the classes and the size of a brought network's pictures.

    It is the very set that the network reads, where that was found out and the classes have its names; else one of the
    same kind, whose pictures make a gallery and whose labels mean nothing to the network.

    Args:
        opened: What the file holds.
        labels: The names of the network's classes.
    """
    shape = opened.plain.input_shape
    data = opened.found.data
    if data and data.kind == opened.kind:
        return data if data.classes == labels else replace(data, classes=labels)
    alike = dataset(_ALIKE[opened.kind])
    given = {field.name: getattr(alike, field.name) for field in fields(Dataset)}
    return StandIn(**(given | {"classes": labels, "shape": shape, "kind": opened.kind}))
