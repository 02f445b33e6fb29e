"""What is known of a bundled network without loading it: layers, costs, how it was trained, how well it reads."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any, Literal, get_args

from cnnviz import bundled
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.bundled.training_recipe import Article
from cnnviz.costs import Costs, costs
from cnnviz.datasets.dataset import Dataset
from cnnviz.explainers import role_of
from cnnviz.layer import Layer

Order = Literal["accuracy", "parameters", "multiply-adds", "training time"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True)
class Overview:
    """A bundled network.

    Attributes:
        name: Of the network.
        summary: A few words.
        words: A sentence, and where one does not do, paragraphs after a blank line.
        dataset: What it learned from.
        article: What it comes from; None if it is from none.
        layers: Without weights.
        costs: What it costs to read one picture.
        run: How it was trained, {} if that is not known.
        scores: Its figures on the test set, as Evaluation.to_dict() gives them; {} if they are not known.
        history: A row an epoch, [] if it is not known.
    """

    name: str
    summary: str
    words: str
    dataset: Dataset
    article: Article | None
    layers: tuple[Layer, ...]
    costs: Costs
    run: dict[str, Any]
    scores: dict[str, Any]
    history: list[dict[str, float]]

    @property
    def is_convolutional(self) -> bool:
        """Whether it has a convolution."""
        return any(role_of(layer) == "filters" for layer in self.layers)

    @property
    def drawn(self) -> float | None:
        """Share of drawn digits read correctly, drawn as most people draw; None where it does not read digits."""
        first = next(iter(self.scores.get("drawn", {}).values()), None)
        return first and first["correct"] / first["total"]


def overview(name: str) -> Overview:
    """Return what is known of a bundled network."""
    recipe, record = bundled.recipe(name), bundled.record(name)
    layers = read_blueprint(bundled.weights_path(name))
    return Overview(
        name=name,
        summary=recipe.SUMMARY,
        words=recipe.__doc__.strip(),
        dataset=bundled.dataset_of(name),
        article=recipe.ARTICLE,
        layers=layers,
        costs=costs(layers),
        run=record.read("run"),
        scores=record.read("scores"),
        history=record.epochs(),
    )


def by_dataset(overviews: list[Overview], order: Order) -> dict[str, list[Overview]]:
    """Return networks by the title of their data set: accuracies on different pictures do not compare.

    Data sets of small pictures come first, and of those, digits.

    Args:
        overviews: The networks.
        order: By which figure those of one data set are sorted, the best or the smallest first; what is unknown last.
    """
    figures = {
        "accuracy": lambda each: -each.scores["accuracy"] if each.scores else 0,
        "parameters": lambda each: each.costs.parameters,
        "multiply-adds": lambda each: each.costs.multiply_adds,
        "training time": lambda each: each.run.get("seconds", float("inf")),
    }
    groups: dict[str, list[Overview]] = {}
    for each in sorted(overviews, key=lambda each: (_difficulty(each.dataset), figures[order](each), each.name)):
        groups.setdefault(each.dataset.title, []).append(each)
    return groups


def _difficulty(seen: Dataset) -> tuple[int, bool, str]:
    return prod(seen.shape), seen.kind != "digits", seen.name
