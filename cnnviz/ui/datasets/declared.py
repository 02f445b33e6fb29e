"""What a visitor has chosen on the page Datasets, as its URL says it."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz import datasets
from cnnviz.ui.state.codecs import NAME, whole, word
from cnnviz.ui.state.parameters import Table

PARTS = ("training", "test")


@dataclass(frozen=True)
class Browsed:
    """A page of a data set's pictures.

    Attributes:
        set: The data set's name; None for the data set that the selected network learned from.
        part: Which part of it.
        class_: The name of the class whose pictures are shown; None for all.
        page: Which page of them, from 1.
        picked: Which picture of that page is shown in numbers, from 0.
    """

    set: str | None = None
    part: str = PARTS[1]
    class_: str | None = None
    page: int = 1
    picked: int = 0


DATASETS = Table(
    Browsed(),
    {
        "set": word(datasets.names()),
        "part": word(PARTS),
        "class": NAME,
        "page": whole(1, 99_999),
        "picked": whole(0, 999),
    },
    attributes={"class": "class_"},
)
