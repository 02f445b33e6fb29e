"""Train one network by its recipe, in a folder that an interrupted training goes on from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from cnnviz import bundled
from cnnviz.bundled.run_folder import RunFolder, machine
from cnnviz.bundled.training_recipe import Recipe
from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import Part
from cnnviz.training.batches import batches
from cnnviz.training.drawn import drawn_pictures
from cnnviz.training.model import logits_model
from cnnviz.training.teacher import teacher

SEED = 20


@dataclass(frozen=True)
class Settings:
    """What a person chooses for a training; all else is in the network's recipe.

    Attributes:
        out: The folder in which every training has a folder of its own.
        epochs: How many; the recipe's number by default.
        small: Train on the few pictures that ship with cnnviz, and on no drawings.
        bfloat16: Multiply in bfloat16: half the time on processors made for it, longer on others.
        seed: Where chance comes from.
    """

    out: Path
    epochs: int | None = None
    small: bool = False
    bfloat16: bool = False
    seed: int = SEED

    def folder(self, name: str) -> RunFolder:
        """Return the folder of a network's training."""
        return RunFolder(self.out / name, name)


def train(name: str, settings: Settings) -> Path:
    """Train a bundled network from scratch, or go on where an interrupted training of it stopped.

    The weights of the epoch that did best on the validation pictures are kept.

    Args:
        name: One of bundled.names().
        settings: What was chosen.
    Returns:
        The path of the trained network.
    Raises:
        FileNotFoundError: If the data are not there. The message says what to put where.
    """
    folder = settings.folder(name)
    if folder.is_finished:
        return folder.network
    recipe = bundled.recipe(name).RECIPE
    settings = _begin(name, recipe, settings, folder)

    import keras

    from cnnviz.training.callbacks import Keep, Pace

    keras.utils.set_random_seed(settings.seed)
    learn, watch, drawn = _data(recipe, settings)
    classes = len(dataset(recipe.dataset).classes)
    soften = teacher(recipe.teacher, bfloat16=settings.bfloat16) if recipe.teacher else None
    data = batches(recipe, learn, drawn, soften, classes=classes, epochs=settings.epochs, seed=settings.seed)
    model = _compiled(name, recipe, settings, steps=settings.epochs * len(data))
    if folder.state.exists():
        model.load_weights(folder.state)
    done = int(model.optimizer.iterations) // len(data)
    folder.forget_from(done)
    model.fit(
        data,
        initial_epoch=done,
        epochs=settings.epochs,
        validation_data=(watch.images.astype(np.float32) / 255, np.eye(classes, dtype=np.float32)[watch.labels]),
        validation_batch_size=500,
        callbacks=[
            Pace(folder, data, done=done, epochs=settings.epochs),
            keras.callbacks.CSVLogger(folder.history, append=True),
            keras.callbacks.TensorBoard(folder.tensorboard, write_graph=False),
            Keep(folder, recipe.snapshots),
        ],
        verbose=0,
    )
    _end(name, model, folder)
    return folder.network


def set_aside(pictures: Part, validation: int) -> tuple[Part, Part]:
    """Return what is learned from, and what is kept for validation: a fifth at most, and always the same pictures."""
    aside = min(validation, len(pictures.labels) // 5)
    order = np.random.default_rng(SEED).permutation(len(pictures.labels))
    watch, learn = (Part(pictures.images[some], pictures.labels[some]) for some in (order[:aside], order[aside:]))
    return learn, watch


def _begin(name: str, recipe: Recipe, settings: Settings, folder: RunFolder) -> Settings:
    """Write down what the training is, or return how it was begun when it goes on."""
    if folder.is_begun:
        begun = folder.read("run")
        return replace(settings, **{key: begun[key] for key in ("epochs", "small", "bfloat16", "seed")})
    settings = replace(settings, epochs=settings.epochs or recipe.epochs)
    chosen = {key: value for key, value in asdict(settings).items() if key != "out"}
    told = {key: getattr(value, "__name__", value) for key, value in asdict(recipe).items() if key != "epochs"}
    folder.write("run", {"network": name, "begun": _now(), **chosen, **told, "machine": machine(), **_versions()})
    return settings


def _end(name: str, model, folder: RunFolder) -> None:
    """Write the network of the best epoch, and how the training went."""
    model.load_weights(folder.best)
    trained = bundled.recipe(name).build()
    trained.set_weights(model.get_weights())
    trained.save(folder.network)
    epochs = folder.epochs()
    best = min(epochs, key=lambda epoch: epoch["val_loss"])
    folder.write(
        "run",
        {
            **folder.read("run"),
            "finished": _now(),
            "seconds": round(folder.read("progress")["seconds"]),
            "best_epoch": int(best["epoch"]) + 1,
            "validation_accuracy": best["val_accuracy"],
        },
    )
    folder.state.unlink()
    folder.best.unlink()


def _data(recipe: Recipe, settings: Settings) -> tuple[Part, Part, Part | None]:
    """Return what is learned from, what is set aside for validation, and the drawn digits."""
    whole = dataset(recipe.dataset)
    if settings.small and not len(whole.shipped.train.labels):
        raise FileNotFoundError(f"No picture of {whole.title} may be shipped, so there is no small part to train on.")
    pictures = whole.shipped.train if settings.small else whole.load()[0]
    learn, watch = set_aside(pictures, recipe.validation)
    drawn = recipe.drawings and not settings.small
    return learn, watch, Part(*drawn_pictures(settings.out / "drawn.npz")) if drawn else None


def _compiled(name: str, recipe: Recipe, settings: Settings, *, steps: int):
    """Return the untrained network with its optimizer."""
    import keras

    model = logits_model(name, settings.bfloat16)
    model.compile(
        optimizer=keras.optimizers.AdamW(
            keras.optimizers.schedules.CosineDecay(recipe.learning_rate, steps), weight_decay=recipe.weight_decay
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
