"""The picture or the numbers that the visitor has selected, as the network's input, before the visitor's changes."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.kinds import IN_INK, PictureKind
from cnnviz.pictures.network_input import Preparation, prepare_numbers, prepare_picture, prepare_sample, prepare_strokes
from cnnviz.ui import state


def prepare_original() -> Preparation:
    """Return the visitor's picture as the selected network's input; a sample if the picture cannot be read."""
    selection = state.selection()
    try:
        return selected_picture(selection)
    except PictureError:
        return _sample(selection)


def selected_picture(selection: state.Selection) -> Preparation:
    """Return the picture that is selected; a sample if nothing is drawn or uploaded yet, zeros if no number is typed.

    Raises:
        PictureError: If the visitor's picture cannot be read.
    """
    dataset = selection.dataset
    if dataset.kind == "numbers":
        return prepare_numbers(selection.numbers or (0.0,) * dataset.shape[1])
    file = {"Upload": selection.upload, "Camera": selection.photo}.get(selection.source)
    if file is not None:
        return _prepared_file(file, dataset.kind, dataset.shape, selection.swap, selection.lines, selection.centre)
    if selection.source == "Draw" and selection.strokes and dataset.kind in IN_INK:
        return prepare_strokes(selection.strokes, dataset.kind, centre=selection.centre)
    return _sample(selection)


def sample_input(sample: int) -> npt.NDArray[np.float32]:
    """Return a sample, given by its index in the gallery, as the selected network's input."""
    return _sample(replace(state.selection(), sample=sample, picture=None)).input


def _sample(selection: state.Selection) -> Preparation:
    """Return the test picture that was chosen on another page; if there is none, the sample of the gallery."""
    dataset = selection.dataset
    image = None if selection.picture is None else dataset.test_picture(selection.picture)
    if image is None:
        image = load_samples(dataset.name).image(selection.sample)
    return prepare_sample(image, dataset.kind, dataset.shape, centre=selection.centre)


@lru_cache(maxsize=32)
def _prepared_file(
    data: bytes, kind: PictureKind, shape: tuple[int, ...], swap: bool, keep_lines: bool, centre: bool
) -> Preparation:
    return prepare_picture(data, kind, shape, swap=swap, keep_lines=keep_lines, centre=centre)
