"""What a page's state means: the network, the picture and the page's own settings that a fact is computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz import bundled, known
from cnnviz.architecture.shapes import work_out
from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.edits import Edit
from cnnviz.facts.parts.fact import FactError
from cnnviz.layer import Layer
from cnnviz.network import Network
from cnnviz.pictures.kinds import IN_INK
from cnnviz.pictures.network_input import prepare_sample, prepare_strokes
from cnnviz.pictures.strokes import Stroke
from cnnviz.results import snapshots
from cnnviz.results.comparison import partners
from cnnviz.results.predictions import Predictions, load_predictions
from cnnviz.trace import Trace
from cnnviz.what_if import adversarial, morph
from cnnviz.what_if.changes import ATTACKS, effective, parse_changes, transformed
from cnnviz.what_if.transforms import FloatImage


@dataclass(frozen=True)
class World:
    """A page's state. Nothing is loaded or computed before it is asked for.

    Attributes:
        network_name: The network's name.
        edits: Changes to its numbers.
        epoch: After how many epochs of its training it is shown; None for the end.
        sample: The index of a picture of the gallery, which is read unless another is given.
        picture: The index in the test set of a picture that was chosen on another page.
        strokes: What is drawn on the pad, if that is the picture.
        change: Changes to the picture, as cnnviz/what_if/changes.py writes them.
        centre: Whether a digit is cut out, scaled and centred.
        partner_name: The network that is compared with this one; None for the most instructive.
        pin: The layer and the position of the pinned cell.
        page: The page's address.
        part: The part of the page that is shown; "" if it has none.
        own: The page's own state, as the page declares it: a frozen dataclass.
        values: An input that a visitor brought by upload or camera, prepared; it takes the place of the sample.
    """

    network_name: str = "mnist_lab"
    edits: tuple[Edit, ...] = ()
    epoch: int | None = None
    sample: int = 0
    picture: int | None = None
    strokes: tuple[Stroke, ...] = ()
    change: str = ""
    centre: bool = True
    partner_name: str | None = None
    pin: tuple[str, tuple[int, ...]] | None = None
    page: str = "draw"
    part: str = ""
    own: object = None
    values: FloatImage | None = field(default=None, compare=False)

    @cached_property
    def network(self) -> Network:
        """The network, edited, or as it was after an epoch."""
        if self.epoch is None:
            return known.load_edited(self.network_name, self.edits)
        return _after(self.network_name, self.epoch)

    @cached_property
    def dataset(self) -> Dataset:
        """The data set whose pictures the network reads."""
        return known.dataset_of(self.network_name)

    @cached_property
    def label(self) -> int | None:
        """The class that the picture shows, as an index; None for a visitor's own."""
        if self.strokes or self.values is not None:
            return None
        samples = load_samples(self.dataset.name)
        if self.picture is None:
            return int(samples.labels[min(self.sample, len(samples.labels) - 1)])
        predictions = self.predictions
        return int(predictions.labels[self.picture]) if self.picture < len(predictions.labels) else None

    @cached_property
    def before(self) -> FloatImage:
        """(height, width, channels) float32 in [0, 1]: the network's input before the changes to it."""
        if self.values is not None:
            return self.values
        if self.strokes and self.dataset.kind in IN_INK:
            return prepare_strokes(self.strokes, self.dataset.kind, centre=self.centre).input
        chosen = None if self.picture is None else self.dataset.test_picture(self.picture)
        return self._sample(self.sample) if chosen is None else self._prepared(chosen)

    @cached_property
    def input(self) -> FloatImage:
        """The network's input with the changes to it: morphed, transformed, attacked."""
        values, changes = self.before, effective(parse_changes(self.change))
        if "morph" in changes:
            share, sample, way = changes["morph"]
            between = morph.reshape if way and values.shape[2] == 1 else morph.mix
            values = between(values, self._sample(int(sample)), np.array([share]))[0]
        values = transformed(values, changes)
        for name in ATTACKS:
            if name in changes:
                levels, target = map(int, changes[name])
                label = int(self.network.probabilities(values[None])[0].argmax())
                towards = target if 0 <= target < len(self.network.labels) else None
                attack = {"fgsm": adversarial.fgsm, "pgd": adversarial.pgd}[name]
                values = attack(self.network, values, label, levels / 255, towards)
        return values

    @cached_property
    def trace(self) -> Trace:
        """Every layer's output for the input."""
        return self.network.trace_input(self.input)

    @cached_property
    def logits(self) -> npt.NDArray[np.float64]:
        """(classes,) float64: what softmax gets."""
        self.need_classes()
        return np.asarray(self.network.compiled.logits(self.network.weights, self.input[None])[0], np.float64)

    @property
    def partner(self) -> World:
        """The same state with the network that this one is compared with, as it was trained."""
        name = self.partner_name or next(iter(partners(self.network_name)), None)
        if name is None:
            raise FactError(f"There is no other network to compare {self.network_name} with.")
        if known.dataset_of(name).shape != self.dataset.shape:
            raise FactError(f"{name} reads other pictures than {self.network_name}: they cannot be compared.")
        return replace(self, network_name=name, edits=(), epoch=None, partner_name=None)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The layers of the stack on the page Shapes; elsewhere those of the network."""
        if self.page == "shapes":
            return work_out(self.setting("shapes", "input"), self.setting("shapes", "layers")).layers
        return self.network.layers

    @property
    def predictions(self) -> Predictions:
        """The network's answers to its whole test set, as it was trained."""
        self.need_bundled()
        predictions = load_predictions(self.network_name)
        if predictions is None:
            raise FactError(f"The answers of {self.network_name} to its test set have not been computed.")
        return predictions

    @cached_property
    def gallery(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """All samples of the gallery as inputs, (count, height, width, channels), and the classes that they show."""
        return _gallery(self.dataset.name)

    def setting(self, page: str, name: str) -> Any:
        """Return one of a page's own settings.

        Args:
            page: The page's address, with the part if it has parts: "convolution_lab?part=by_hand".
            name: The setting.
        Raises:
            FactError: If the state is another page's.
        """
        shown = f"{self.page}?part={self.part}" if self.part else self.page
        if shown != page:
            raise FactError(f"This fact is about the page {page}, and the state is one of {shown}.")
        return getattr(self.own, name)

    def layer(self, name: str) -> Layer:
        """Return a layer by its name. FactError if there is none."""
        by_name = {layer.name: layer for layer in self.layers}
        if name not in by_name:
            raise FactError(f"There is no layer {name!r}: there are {', '.join(by_name) or 'none'}.")
        return by_name[name]

    def need_classes(self) -> None:
        """Raise FactError unless the network answers with classes."""
        if not self.network.labels:
            raise FactError(f"{self.network.title} answers with {self.network.answer_text}, not with classes.")

    def need_bundled(self) -> None:
        """Raise FactError unless the network comes with cnnviz: of others there is no test set and no training."""
        if self.network_name not in bundled.recipes():
            raise FactError("This network came as a file: no test set and no training of it are known.")

    def at_epoch(self, epoch: int) -> World:
        """Return the same state after an epoch of the network's training. FactError if it was not kept."""
        self.need_bundled()
        kept = snapshots.epochs(self.network_name)
        if epoch not in kept:
            there = ", ".join(map(str, kept)) or "none"
            raise FactError(f"{self.network_name} after epoch {epoch} was not kept; these were: {there}.")
        return replace(self, epoch=epoch, edits=())

    def _sample(self, sample: int) -> FloatImage:
        return self._prepared(load_samples(self.dataset.name).image(sample))

    def _prepared(self, image: npt.NDArray[np.uint8]) -> FloatImage:
        return prepare_sample(image, self.dataset.kind, self.dataset.shape, centre=self.centre).input


def lead(probabilities: npt.NDArray[np.floating], label: int) -> float:
    """Return by how much a class is ahead of the best other one; below zero where it is behind.

    Example:
        >>> round(lead(np.array([0.7, 0.2, 0.1]), 0), 3)
        0.5
    """
    return float(probabilities[label] - np.delete(probabilities, label).max())


def right_in_gallery(world: World) -> tuple[npt.NDArray[np.bool_], float]:
    """Return which samples of the gallery the network reads right, and the smallest lead of what it reads."""
    inputs, labels = world.gallery
    answers = world.network.probabilities(inputs)
    read: Sequence[int] = answers.argmax(axis=1).tolist()
    least = min(lead(answer, label) for answer, label in zip(answers, read, strict=True))
    return answers.argmax(axis=1) == labels, least


@lru_cache(maxsize=16)
def _after(name: str, epoch: int) -> Network:
    return snapshots.network_at(name, epoch)


@lru_cache(maxsize=4)
def _gallery(name: str) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    from cnnviz.datasets import dataset

    samples, kind, shape = load_samples(name), dataset(name).kind, dataset(name).shape
    inputs = np.stack([prepare_sample(image, kind, shape).input for image in samples.images])
    inputs.flags.writeable = False
    return inputs, samples.labels
