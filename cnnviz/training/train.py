"""Train one network by its recipe, in a folder that an interrupted training goes on from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cnnviz import bundled
from cnnviz.bundled.files import reading_network, written_whole
from cnnviz.bundled.run_folder import RunFolder, machine
from cnnviz.bundled.training_recipe import Recipe
from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import Part
from cnnviz.training.alone import alone_in, tidy
from cnnviz.training.drawn import drawn_pictures
from cnnviz.training.further import LEARNING_RATE, begin_further
from cnnviz.training.model import logits_model
from cnnviz.training.teacher import teacher

if TYPE_CHECKING:
    import keras

SEED = 20
_KEPT = ("epochs", "small", "bfloat16", "seed", "further")
"""The settings that a training that goes on keeps."""


@dataclass(frozen=True)
class Settings:
    """The settings of a training that a person chooses; the network's recipe has the others.

    Attributes:
        out: The folder of all trainings, each of which has a folder of its own in it.
        epochs: The number of epochs; the recipe's by default.
        small: Whether to train on the few pictures that ship with cnnviz, and without drawings.
        bfloat16: Whether to multiply in bfloat16: half the time on processors made for it, longer on others.
        seed: The seed of the random numbers.
        further: The number of epochs that the published network is trained further; 0 to train from scratch.
    """

    out: Path
    epochs: int | None = None
    small: bool = False
    bfloat16: bool = False
    seed: int = SEED
    further: int = 0

    def folder(self, name: str) -> RunFolder:
        """Return the folder of a network's training."""
        return RunFolder(self.out / name, name)


def train(name: str, settings: Settings) -> Path:
    """Train a bundled network from scratch, or go on where an interrupted training of it stopped.

    The weights of the epoch that did best on the validation pictures are kept.

    Args:
        name: One of bundled.recipes().
        settings: The settings; a training that goes on keeps those it began with.
    Returns:
        The path of the trained network.
    Raises:
        BusyError: If another training goes on in the folder.
        DamagedFileError: If a file that this training goes on from is damaged. The message says which.
        FileNotFoundError: If the data are not in the data folder. The message says what to put where.
    """
    folder = settings.folder(name)
    with alone_in(folder):
        if not folder.is_finished:
            _train(name, settings, folder)
        tidy(folder)
    return folder.network


def _train(name: str, settings: Settings, folder: RunFolder) -> None:
    recipe = bundled.training_recipe(name)
    settings, epochs = _begin(recipe, settings, folder)

    import keras

    from cnnviz.training.batches import Batches
    from cnnviz.training.callbacks import Keep, Pace

    keras.utils.set_random_seed(settings.seed)
    learn, watch, drawn = _data(recipe, settings)
    classes = len(dataset(recipe.dataset).classes)
    soften = teacher(recipe.teacher, bfloat16=settings.bfloat16) if recipe.teacher else None
    data = Batches(recipe, learn, drawn, soften, classes=classes, epochs=epochs, seed=settings.seed)
    first = epochs - settings.further if settings.further else 0
    model = _compiled(name, recipe, settings, steps=(epochs - first) * len(data))
    if folder.state.exists():
        # The best weights are needed at the end: if they are damaged, that is said now.
        for path in (folder.best, folder.state):
            with folder.reading(path):
                model.load_weights(path)
    done = first + int(model.optimizer.iterations) // len(data)
    folder.forget_from(done)
    model.fit(
        data,
        initial_epoch=done,
        epochs=epochs,
        validation_data=(watch.images.astype(np.float32) / 255, np.eye(classes, dtype=np.float32)[watch.labels]),
        validation_batch_size=500,
        callbacks=[
            Pace(folder, data, done=done, epochs=epochs),
            keras.callbacks.CSVLogger(folder.history, append=True),
            keras.callbacks.TensorBoard(folder.tensorboard, write_graph=False),
            Keep(folder, recipe.snapshots, first),
        ],
        verbose=0,
    )
    _end(name, model, folder, first)


