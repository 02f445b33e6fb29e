"""One network that is being trained, a batch at a time. It computes what Keras's `fit` would, from the same batches."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.dataset import Part
from cnnviz.explainers import role_of
from cnnviz.live.base import load_base, stack_layers, stack_shape
from cnnviz.live.looks import looks
from cnnviz.live.models import augmentation_layers, build, compile_parts
from cnnviz.live.recipe import Recipe, rate_at, steps_per_epoch
from cnnviz.live.sample import Pictures, batch_order, pictures_of

if TYPE_CHECKING:
    import tensorflow as tf

Floats = npt.NDArray[np.float32]

BINS = 40
"""Counts in a histogram."""
SHOWN = 32
"""The most pictures of the last batch that are shown."""
DEAD_ON = 64
"""Pictures held out on which a dead channel is zero everywhere."""
_PATIENCE = 50
"""So many batches in a row may be far worse than guessing before a training is stopped."""


class FailedError(Exception):
    """A training cannot go on; the message says why, and what to change, in a sentence."""


@dataclass
class State:
    """Where a training is: all that it goes on from, in any process.

    Attributes:
        step: The number of batches done.
        rate: The learning rate that was asked for last.
        variables: The values of the network's variables, those of its random numbers among them.
        optimizer: The values of the optimiser's variables.
    """

    step: int
    rate: float
    variables: list[npt.NDArray[Any]]
    optimizer: list[npt.NDArray[Any]]


@dataclass
class Epoch:
    """What an epoch was like.

    Attributes:
        row: The number of epochs done, loss and accuracy while it learned, loss and accuracy on those held out.
        confusion: (classes, classes) int64: pictures held out, by their class and by the answer.
    """

    row: tuple[float, float, float, float, float]
    confusion: npt.NDArray[np.int64]


@dataclass
class Learner:
    """One network that is being trained.

    Attributes:
        recipe: What is trained, on what and how.
        state: Where to go on from; None begins.
        picture: The visitor's own picture as the network's input, whose maps are shown; None for the first held out.
        rates: From which batch on which rate was asked for.
        own: The visitor's own pictures, if it is trained on them.
    """

    recipe: Recipe
    start: State | None = None
    picture: Floats | None = None
    rates: list[tuple[int, float]] = field(default_factory=list)
    own: Part | None = None

    def __post_init__(self) -> None:
        import tensorflow as tf

        recipe = self.recipe
        self.pictures: Pictures = pictures_of(recipe, self.own)
        self._base = load_base(recipe.base) if recipe.base else None
        self.model = build(recipe)
        self._roles = [role_of(layer) for layer in stack_layers(recipe)]
        self._augment = augmentation_layers(recipe)
        self._optimizer, self._loss = compile_parts(recipe)
        self._optimizer.build(self.model.trainable_variables)
        self.step, self.rate = 0, recipe.rate
        if self.start is not None:
            self._go_on_from(self.start)
        self.steps_per_epoch = steps_per_epoch(recipe, len(self.pictures.learn.labels))
        self.steps = recipe.epochs * self.steps_per_epoch
        # Features are computed once, and kept as they are; pictures take less memory as bytes.
        learned = self.pictures.learn.images
        self._images = tf.constant(self.inputs(learned) if self._base else learned)
        self._held = self.inputs(self.pictures.held.images)
        self._labels = tf.constant(self.pictures.learn.labels, tf.int32)
        signature = [tf.TensorSpec([None], tf.int32)]
        self._learn = tf.function(self._learned, input_signature=signature, autograph=False)
        shape = [None, *stack_shape(recipe)]
        self._answer = tf.function(self._answered, input_signature=[tf.TensorSpec(shape, tf.float32)], autograph=False)
        self._trace = tf.function(self._traced, input_signature=[tf.TensorSpec(shape, tf.float32)], autograph=False)
        self._order: tuple[int, npt.NDArray[np.int32]] | None = None
        self._assigned: float | None = None
        self._last: Mapping[str, Any] = {}
        self._worse = 0
        self._dead: dict[str, int] = {}
        self.losses: list[float] = []
        self.accuracies: list[float] = []
        self._of_epoch: list[tuple[float, float, int]] = []

    @property
    def is_done(self) -> bool:
        """Whether all epochs that were planned are over."""
        return self.step >= self.steps

    @property
    def epoch(self) -> float:
        """How many epochs are done."""
        return self.step / self.steps_per_epoch

    def learn_batch(self) -> Epoch | None:
        """Learn from one batch. Return what the epoch was like if it was the epoch's last.

        Raises:
            FailedError: If the numbers have become none, or far worse than guessing.
        """
        import tensorflow as tf

        epoch, index = divmod(self.step, self.steps_per_epoch)
        if self._order is None or self._order[0] != epoch:
            self._order = epoch, batch_order(self.recipe, len(self.pictures.learn.labels), epoch)
        members = self._order[1][index * self.recipe.batch : (index + 1) * self.recipe.batch]
        rate = rate_at(self.recipe, self.rate, self.step, self.steps)
        if rate != self._assigned:
            self._optimizer.learning_rate = self._assigned = rate
        # The first batch comes at once, an operation at a time; the second waits until the step is compiled.
        learn = self._learned if self.step == 0 and self.start is None else self._learn
        loss, right, said, images, gradients = learn(tf.constant(members))
        self._last = {"members": members, "said": said, "images": images, "gradients": gradients}
        self.step += 1
        self.losses.append(float(loss))
        self.accuracies.append(float(right))
        self._of_epoch.append((self.losses[-1], self.accuracies[-1], len(members)))
        self._check(self.losses[-1])
        return self._ended(epoch + 1) if index + 1 == self.steps_per_epoch else None

    def inputs(self, images: npt.NDArray[np.uint8]) -> Floats:
        """Return what the layers that are trained get for pictures, (count, ...) float32: them, or their features."""
        floats = _floats(images)
        return floats if self._base is None else self._features(floats)

    def evaluate(self, inputs: Floats, labels: npt.NDArray[np.int64]) -> tuple[float, npt.NDArray[np.int64]]:
        """Return the loss on what inputs() returns and how it was read: (classes, classes), by class and by answer."""
        classes = len(self.recipe.labels)
        answers = np.concatenate(
            [self._answer(inputs[start : start + 250]).numpy() for start in range(0, len(inputs), 250)]
        )
        loss = float(self._loss(_targets(labels, answers.shape[1]), answers))
        confusion = np.zeros((classes, classes), np.int64)
        np.add.at(confusion, (labels, _said(answers)), 1)
        return loss, confusion

    def test(self) -> tuple[int, int] | None:
        """Return how many official test pictures are read correctly, and how many there are; None without any."""
        if self.pictures.test is None:
            return None
        _, confusion = self.evaluate(self.inputs(self.pictures.test.images), self.pictures.test.labels)
        return int(confusion.trace()), int(confusion.sum())

    def snapshot(self, *, details: bool = True) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
        """Return what there is to see now: a header that JSON can say, and arrays by name.

        Args:
            details: Whether the last batch, the weights and the gradients are among it.
        """
        picture = self.picture
        if picture is None:
            picture = self.pictures.held.images[0].astype(np.float32) / np.float32(255)
        given = picture[None] if self._base is None else self._features(picture[None])
        outputs = [output.numpy()[0] for output in self._trace(given)]
        arrays = looks(self.recipe, self.model, picture, None if self._base is None else given[0], outputs)
        header: dict[str, Any] = {}
        if self._last and details:
            header["batch"] = self._batch(arrays)
            self._histograms(header, arrays)
        return header, arrays

    def state(self) -> State:
        """Return where the training is, for another process to go on from."""
        return State(
            self.step,
            self.rate,
            [variable.numpy() for variable in self._variables()],
            [variable.numpy() for variable in self._optimizer.variables],
        )

    def weights(self) -> list[Floats]:
        """Return the network's weights, in Keras's order."""
        return [np.asarray(array, np.float32) for array in self.model.get_weights()]

    def halves(self) -> list[npt.NDArray[np.float16]]:
        """Return the weights in half precision."""
        most = np.finfo(np.float16).max
        return [np.clip(array, -most, most).astype(np.float16) for array in self.weights()]

    def ask_for_rate(self, rate: float) -> None:
        """Use another learning rate from the next batch on."""
        self.rate = rate
        self.rates.append((self.step, rate))

    def _variables(self) -> list[Any]:
        return [*self.model.variables, *(self._augment.variables if self._augment else [])]

    def _go_on_from(self, state: State) -> None:
        self.step, self.rate = state.step, state.rate
        for variable, value in zip(self._variables(), state.variables, strict=True):
            variable.assign(value)
        for variable, value in zip(self._optimizer.variables, state.optimizer, strict=True):
            variable.assign(value)

    def _learned(self, members: tf.Tensor) -> tuple[Any, ...]:
        import tensorflow as tf

        images = tf.gather(self._images, members)
        if self._base is None:
            images = tf.cast(images, tf.float32) / 255.0
        if self._augment:
            images = self._augment(images, training=True)
        labels = tf.gather(self._labels, members)
        with tf.GradientTape() as tape:
            answers = self.model(images, training=True)
            targets = labels if answers.shape[1] > 1 else tf.cast(labels, tf.float32)[:, None]
            loss = self._loss(targets, answers)
        gradients = tape.gradient(loss, self.model.trainable_variables)
        self._optimizer.apply(gradients, self.model.trainable_variables)
        said = tf.argmax(answers, 1, tf.int32) if answers.shape[1] > 1 else tf.cast(answers[:, 0] > 0.5, tf.int32)
        right = tf.reduce_mean(tf.cast(said == labels, tf.float32))
        return loss, right, said[:SHOWN], images[:SHOWN], gradients

    def _features(self, images: Floats) -> Floats:
        assert self._base is not None
        parts = [self._base(images[start : start + 64], training=False) for start in range(0, len(images), 64)]
        return np.concatenate([np.asarray(part, np.float32) for part in parts])

    def _answered(self, images: tf.Tensor) -> tf.Tensor:
        return self.model(images, training=False)

    def _traced(self, images: tf.Tensor) -> list[tf.Tensor]:
        outputs = []
        for layer in self.model.layers:
            images = layer(images, training=False) if layer._call_has_training_arg else layer(images)
            outputs.append(images)
        return outputs

    def _ended(self, epoch: int) -> Epoch:
        sizes = np.array([size for *_, size in self._of_epoch])
        losses, accuracies = (np.array([row[place] for row in self._of_epoch]) for place in (0, 1))
        self._of_epoch = []
        held_loss, confusion = self.evaluate(self._held, self.pictures.held.labels)
        # The last batch may have spoiled the weights: no row says a loss that is no number.
        self._check(held_loss)
        self._dead = self._count_dead()
        means = (float((values * sizes).sum() / sizes.sum()) for values in (losses, accuracies))
        loss, accuracy = means
        return Epoch((epoch, loss, accuracy, held_loss, float(confusion.trace() / confusion.sum())), confusion)

    def _count_dead(self) -> dict[str, int]:
        """Return of each layer that learns how many channels are zero behind its activation on pictures held out."""
        outputs = self._trace(self._held[:: max(1, len(self._held) // DEAD_ON)][:DEAD_ON])
        dead: dict[str, int] = {}
        name, shape = "", None
        for layer, role, output in zip(self.model.layers, self._roles, outputs, strict=True):
            if getattr(layer, "kernel", None) is not None:
                name, shape = layer.name, output.shape
            if name and output.shape == shape and role != "probabilities":
                channels = np.abs(output.numpy()).reshape(-1, output.shape[-1])
                dead[name] = int((channels.max(axis=0) == 0).sum())
            else:
                name = ""
        return dead

    def _check(self, loss: float) -> None:
        if not math.isfinite(loss):
            raise FailedError(
                f"The loss is no number any more (NaN): at a learning rate of {self.rate:g} the weights have grown "
                f"beyond what a number can hold. Begin again with a rate of {self.rate / 10:g}."
            )
        guessing = math.log(len(self.recipe.labels))
        self._worse = self._worse + 1 if loss > 3 * guessing else 0
        if self._worse >= _PATIENCE:
            raise FailedError(
                f"For {_PATIENCE} batches the answers have been far worse than guessing (a loss above "
                f"{3 * guessing:.1f}, where guessing has {guessing:.1f}): a learning rate of {self.rate:g} is too "
                f"large. Begin again with {self.rate / 10:g}."
            )

    def _batch(self, arrays: dict[str, npt.NDArray[Any]]) -> dict[str, Any]:
        members = self._last["members"][:SHOWN]
        changed = self._last["images"].numpy()
        arrays["batch"] = changed if self._base is None else _floats(self.pictures.learn.images[members])
        return {
            "size": len(self._last["members"]),
            "labels": self.pictures.learn.labels[members].tolist(),
            "said": self._last["said"].numpy().tolist(),
        }

    def _histograms(self, header: dict[str, Any], arrays: dict[str, npt.NDArray[Any]]) -> None:
        header["weights"] = []
        if not self._dead:
            self._dead = self._count_dead()
        gradients = {
            variable.path: gradient
            for variable, gradient in zip(self.model.trainable_variables, self._last["gradients"], strict=True)
        }
        for layer in self.model.layers:
            kernel = getattr(layer, "kernel", None)
            if kernel is None:
                continue
            values, slopes = kernel.numpy().ravel(), gradients[kernel.path].numpy().ravel()
            arrays[f"weights.{layer.name}"], weight_range = _histogram(values)
            arrays[f"gradients.{layer.name}"], gradient_range = _histogram(slopes)
            header["weights"].append(
                {
                    "name": layer.name,
                    "weight_range": weight_range,
                    "gradient_range": gradient_range,
                    "dead": self._dead.get(layer.name, 0),
                    "channels": layer.output.shape[-1],
                }
            )


def _floats(images: npt.NDArray[np.uint8]) -> Floats:
    return images.astype(np.float32) / np.float32(255)


def _said(answers: Floats) -> npt.NDArray[np.int64]:
    return answers.argmax(1) if answers.shape[1] > 1 else (answers[:, 0] > 0.5).astype(np.int64)


def _targets(labels: npt.NDArray[np.int64], outputs: int) -> npt.NDArray[Any]:
    return labels if outputs > 1 else labels.astype(np.float32)[:, None]


def _histogram(values: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], list[float]]:
    most = float(np.abs(values).max()) or 1.0
    if not math.isfinite(most):
        return np.zeros(BINS), [0.0, 0.0]
    counts, _ = np.histogram(values, BINS, (-most, most))
    return counts, [-most, most]
