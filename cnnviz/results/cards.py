"""The pages of models/ that people read: a card for each network, and a table of all results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from cnnviz import bundled
from cnnviz.bundled.files import written_whole
from cnnviz.bundled.run_folder import IN_THE_END
from cnnviz.bundled.training_recipe import Article
from cnnviz.datasets.pendigits import HELD_OUT_WRITERS
from cnnviz.layer import shape_text
from cnnviz.network import load
from cnnviz.results.evaluation import Evaluation
from cnnviz.results.predictions import path_of


def write_card(evaluation: Evaluation) -> Path:
    """Write a network's card, models/NAME.md, and the predictions and figures that the app shows.

    Returns:
        The path of the card.
    """
    name = evaluation.name
    record = bundled.record(name)
    record.write("scores", evaluation.to_dict())
    with written_whole(path_of(name)) as predictions:
        np.savez_compressed(
            predictions,
            probabilities=evaluation.probabilities.astype(np.float16),
            labels=evaluation.labels.astype(np.uint8),
            read=evaluation.read.astype(np.uint8),
        )
    path = bundled.MODELS / f"{name}.md"
    path.write_text(card(evaluation), encoding="utf-8")
    return path


def card(evaluation: Evaluation) -> str:
    """Return a network's card as Markdown: its layers, its figures, and the commands that reproduce them."""
    name = evaluation.name
    network, recipe, run = load(name), bundled.recipe(name), bundled.record(name).read("run", *IN_THE_END)
    dataset = bundled.dataset_of(name)
    layers = "\n".join(
        f"| {layer.name} | {layer.kind} | {shape_text(layer.output_shape)} | {layer.parameters:,} |"
        for layer in network.layers
    )
    scores = {f"{dataset.title} test set": evaluation.score, **evaluation.drawn}
    rows = "\n".join(
        f"| {pictures} | {score.accuracy:.2%} | {score.correct:,} of {score.total:,} |"
        for pictures, score in scores.items()
    )
    classes = "\n".join(
        f"| {row['label']} | {row['recall']:.2%} | {row['precision']:.2%} |"
        for row in evaluation.to_dict()["per_class"]
    )
    numbers = ", ".join(map(str, HELD_OUT_WRITERS))
    writers = (
        f"""
The drawn digits are those of writers {numbers} of the Pen-Based Recognition of Handwritten
Digits data; no network here was trained on them.
"""
        if evaluation.drawn
        else ""
    )
    return f"""# {name}

{(recipe.__doc__ or "").strip()}

{network.parameters:,} parameters. Input: {shape_text(network.input_shape)} values, 0 to 1. Output:
{len(network.labels)} probabilities.

| layer | kind | output | parameters |
|---|---|---|---|
{layers}

## How well it reads

| pictures | accuracy | correct |
|---|---|---|
{rows}
{writers}
| class | of its pictures, read rightly | of what was read so, right |
|---|---|---|
{classes}

Figures from `python -m cnnviz evaluate {name} --write`.

## How it was trained

{training_words(name, run)}
"""


def training_words(name: str, run: dict[str, Any]) -> str:
    """Return how a network was trained, as Markdown.

    Args:
        name: Of the network.
        run: What its run.json says; {} where there is none.
    """
    if not run:
        return f"`{train_command(name, run)}`, by the recipe in `models/{name}.py`."
    before = run.get("before") or {}
    first, more = before or run, ""
    if before:
        more = f"""
then `python -m cnnviz train {name} --further {run["further"]}`: {run["further"]} more epochs in \
{minutes(run["seconds"] - before["seconds"])}, on {run["machine"]};"""
    return f"""`{train_command(name, first)}`: {first["epochs"]} epochs in {minutes(first["seconds"])}, on \
{first["machine"]};{more}
the weights are those after epoch {run["best_epoch"]}, the best on pictures of the training set that were set aside.
The recipe is in `models/{name}.py`, the history of every epoch in `models/{name}/history.csv`."""


def write_results() -> Path:
    """Write models/RESULTS.md: every network's accuracy beside its article's, and how to train it.

    Returns:
        The path of the file.
    """
    rows = []
    for name in bundled.names():
        recipe, record = bundled.recipe(name), bundled.record(name)
        run, scores = record.read("run", *IN_THE_END), record.read("scores", "accuracy", "correct", "total")
        if not scores:
            continue
        rows.append(
            f"| [{name}]({name}.md) | {bundled.dataset_of(name).title} | {article_words(recipe.ARTICLE)} "
            f"| {scores['accuracy']:.2%} ({scores['correct']:,} of {scores['total']:,}) "
            f"| `{train_command(name, run)}` "
            + (f"| {run['epochs']} epochs, {minutes(run['seconds'])} | {run['machine']} |" if run else "| – | – |")
        )
    path = bundled.MODELS / "RESULTS.md"
    path.write_text(
        """# Results

Accuracy on each official test set, which no network was trained on or chosen by. `python -m cnnviz evaluate NETWORK`
gives each figure again, `python -m cnnviz results` writes this table.

| network | data | the article's figure | here | trained by | in | on |
|---|---|---|---|---|---|---|
"""
        + "\n".join(rows)
        + "\n",
        encoding="utf-8",
    )
    return path


def train_command(name: str, run: dict[str, Any]) -> str:
    """Return the command that trains a network from scratch the way it was trained."""
    first = run.get("before") or run
    return f"python -m cnnviz train {name}{' --bfloat16' if first.get('bfloat16') else ''}"


def article_words(article: Article | None) -> str:
    """Return the accuracy that a network's article reports, in a few words; "–" where there is none."""
    if article is None or article.accuracy is None:
        return "–"
    where = "" if article.measured_on == "test" else " (validation)"
    return f"{article.accuracy:.2%} after {article.epochs} epochs{where}"


def minutes(seconds: float) -> str:
    """Return a duration in whole minutes, at least one, as text."""
    return f"{max(1, round(seconds / 60))} min"
