"""A picture of a data set in numbers, as the page Datasets shows one that is clicked: the part of it that has ink."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cnnviz.datasets import dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.facts import World
from cnnviz.lessons.paper.parts.figures import Figure, grid
from cnnviz.lessons.steps import Asked

PAGE = "datasets"
_MOST_COLUMNS = 20


def figures(world: World, query: Mapping[str, str], asked: Asked | None) -> list[Figure]:
    """Return the first sample of the class; nothing of colour pictures, or of what is too wide for paper."""
    name, label = (world.setting(PAGE, each) for each in ("set", "class_"))
    chosen = dataset(name or world.dataset.name)
    if label not in chosen.classes or chosen.shape[2] != 1:
        return []
    samples = load_samples(chosen.name)
    image = samples.images[np.flatnonzero(samples.labels == chosen.classes.index(label))[0]][..., 0]
    rows, cols = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    cut = image[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]
    if cut.shape[1] > _MOST_COLUMNS:
        return []
    return [grid(f"{label}, in numbers: the part of the picture with ink, from 0 for paper to 255", cut)]
