"""The pictures of a data set, one picture in numbers, and its classes side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.browse import Browsable
from cnnviz.datasets.dataset import Dataset
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pixel_message

_PICTURES_HTML = """
<div class="datasets themed" data-testid="dataset-pictures">
  <div class="columns">
    <section class="grid" aria-label="Pictures: arrow keys pick one"></section>
    <section class="picked" aria-label="The picked picture" data-region="picture"></section>
  </div>
  <section class="normalisation" aria-label="Normalisation, before and after"></section>
</div>
"""

_STYLE = ("shared/buttons.css", "datasets/datasets.css")

_pictures = component(
    "dataset_pictures",
    js="datasets/pictures.js",
    html=_PICTURES_HTML,
    css=(*_STYLE, "datasets/numbers.css"),
    sends=("open",),
)

_classes = component(
    "dataset_classes",
    js="datasets/classes.js",
    html='<div class="datasets themed" data-testid="dataset-classes"></div>',
    css=(*_STYLE, "datasets/classes.css"),
)


@dataclass(frozen=True)
class OpenedPicture:
    """A test picture that the visitor wants to see in a network.

    Attributes:
        network: The network's name.
        index: The picture's index in the whole test set; -1 for the free picture that stands in for a set.
    """

    network: str
    index: int


def show_pictures(
    dataset: Dataset,
    browsable: Browsable,
    *,
    part: str,
    pictures: npt.NDArray[np.int64],
    networks: list[str],
    key: str,
) -> OpenedPicture | None:
    """Show pictures of a data set, and one of them in numbers. A click on a picture asks the server for nothing.

    Args:
        dataset: The data set.
        browsable: The pictures of it that are on this machine.
        part: "training" or "test".
        pictures: (count,) int64: the indices, within that part, of the pictures to show.
        networks: The names of the networks that read pictures of this data set.
        key: The element's key.
    Returns:
        The test picture that the visitor has just asked to see in a network; None if there is none.
    """
    source = browsable.pictures.train if part == "training" else browsable.pictures.test
    indices = browsable.pictures.indices[pictures].tolist() if part == "test" else []
    header = {
        "title": dataset.title,
        "kind": dataset.kind,
        "shape": dataset.shape,
        "classes": dataset.classes,
        "part": part,
        "labels": source.labels[pictures].tolist(),
        "indices": indices,
        "networks": networks,
        "measured_on": measured_on(browsable),
        "mean": browsable.values.mean.tolist(),
        "deviation": browsable.values.deviation.tolist(),
        "histogram": browsable.values.counts.reshape(-1, 32, 8).sum(axis=2).tolist(),
    }
    shown = _pictures(data=pixel_message(header, source.images[pictures]), key=key)
    match shown.open:
        case [str(network), int(index)] if network in networks and index in indices:
            return OpenedPicture(network, index)
    return None


def show_classes(dataset: Dataset, browsable: Browsable, *, key: str) -> None:
    """Show how many pictures each class has, and its mean picture if the classes have enough pictures for one.

    Args:
        dataset: The data set.
        browsable: The pictures of it that are on this machine.
        key: The element's key.
    """
    header = {
        "title": dataset.title,
        "kind": dataset.kind,
        "shape": dataset.shape,
        "classes": dataset.classes,
        "training": browsable.counts[0].tolist(),
        "test": browsable.counts[1].tolist(),
        "whole": browsable.counts_are_whole,
        "measured_on": measured_on(browsable),
        "means": browsable.means is not None,
    }
    means = np.zeros(0) if browsable.means is None else browsable.means
    _classes(data=pixel_message(header, np.rint(means).astype(np.uint8)), key=key)


def measured_on(browsable: Browsable) -> str:
    """Return which pictures the means and standard deviations were computed from, in a few words."""
    count = len(browsable.learned_from.labels)
    which = "training " if len(browsable.pictures.train.labels) else ""
    return f"the {count:,} {which}pictures here" if count > 1 else f"the one {which}picture here"
