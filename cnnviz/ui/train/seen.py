"""A training as the browser shows it: the message that answers each of its questions."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnviz.architecture.shapes import work_out
from cnnviz.explainers import kind_of, role_of, signed_layers
from cnnviz.live.learner import MOST_MAPS
from cnnviz.live.pool import Pool, Run
from cnnviz.live.recipe import layer_names, pictures_in
from cnnviz.ui.train.declared import TRAIN
from cnnviz.ui.wire import pack


def training_message(pool: Pool, run: Run, since: int) -> bytes:
    """Return what there is to see of a training.

    Args:
        pool: Where it is.
        run: The training.
        since: How many batches the browser knows already.
    """
    report, recipe = run.report, run.recipe
    learned, held = pictures_in(recipe)
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
        "recipe": TRAIN.write(recipe),
        "labels": recipe.labels,
        "reads": recipe.data.kind,
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
        header |= said | _layers(run)
        arrays |= seen
    return pack(header, arrays)


def _left(run: Run) -> float | None:
    """Return about how many seconds of training are left; None while nobody can tell."""
    report = run.report
    if run.status != "running" or report.step < 5:
        return None
    return report.seconds / report.step * (report.epochs * report.steps_per_epoch - report.step)


def _layers(run: Run) -> dict[str, Any]:
    """Return what does not change while it learns: how each layer is shown, and the first convolution's sizes."""
    layers = work_out(run.recipe.shape, run.recipe.layers).layers
    names = layer_names(run.recipe)
    header: dict[str, Any] = {
        "layers": [
            {
                "name": name,
                "title": kind_of(layer).describe(layer).title,
                "role": role_of(layer),
                "shape": [*layer.output_shape[:2], min(layer.output_shape[2], MOST_MAPS)]
                if len(layer.output_shape) == 3
                else layer.output_shape,
                "channels": layer.output_shape[-1],
                "signed": signed,
            }
            for layer, name, signed in zip(layers, names, signed_layers(layers), strict=True)
        ]
    }
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
