"""One network trained several times, each time with another activation or pooling and everything else the same."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cnnviz import bundled
from cnnviz.bundled.training_recipe import Recipe
from cnnviz.datasets.dataset import Part
from cnnviz.training.model import logits_model
from cnnviz.training.train import SEED, set_aside

if TYPE_CHECKING:
    import keras

NETWORK = "mnist_lab"
RECIPE = Recipe("mnist", epochs=12, learning_rate=1e-4, batch_size=100)
"""As in the article that mnist_lab comes from: Adam at a constant learning rate, unchanged pictures."""
HISTORIES = Path(__file__).with_name("variants.csv")
"""Written by `python -m scripts.compare_activations`."""
COLUMNS = ("epoch", "variant", "accuracy", "loss", "val_accuracy", "val_loss", "seconds")


class Variant(NamedTuple):
    """What replaces the ReLUs and the max pooling of mnist_lab."""

    activation: str
    pooling: str


VARIANTS = {
    "ReLU": Variant("relu", "max"),
    "leaky ReLU": Variant("leaky_relu", "max"),
    "tanh": Variant("tanh", "max"),
    "sigmoid": Variant("sigmoid", "max"),
    "ReLU + average pooling": Variant("relu", "average"),
}
"""Every network that is compared; the first is mnist_lab as it is."""


class Epoch(NamedTuple):
    """The results of a variant after an epoch, from 1: shares of pictures read correctly, mean losses, seconds."""

    epoch: int
    variant: str
    accuracy: float
    loss: float
    val_accuracy: float
    val_loss: float
    seconds: float


def histories(path: Path = HISTORIES) -> dict[str, list[Epoch]]:
    """Return the epochs of each variant's training, in the order of VARIANTS; {} if there is no file."""
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        rows = [
            Epoch(
                int(row["epoch"]),
                row["variant"],
                float(row["accuracy"]),
                float(row["loss"]),
                float(row["val_accuracy"]),
                float(row["val_loss"]),
                float(row["seconds"]),
            )
            for row in csv.DictReader(file)
        ]
    by_variant = {name: [row for row in rows if row.variant == name] for name in VARIANTS}
    return {name: epochs for name, epochs in by_variant.items() if epochs}


def epochs_until(epochs: Sequence[Epoch], accuracy: float) -> int | None:
    """Return the first epoch after which this share of the validation pictures was read correctly; None for none."""
    return next((epoch.epoch for epoch in epochs if epoch.val_accuracy >= accuracy), None)


def percent(share: float) -> str:
    """Return a share as it is written on the page, in one piece.

    Example:
        >>> percent(0.9788)
        '97.88\\xa0%'
    """
    return f"{100 * share:.2f}\N{NO-BREAK SPACE}%"


def in_words(histories: dict[str, list[Epoch]]) -> str:
    """Return a summary of the histories, in a few sentences."""
    last = {name: epochs[-1] for name, epochs in histories.items()}
    best, *_, worst = sorted(last, key=lambda name: -last[name].val_accuracy)
    until = {name: epochs_until(epochs, 0.9) for name, epochs in histories.items()}
    quick = [name for name in until if until[name] == 1]
    later = sorted((name for name in until if until[name] != 1), key=lambda name: until[name] or float("inf"))
    slow = [f"{name} needs {until[name]}" if until[name] else f"{name} does not reach it" for name in later]
    reached = " and ".join([", ".join(quick[:-1]), quick[-1]] if len(quick) > 1 else quick) or "none"
    return (
        f"After {last[best].epoch} epochs **{best}** reads most of the validation pictures correctly, "
        f"**{percent(last[best].val_accuracy)}**, and **{worst}** fewest, **{percent(last[worst].val_accuracy)}**. "
        f"90 % are reached within one epoch by {'; '.join([reached, *slow])}. "
        "Each was trained once: a few tenths of a percent may be chance."
    )


def train_variants(
    pictures: Part,
    path: Path,
    names: Iterable[str] = VARIANTS,
    *,
    epochs: int = RECIPE.epochs,
    say: Callable[[str], object] = print,
) -> None:
    """Train the variants that the file does not have yet, and add each to it when its training has ended.

    All start from the same weights and get the same pictures in the same order.

    Args:
        pictures: The training pictures; some are set aside for validation.
        path: The CSV file, one row per epoch.
        names: Keys of VARIANTS.
        epochs: The number of epochs.
        say: Called with a line of text after every epoch.
    """
    done = histories(path)
    for name in names:
        if name not in done:
            rows = _train(name, pictures, epochs, say)
            is_new = not path.exists()
            with path.open("a", newline="", encoding="utf-8") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerows([COLUMNS, *rows] if is_new else rows)


def variant_model(variant: Variant) -> keras.Model:
    """Return mnist_lab's untrained logits model with another activation and pooling, always with the same weights."""
    import keras

    def changed(layer: keras.Layer) -> keras.Layer:
        if isinstance(layer, keras.layers.ReLU):
            return keras.layers.Activation(variant.activation, name=layer.name)
        if isinstance(layer, keras.layers.MaxPooling2D) and variant.pooling == "average":
            return keras.layers.AveragePooling2D(layer.pool_size, layer.strides, layer.padding, name=layer.name)
        return layer.__class__.from_config(layer.get_config())

    keras.utils.set_random_seed(SEED)
    model = logits_model(NETWORK, bfloat16=False)
    other = keras.models.clone_model(model, clone_function=changed)
    other.set_weights(model.get_weights())
    return other


def _train(name: str, pictures: Part, epochs: int, say: Callable[[str], object]) -> list[Epoch]:
    import keras

    from cnnviz.training.batches import Batches

    model = variant_model(VARIANTS[name])
    classes = len(bundled.dataset_of(NETWORK).classes)
    learn, watch = set_aside(pictures, RECIPE.validation)
    data = Batches(RECIPE, learn, classes=classes, epochs=epochs, seed=SEED)
    model.compile(
        optimizer=keras.optimizers.Adam(RECIPE.learning_rate),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
        jit_compile=False,
    )
    validation = (watch.images.astype(np.float32) / 255, np.eye(classes, dtype=np.float32)[watch.labels])
    rows: list[Epoch] = []
    for epoch in range(epochs):
        data.epoch, begun = epoch, time.monotonic()
        logs = model.fit(data, validation_data=validation, validation_batch_size=500, verbose=0).history
        accuracy, loss, val_accuracy, val_loss = (round(float(logs[column][0]), 6) for column in COLUMNS[2:6])
        seconds = round(time.monotonic() - begun, 1)
        rows.append(Epoch(epoch + 1, name, accuracy, loss, val_accuracy, val_loss, seconds))
        say(f"{name}: epoch {epoch + 1} of {epochs}, validation accuracy {rows[-1].val_accuracy:.2%}")
    return rows
