"""A training as the browser shows it: the messages that answer each of its questions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.explainers import kind_of, role_of, signed_layers
from cnnviz.layer import Layer
from cnnviz.live.base import base_layers, stack_layers
from cnnviz.live.looks import MOST_MAPS, looks_with
from cnnviz.live.pool import GoneError, Pool, Run
from cnnviz.live.recipe import Recipe, layer_names, pictures_in
from cnnviz.live.sample import pictures_of
from cnnviz.ui.train.declared import TRAIN
from cnnviz.ui.wire import pack

TITLES = {"features": "On top of a trained network", "scratch": "From nothing"}
"""What the two ways of learning one's own pictures are called, where they are side by side."""


def training_message(pool: Pool, run: Run, since: int) -> bytes:
    """Return what there is to see of a training.

    Args:
        pool: Where it is.
        run: The training.
        since: How many batches the browser knows already.
    """
    report, recipe = run.report, run.recipe
    learned, held = pictures_in(recipe, run.counts)
    since = min(max(since, 0), len(run.losses))
    header: dict[str, Any] = {
        "run": run.name,
        "version": run.version,
        "status": run.status,
        "place": pool.place_in_queue(run),
        "message": report.message or run.notice,
        "step": report.step,
        "since": since,
        "steps_per_epoch": report.steps_per_epoch,
        "epochs": report.epochs,
        "seconds": report.seconds,
        "left": _left(run),
        "rate": report.rate,
        "rates": report.rates,
        "pictures": learned,
        "held": held,
        "batch_size": recipe.batch,
        "recipe": TRAIN.write(asked(run)),
        "title": TITLES[recipe.way] if recipe.own and run.twin else "",
        "beside": _beside(pool, run),
        "labels": recipe.labels,
        "reads": recipe.kind,
        "input_shape": recipe.shape,
        "history": run.rows,
        "test": {"correct": run.test[0], "total": run.test[1]} if run.test else None,
    }
    arrays: dict[str, Any] = {
        "loss": np.frombuffer(run.losses[since:], np.float32),
        "accuracy": np.frombuffer(run.accuracies[since:], np.float32),
    }
    if run.confusion is not None:
        arrays["confusion"] = run.confusion
    if run.seen:
        said, seen = run.seen
        header |= said | _layers(recipe)
        arrays |= seen
    return pack(header, arrays)


def asked(run: Run) -> Recipe:
    """Return the settings with which a training was begun: of one of two ways, those of both."""
    return replace(run.recipe, way="both") if run.twin or run.is_twin else run.recipe


def _beside(pool: Pool, run: Run) -> dict[str, Any] | None:
    """Return what is shown of the training that goes beside a training; None if there is none."""
    try:
        twin = pool.find(run.visit, run.twin)
    except GoneError:
        return None
    return {
        "title": TITLES[twin.recipe.way],
        "status": twin.status,
        "step": twin.report.step,
        "steps_per_epoch": twin.report.steps_per_epoch,
        "history": twin.rows,
    }


def back_message(run: Run, epoch: int, picture: npt.NDArray[np.float32] | None) -> bytes:
    """Return what a training's network was after an epoch: its answer to a picture, its maps and its filters.

    Args:
        run: The training.
        epoch: The number of epochs done; 0 is before it learned.
        picture: The visitor's picture as the network's input; None for the first of those held out.
    Raises:
        ValueError: If the weights of that epoch are not kept. The message says so in a sentence.
    """
    if epoch and epoch not in run.epochs:
        raise ValueError("The weights of this epoch are not kept: of long trainings only some are.")
    recipe = run.recipe
    if picture is None or picture.shape != recipe.shape:
        picture = _first_held_out(run)
    header = {
        "run": run.name,
        "epoch": epoch,
        "labels": recipe.labels,
        "reads": recipe.kind,
        "input_shape": recipe.shape,
        **_layers(recipe),
    }
    return pack(header, looks_with(recipe, run.epochs[epoch] if epoch else None, picture))


def _first_held_out(run: Run) -> npt.NDArray[np.float32]:
    if run.is_without_pictures:
        return np.zeros(run.recipe.shape, np.float32)
    first: npt.NDArray[np.float32] = pictures_of(run.recipe, run.own).held.images[0] / np.float32(255)
    return first


def _left(run: Run) -> float | None:
    """Return about how many seconds of training are left; None while nobody can tell."""
    report = run.report
    if run.status != "running" or report.step < 5:
        return None
    return report.seconds / report.step * (report.epochs * report.steps_per_epoch - report.step)


def _layers(recipe: Recipe) -> dict[str, Any]:
    """Return what does not change while it learns: how each layer is shown, and the first convolution's sizes."""
    layers, names = stack_layers(recipe), layer_names(recipe)
    listed = [
        _listed(layer, name, kind_of(layer).describe(layer).title, signed)
        for layer, name, signed in zip(layers, names, signed_layers(layers), strict=True)
    ]
    if recipe.base:
        before = base_layers(recipe.base)
        features = _listed(before[-1], recipe.base, f"Features of {recipe.base}", signed_layers(before)[-1])
        return {"layers": [features, *listed]}
    header: dict[str, Any] = {"layers": listed}
    for layer, name in zip(layers, names, strict=True):
        if role_of(layer) == "filters":
            header["first"] = {
                "name": name,
                "kernel_size": layer.config["kernel_size"],
                "input_shape": layer.input_shape,
                "output_shape": layer.output_shape,
                "sees_colours": layer is layers[0] and layer.input_shape[2] == 3,
            }
            break
    return header


def _listed(layer: Layer, name: str, title: str, signed: bool) -> dict[str, Any]:
    shape = layer.output_shape
    return {
        "name": name,
        "title": title,
        "role": role_of(layer),
        "shape": [*shape[:2], min(shape[2], MOST_MAPS)] if len(shape) == 3 else shape,
        "channels": shape[-1],
        "signed": signed,
    }