def set_aside(pictures: Part, validation: int) -> tuple[Part, Part]:
    """Split pictures into those to learn from and those for validation: a fifth at most, and always the same ones.

    Returns:
        The pictures to learn from, and those for validation.
    """
    aside = min(validation, len(pictures.labels) // 5)
    order = np.random.default_rng(SEED).permutation(len(pictures.labels))
    watch, learn = order[:aside], order[aside:]
    return Part(pictures.images[learn], pictures.labels[learn]), Part(pictures.images[watch], pictures.labels[watch])


def _begin(recipe: Recipe, settings: Settings, folder: RunFolder) -> tuple[Settings, int]:
    """Record the settings of a new training, or read those of a training that goes on.

    Returns:
        The settings, and the number of epochs.
    """
    if folder.is_begun:
        begun = folder.read("run", *_KEPT)
        return replace(settings, **{key: begun[key] for key in _KEPT}), begun["epochs"]
    epochs = begin_further(folder) + settings.further if settings.further else settings.epochs or recipe.epochs
    before = {"before": bundled.record(folder.name).read("run", "seconds")} if settings.further else {}
    settings = replace(settings, epochs=epochs)
    chosen = {key: value for key, value in asdict(settings).items() if key != "out"}
    given = {key: getattr(value, "__name__", value) for key, value in asdict(recipe).items() if key != "epochs"}
    folder.write(
        "run",
        {"network": folder.name, "begun": _now(), **chosen, **given, "machine": machine(), **_versions(), **before},
    )
    return settings, epochs


def _end(name: str, model: keras.Model, folder: RunFolder, first: int) -> None:
    """Save the network of the best epoch, and record how the training went."""
    with folder.reading(folder.best):
        model.load_weights(folder.best)
    trained = bundled.recipe(name).build()
    trained.set_weights(model.get_weights())
    with written_whole(folder.network) as path:
        trained.save(path)
    run = folder.read("run")
    best = min(folder.epochs()[first:], key=lambda epoch: epoch["val_loss"])
    folder.write(
        "run",
        {
            **run,
            "finished": _now(),
            "seconds": round(folder.read("progress").get("seconds", 0)) + run.get("before", {}).get("seconds", 0),
            "best_epoch": int(best["epoch"]) + 1,
            "validation_accuracy": best["val_accuracy"],
        },
    )


def _data(recipe: Recipe, settings: Settings) -> tuple[Part, Part, Part | None]:
    """Return the pictures to learn from, those for validation, and the drawn digits."""
    whole = dataset(recipe.dataset)
    if settings.small and not len(whole.shipped.train.labels):
        raise FileNotFoundError(f"No picture of {whole.title} may be shipped, so there is no small part to train on.")
    pictures = whole.shipped.train if settings.small else whole.load()[0]
    learn, watch = set_aside(pictures, recipe.validation)
    has_drawings = recipe.drawings and not settings.small
    return learn, watch, drawn_pictures(settings.out / "drawn.npz") if has_drawings else None


def _compiled(name: str, recipe: Recipe, settings: Settings, *, steps: int) -> keras.Model:
    """Return the network, untrained or as it is published, with its optimizer."""
    import keras

    model = logits_model(name, settings.bfloat16)
    learning_rate = recipe.learning_rate
    if settings.further:
        learning_rate *= LEARNING_RATE
        path = bundled.weights_path(name)
        with reading_network(path):
            model.set_weights(keras.models.load_model(path, compile=False).get_weights())
    model.compile(
        optimizer=keras.optimizers.AdamW(
            keras.optimizers.schedules.CosineDecay(learning_rate, steps), weight_decay=recipe.weight_decay
        ),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=recipe.label_smoothing),
        metrics=["accuracy"],
        # XLA is slower than the plain graph on a processor.
        jit_compile=False,
    )
    model.optimizer.build(model.trainable_variables)
    return model


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _versions() -> dict[str, str]:
    import keras

    return {"keras": keras.version(), "backend": keras.backend.backend()}
