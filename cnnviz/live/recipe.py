"""What is trained, on what, and how: all that a live training follows from, in a form that a link can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, pi

from cnnviz.architecture.shapes import work_out
from cnnviz.architecture.text import text_to_specs
from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import Dataset
from cnnviz.explainers.parts.spec import Shape, Spec
from cnnviz.layer import shape_text
from cnnviz.live.own_pictures import FEWEST_CLASSES, OWN_KINDS, OwnKind, first_names, problem_of
from cnnviz.pictures.kinds import PictureKind

MOST_PARAMETERS = 2_000_000
MOST_MULTIPLY_ADDS = 30_000_000
MOST_OF_A_CLASS = 200
"""So many training pictures of each class ship."""
MOST_BATCH = 128
MOST_EPOCHS = 200
FEWEST_OF_A_CLASS = 5
OPTIMIZERS = {"adam": "Adam", "adamw": "AdamW", "sgd": "SGD", "momentum": "SGD with momentum", "rmsprop": "RMSprop"}
"""Names in a link -> names on the page."""
SCHEDULES = {"constant": "stays the same", "cosine": "falls to zero in a half cosine"}
AUGMENTATIONS = {"none": "as they are", "moved": "moved and turned", "mirrored": "moved and mirrored"}
DATASETS = ("mnist", "fashion_mnist", "cifar10")
"""The data sets whose pictures may ship."""
WAYS = {
    "features": "on top of a trained network",
    "scratch": "from nothing",
    "both": "both ways, side by side",
}
"""How the visitor's own pictures are learned."""


@dataclass(frozen=True)
class Recipe:
    """All that a live training follows from.

    Attributes:
        layers: The stack, from the picture to the answer.
        dataset: The name of the data set whose shipped pictures are learned, or the visitor's own, a key of OWN_KINDS.
        classes: Which classes, as indices into Dataset.classes; () for all.
        each: How many pictures of each class; part of them is held out.
        held: The share of them that is held out for validation, in percent.
        optimizer: One of OPTIMIZERS.
        rate: The learning rate.
        schedule: One of SCHEDULES.
        epochs: How many passes over the pictures.
        batch: The number of pictures in a batch.
        weight_decay: As Keras's optimisers take it; 0 for none.
        augmentation: One of AUGMENTATIONS.
        seed: Of the first weights, the batches, dropout and augmentation.
        names: The names of the visitor's own classes.
        way: One of WAYS, for the visitor's own pictures.
    """

    layers: tuple[Spec, ...] = text_to_specs("c8-r-m2-c16-r-m2-f-d10-z")
    dataset: str = "mnist"
    classes: tuple[int, ...] = ()
    each: int = MOST_OF_A_CLASS
    held: int = 20
    optimizer: str = "adam"
    rate: float = 0.003
    schedule: str = "constant"
    epochs: int = 20
    batch: int = 32
    weight_decay: float = 0.0
    augmentation: str = "none"
    seed: int = 1
    names: tuple[str, ...] = first_names(FEWEST_CLASSES)
    way: str = "both"

    @property
    def own(self) -> OwnKind | None:
        """The kind of the visitor's own pictures; None where those of a data set are learned."""
        return OWN_KINDS.get(self.dataset)

    @property
    def data(self) -> Dataset:
        """The data set whose pictures are learned.

        Raises:
            ValueError: If the visitor's own are.
        """
        return dataset(self.dataset)

    @property
    def title(self) -> str:
        """What people call the pictures."""
        return self.own.title if self.own else self.data.title

    @property
    def kind(self) -> PictureKind:
        """The kind of the pictures."""
        return self.own.kind if self.own else self.data.kind

    @property
    def shape(self) -> Shape:
        """The shape of one picture, (height, width, channels)."""
        return self.own.shape if self.own else self.data.shape

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the classes, in the order of the network's answers."""
        if self.own:
            return self.names
        names = self.data.classes
        return tuple(names[index] for index in self.classes) if self.classes else names

    @property
    def base(self) -> str | None:
        """The name of the bundled network on whose features this one stands; None if it stands on the pictures."""
        return self.own.base if self.own and self.way != "scratch" else None

    @property
    def stack(self) -> tuple[Spec, ...]:
        """The layers that are trained: all of them, or those on top of the features."""
        return text_to_specs(f"f-d{len(self.labels)}-z") if self.base else self.layers


def runs_of(recipe: Recipe) -> tuple[Recipe, ...]:
    """Return what is trained at once: the recipe itself, or each of the two ways of it."""
    if recipe.own and recipe.way == "both":
        return replace(recipe, way="features"), replace(recipe, way="scratch")
    return (recipe,)


