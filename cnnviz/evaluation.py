"""How well a digit network reads: on MNIST's test set, and on what people really drew.

The drawn digits are those of six writers whom no network was trained on, replayed on the pad's pixels and prepared
exactly as the app prepares a drawing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnviz import bundled
from cnnviz.datasets.mnist import load_mnist
from cnnviz.datasets.pendigits import KEPT_WRITERS, load_drawings
from cnnviz.layer import shape_text
from cnnviz.network import Network, load
from cnnviz.pictures.prepare import prepare
from cnnviz.pictures.strokes import PEN_WIDTH

DRAWN = {
    "drawn: as large as most people draw": {"size": 200},
    "drawn: with a pen half as wide": {"size": 200, "pen_width": PEN_WIDTH / 2},
    "drawn: with a pen one and a half times as wide": {"size": 200, "pen_width": PEN_WIDTH * 1.5},
    "drawn: small, in a corner": {"size": 80, "centre": (55, 55)},
}
"""The ways the kept writers' digits are drawn: name -> how. Sizes are in pad pixels, the pad having 280."""
UNCENTRED = "drawn: small, in a corner, with centring switched off"


@dataclass(frozen=True)
class Score:
    """How many of how many pictures were read correctly."""

    correct: int
    total: int

    @property
    def accuracy(self) -> float:
        """Share read correctly, 0 to 1."""
        return self.correct / self.total

    def __str__(self) -> str:
        return f"{self.accuracy:.2%} ({self.correct:,} of {self.total:,})"


def evaluate(name: str) -> dict[str, Score]:
    """Return a bundled network's scores: on MNIST's test set, and on the kept writers' digits drawn in several ways.

    Raises:
        FileNotFoundError: If the pen drawings are not in the data folder.
    """
    network = load(name)
    _, (images, labels) = load_mnist()
    scores = {"MNIST test set": _score(network, images, labels)}
    drawings = [drawing for drawing in load_drawings() if drawing.writer in KEPT_WRITERS]
    drawn_labels = np.array([drawing.label for drawing in drawings])
    ways = [(way, options, True) for way, options in DRAWN.items()]
    ways.append((UNCENTRED, list(DRAWN.values())[-1], False))
    for way, options, centre in ways:
        inputs = (prepare(drawing.ink(**options), centre=centre).input for drawing in drawings)
        scores[way] = _score(network, inputs, drawn_labels)
    return scores


def write_card(name: str, scores: dict[str, Score]) -> Path:
    """Write a network's card, models/NAME.md: what it is, its figures, and the commands that give them."""
    network = load(name)
    recipe = bundled.recipe(name)
    rows = "\n".join(
        f"| {what} | {score.accuracy:.2%} | {score.correct:,} of {score.total:,} |" for what, score in scores.items()
    )
    layers = "\n".join(
        f"| {layer.name} | {layer.kind} | {shape_text(layer.output_shape)} | {layer.parameters:,} |"
        for layer in network.layers
    )
    path = bundled.MODELS / f"{name}.md"
    path.write_text(
        f"""# {name}

{recipe.__doc__.strip()}

{network.parameters:,} parameters. Input: 28 × 28 pixels of ink, 0 to 1. Output: ten probabilities.

| layer | kind | output | parameters |
|---|---|---|---|
{layers}

## How well it reads

| pictures | accuracy | correct |
|---|---|---|
{rows}

The drawn digits are those of writers {", ".join(map(str, KEPT_WRITERS))} of the Pen-Based Recognition of Handwritten
Digits data; no network here was trained on them. Figures from `python -m cnnviz evaluate {name} --write`.

## How it was trained

`python -m cnnviz train {name} --out runs`: {sum(recipe.EPOCHS)} epochs over MNIST's training pictures, slanted
and turned anew each time (less in the last {recipe.EPOCHS[1]}), and 20,000 digits that 24 other writers drew with a
pen, large and small, with thin and thick pens.
""",
        encoding="utf-8",
    )
    return path


def _score(network: Network, inputs: Iterable[np.ndarray], labels: np.ndarray) -> Score:
    read = np.array([np.argmax(network.trace_input(values).probabilities) for values in inputs])
    return Score(int((read == labels).sum()), len(labels))
