"""The pictures that stand in for those that a brought network learned from: its file has none."""

from __future__ import annotations

from dataclasses import replace

from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import Dataset
from cnnviz.opening.opened import Opened
from cnnviz.pictures.kinds import PictureKind

_ALIKE: dict[PictureKind, str] = {"digits": "mnist", "greyscale": "fashion_mnist", "colour": "cats_vs_dogs"}


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
    return replace(dataset(_ALIKE[opened.kind]), classes=labels, shape=shape, kind=opened.kind)