def problem(recipe: Recipe, counts: Sequence[int] = ()) -> str:
    """Return why a network cannot be trained like this, in a sentence that says what would work; "" if it can.

    Args:
        recipe: What is to be trained, on what and how.
        counts: How many pictures each of the visitor's own classes has.
    """
    why = problem_of(recipe.names, counts) if recipe.own else ""
    if why or (recipe.own and recipe.way == "features"):
        return why
    return _problem_of_stack(recipe)


def _problem_of_stack(recipe: Recipe) -> str:
    shapes = work_out(recipe.shape, recipe.layers)
    if shapes.problem:
        return f"Layer {len(shapes.rows) + 1}: {shapes.problem}"
    classes = len(recipe.labels)
    if classes < 2:
        return "There is nothing to tell apart: choose two classes or more."
    if not shapes.rows:
        return "The stack is empty: put a Dense layer and a Softmax on it."
    answer = shapes.rows[-1].layer.output_shape
    if len(answer) != 1:
        return f"The last layer answers with maps of {shape_text(answer)}: put Flatten, Dense and Softmax behind it."
    if not (answer == (classes,) and ends_in(recipe, "softmax")) and not (
        answer == (1,) and classes == 2 and ends_in(recipe, "sigmoid")
    ):
        one = ", or Dense 1 with a sigmoid" if classes == 2 else ""
        return f"You chose {classes} classes: end the stack with Dense {classes} and Softmax{one}."
    if shapes.costs.parameters > MOST_PARAMETERS:
        return (
            f"The stack has {shapes.costs.parameters:,} weights; up to {MOST_PARAMETERS:,} can be trained here. "
            "Pooling before Flatten saves most."
        )
    if not shapes.costs.parameters:
        return "No layer has weights, so there is nothing to learn: put a convolution or a Dense layer on the stack."
    if shapes.costs.multiply_adds > MOST_MULTIPLY_ADDS:
        return (
            f"One picture takes {shapes.costs.multiply_adds:,} multiply-adds; up to {MOST_MULTIPLY_ADDS:,} can be "
            "trained here. Fewer filters, larger strides or earlier pooling save most."
        )
    return ""


def ends_in(recipe: Recipe, function: str) -> bool:
    """Return whether the last layer is a function, or has it built in."""
    last = recipe.stack[-1]
    return last.keras_class.lower() == function or last.config().get("activation") == function


def layer_names(recipe: Recipe) -> list[str]:
    """Return a name for each layer: its kind's mark in words, and its number among those of its kind.

    Example:
        >>> layer_names(Recipe(text_to_specs("c8-r-c8-r-f-d10-z")))
        ['conv1', 'activation1', 'conv2', 'activation2', 'flatten', 'dense', 'softmax']
    """
    kinds = [_WORDS.get(spec.mark, spec.keras_class.lower()) for spec in recipe.stack]
    return [
        kind if kinds.count(kind) == 1 else f"{kind}{kinds[: place + 1].count(kind)}"
        for place, kind in enumerate(kinds)
    ]


_WORDS = {"c": "conv", "m": "pool", "a": "average_pool", "r": "activation", "b": "norm", "w": "average"}


def rate_at(recipe: Recipe, rate: float, step: int, steps: int) -> float:
    """Return the learning rate of a batch.

    Args:
        recipe: Its schedule counts.
        rate: The rate that was asked for last.
        step: The number of the batch, from 0.
        steps: The number of all batches that are planned.
    """
    if recipe.schedule == "cosine":
        return rate * 0.5 * (1 + cos(pi * min(step, steps) / steps))
    return rate


def pictures_in(recipe: Recipe, counts: Sequence[int] = ()) -> tuple[int, int]:
    """Return how many pictures a training learns from, and how many are held out.

    Args:
        recipe: On what it is trained.
        counts: How many pictures each of the visitor's own classes has.
    """
    counts = counts if recipe.own else [recipe.each] * len(recipe.labels)
    held = sum(held_of(recipe, count) for count in counts)
    return sum(counts) - held, held


def held_of(recipe: Recipe, count: int) -> int:
    """Return how many of a class's pictures are held out."""
    return min(count, max(1, round(count * recipe.held / 100)))


def steps_per_epoch(recipe: Recipe, learned: int) -> int:
    """Return the number of batches in one pass over so many pictures; the last batch may be smaller."""
    return -(-learned // recipe.batch)
