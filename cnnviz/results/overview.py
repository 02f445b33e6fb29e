"""What is known about a bundled network without loading it: layers, costs, how it was trained, how well it reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Any, Literal, TypeVar, get_args

from cnnviz import bundled
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.bundled.files import DamagedFileError
from cnnviz.bundled.run_folder import IN_THE_END
from cnnviz.bundled.training_recipe import Article
from cnnviz.costs import Costs, costs
from cnnviz.datasets.dataset import Dataset
from cnnviz.explainers import role_of
from cnnviz.layer import Layer

T = TypeVar("T")
Order = Literal["accuracy", "parameters", "multiply-adds", "training time"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True)
class Overview:
    """A bundled network.

    Attributes:
        name: Its name.
        summary: What it is, in a few words.
        words: What it is, in a sentence; sometimes followed by a blank line and more paragraphs.
        dataset: The data set that it learned from.
        article: The article that it comes from; None if it comes from none.
        layers: Its layers, without weights.
        costs: What it costs to read one picture.
        run: How it was trained, as run.json says; {} if that is not known.
        scores: Its figures on the test set, as Evaluation.to_dict() gives them; {} if it has not been measured.
        history: One row per epoch of its training; [] if that is not known.
        faults: Sentences on the files that are damaged: what they say counts as not known.
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
    faults: tuple[str, ...]

    @property
    def is_convolutional(self) -> bool:
        """Whether it has a convolution."""
        return any(role_of(layer) == "filters" for layer in self.layers)

    @property
    def drawn(self) -> float | None:
        """The share of digits, drawn as most people draw, that it reads correctly; None if it does not read digits."""
        first = next(iter(self.scores.get("drawn", {}).values()), None)
        return None if first is None else float(first["correct"] / first["total"])


def overview(name: str) -> Overview:
    """Return what is known about a bundled network.

    Raises:
        DamagedFileError: If its .keras file is damaged or missing. The message says what to do.
    """
    recipe, record = bundled.recipe(name), bundled.record(name)
    layers = read_blueprint(bundled.weights_path(name))
    faults: list[str] = []

    def known(read: Callable[[], T], unknown: T) -> T:
        try:
            return read()
        except DamagedFileError as error:
            faults.append(str(error))
            return unknown

    return Overview(
        name=name,
        summary=recipe.SUMMARY,
        words=(recipe.__doc__ or "").strip(),
        dataset=bundled.dataset_of(name),
        article=recipe.ARTICLE,
        layers=layers,
        costs=costs(layers),
        run=known(lambda: record.read("run", *IN_THE_END), {}),
        scores=known(lambda: record.read("scores", "accuracy", "correct", "total", "per_class"), {}),
        history=known(record.epochs, []),
        faults=tuple(faults),
    )


def by_dataset(overviews: list[Overview], order: Order) -> dict[str, list[Overview]]:
    """Return networks grouped by the title of their data set: accuracies on different pictures do not compare.

    Data sets of small pictures come first and, among those of one size, digits.

    Args:
        overviews: The networks.
        order: The figure by which the networks of one data set are sorted: the best or smallest first, unknown last.
    """
    figures: dict[Order, Callable[[Overview], float]] = {
        "accuracy": lambda network: -network.scores["accuracy"] if network.scores else 0,
        "parameters": lambda network: network.costs.parameters,
        "multiply-adds": lambda network: network.costs.multiply_adds,
        "training time": lambda network: network.run.get("seconds", float("inf")),
    }

    def sort_key(network: Overview) -> tuple[tuple[int, bool, str], float, str]:
        return _difficulty(network.dataset), figures[order](network), network.name

    groups: dict[str, list[Overview]] = {}
    for network in sorted(overviews, key=sort_key):
        groups.setdefault(network.dataset.title, []).append(network)
    return groups


def _difficulty(dataset: Dataset) -> tuple[int, bool, str]:
    return prod(dataset.shape), dataset.kind != "digits", dataset.name
