"""The pictures of a data set, one picture in numbers, and its classes side by side."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.datasets.browse import Browsable
from cnnviz.datasets.dataset import Dataset
from cnnviz.ui.components.mount import component

_PICTURES_HTML = """
<div class="datasets themed" data-testid="dataset-pictures">
  <div class="columns">
    <section class="grid" aria-label="Pictures: arrow keys pick one"></section>
    <section class="picked" aria-label="The picked picture"></section>
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
class Opened:
    """A picture that the visitor wants to see in a network.

    Attributes:
        network: The network's name.
        index: The picture's place in the whole test set; -1 for the free one.
    """

    network: str
    index: int


def show_pictures(
    whole: Dataset, browsable: Browsable, *, part: str, some: np.ndarray, networks: list[str], key: str
) -> Opened | None:
    """Show some pictures of a data set, and one of them in numbers. A click on a picture runs nothing here.

    Args:
        whole: The data set.
        browsable: What of it can be looked at.
        part: "training" or "test".
        some: (count,) int64: which pictures of that part.
        networks: The names of the networks that read its pictures.
        key: The element's key.
    Returns:
        The test picture that the visitor has just asked to see in a network, if any.
    """
    pictures = browsable.pictures.train if part == "training" else browsable.pictures.test
    indices = browsable.pictures.indices[some].tolist() if part == "test" else []
    header = {
        "title": whole.title,
        "kind": whole.kind,
        "shape": whole.shape,
        "classes": whole.classes,
        "part": part,
        "labels": pictures.labels[some].tolist(),
        "indices": indices,
        "networks": networks,
        "measured_on": measured_on(browsable),
        "mean": browsable.values.mean.tolist(),
        "deviation": browsable.values.deviation.tolist(),
        "histogram": browsable.values.counts.reshape(-1, 32, 8).sum(axis=2).tolist(),
    }
    shown = _pictures(data=_message(header, pictures.images[some]), key=key)
    match shown.open:
        case [str(network), int(index)] if network in networks and index in indices:
            return Opened(network, index)
    return None


def show_classes(whole: Dataset, browsable: Browsable, *, key: str) -> None:
    """Show how many pictures of each class there are, and what each class looks like on average."""
    header = {
        "title": whole.title,
        "kind": whole.kind,
        "shape": whole.shape,
        "classes": whole.classes,
        "training": browsable.counts[0].tolist(),
        "test": browsable.counts[1].tolist(),
        "whole": browsable.counts_are_whole,
        "measured_on": measured_on(browsable),
        "means": browsable.means is not None,
    }
    means = np.zeros(0) if browsable.means is None else browsable.means
    _classes(data=_message(header, np.rint(means).astype(np.uint8)), key=key)


def measured_on(browsable: Browsable) -> str:
    """Return which pictures the mean, the standard deviation and the mean pictures are of."""
    count = len(browsable.learned_from.labels)
    which = "training " if len(browsable.pictures.train.labels) else ""
    return f"the {count:,} {which}pictures here" if count > 1 else f"the one {which}picture here"


def _message(header: dict[str, Any], pixels: np.ndarray) -> bytes:
    """Return a line of JSON and the pictures, a byte for each of their numbers."""
    return json.dumps(header).encode() + b"\n" + pixels.tobytes()
