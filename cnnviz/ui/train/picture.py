"""The visitor's own picture, whose maps are shown while a network learns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from cnnviz import bundled
from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.live.pool import Run
from cnnviz.live.recipe import Recipe
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.network_input import prepare_sample
from cnnviz.ui import state
from cnnviz.ui.picture.selected import selected_picture
from cnnviz.ui.train.visits import Visit, trainings


def selection_for(recipe: Recipe) -> state.Selection:
    """Return the visitor's selection as it would be for a network that reads the recipe's pictures."""
    chosen = state.selection()
    name = dataset_like(recipe).name
    if chosen.dataset.name == name:
        return chosen
    network = next(network for network in bundled.names() if bundled.dataset_of(network).name == name)
    return replace(chosen, network=network, sample=0, picture=None)


def dataset_like(recipe: Recipe) -> Dataset:
    """Return the data set of pictures like those that a recipe learns: of one's own, the one of the network below."""
    return bundled.dataset_of(recipe.own.base) if recipe.own else recipe.data


def show_picture(visit: Visit, recipe: Recipe, run: Run | None) -> None:
    """Have a training show what it makes of the visitor's picture as it is now.

    Args:
        visit: Whose it is.
        recipe: What the page's settings say now: the next training begins with this picture.
        run: The latest training, which may have other settings; None if there is none yet.
    """
    visit.picture = picture_for(recipe)
    if run is None or run.status in ("stopped", "failed"):
        return
    picture = visit.picture if run.recipe.dataset == recipe.dataset else picture_for(run.recipe)
    if not _are_same(picture, run.picture):
        trainings().tell(visit.token, run.name, "picture", picture)


def _are_same(one: npt.NDArray[np.float32] | None, other: npt.NDArray[np.float32] | None) -> bool:
    return one is other or (one is not None and other is not None and np.array_equal(one, other))


def picture_for(recipe: Recipe) -> npt.NDArray[np.float32] | None:
    """Return the visitor's picture as the input of the recipe's network: a sample where there is none that fits.

    Where the visitor's own pictures are learned, None stands for one of those held out, in place of a sample.
    """
    chosen = selection_for(recipe)
    brought = {"Draw": chosen.strokes, "Upload": chosen.upload, "Camera": chosen.photo}.get(chosen.source)
    if recipe.own and not brought:
        return None
    try:
        return selected_picture(chosen).input
    except PictureError:
        if recipe.own:
            return None
        image = load_samples(recipe.dataset).image(0)
        return prepare_sample(image, recipe.kind, recipe.shape, centre=True).input
