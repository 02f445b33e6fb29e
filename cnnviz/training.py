"""Train a digit network on scanned and on drawn digits.

A network trained on MNIST alone misreads what people draw with a mouse or a finger. So every epoch mixes MNIST,
turned and slanted a little, with digits that people drew with a pen, replayed on the pad's pixels with thin and
thick pens, large and small, and prepared exactly as the app prepares a drawing.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from cnnviz import bundled
from cnnviz.datasets.mnist import load_mnist
from cnnviz.datasets.pendigits import KEPT_WRITERS, Drawing, load_drawings
from cnnviz.pictures.prepare import prepare

SEED = 20
BATCH_SIZE = 128
LEARNING_RATE, GENTLE_LEARNING_RATE = 1.5e-3, 5e-4
GENTLE_TILT = 0.5
"""How much less than at first the pictures are turned, slanted, scaled and moved in the second half."""
VALIDATION_SIZE = 3_000
"""MNIST training pictures set aside to watch the first half; the test set is not used here."""
VERSIONS_PER_DRAWING = 20
DRAWINGS_PER_EPOCH = 20_000
THINNEST, THICKEST = 6.0, 34.0


def train(name: str, *, epochs: int | None = None, folder: Path) -> Path:
    """Train a bundled network from scratch, or go on where an interrupted training of it stopped.

    It is trained twice: first on pictures that are tilted strongly, then, more slowly, on gently tilted ones.

    Args:
        name: One of bundled.names().
        epochs: How many of the first kind, with none of the second; the network's own numbers by default.
        folder: Where the state after each epoch, the drawn pictures, the history and the result go.
    Returns:
        The path of the trained network, FOLDER/NAME.keras.
    """
    import keras

    keras.utils.set_random_seed(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    recipe = bundled.recipe(name)
    strong_epochs, gentle_epochs = (epochs, 0) if epochs else recipe.EPOCHS
    (scans, scan_labels), _ = load_mnist()
    drawn, drawn_labels = _drawn_pictures(folder / "drawn.npz")
    network = recipe.build()
    path, half_way = folder / f"{name}.keras", folder / f"{name}-half-way.keras"

    if half_way.exists():
        network.set_weights(keras.models.load_model(half_way, compile=False).get_weights())
    else:
        aside = scans[:VALIDATION_SIZE], scan_labels[:VALIDATION_SIZE]
        rest = scans[VALIDATION_SIZE:], scan_labels[VALIDATION_SIZE:]
        batches = _batches(*rest, drawn, drawn_labels, tilt=1)
        _fit(network, batches, LEARNING_RATE, strong_epochs, folder / name, validation_data=aside)
    if gentle_epochs:
        network.save(half_way)
        batches = _batches(scans, scan_labels, drawn, drawn_labels, tilt=GENTLE_TILT)
        _fit(network, batches, GENTLE_LEARNING_RATE, gentle_epochs, folder / f"{name}-gentle")
    network.save(path)
    return path


def _fit(network, batches, learning_rate: float, epochs: int, files: Path, validation_data=None) -> None:
    """Train all but the softmax; the state after each epoch goes to FILES-state, the history to FILES.csv."""
    import keras

    logits = keras.Model(network.inputs, network.layers[-2].output)
    schedule = keras.optimizers.schedules.CosineDecay(learning_rate, epochs * len(batches))
    logits.compile(
        optimizer=keras.optimizers.AdamW(schedule, weight_decay=2e-3, use_ema=True, ema_momentum=0.998),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    logits.fit(
        batches,
        epochs=epochs,
        validation_data=validation_data,
        callbacks=[
            keras.callbacks.BackupAndRestore(f"{files}-state"),
            keras.callbacks.CSVLogger(f"{files}.csv", append=True),
        ],
        verbose=2,
    )


def _drawn_pictures(cache: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return every training writer's digits as network inputs, each in many versions.

    Returns:
        Images (count, 28, 28, 1) uint8 and labels (count,) int64.
    """
    if not cache.exists():
        random = np.random.default_rng(SEED)
        drawings = [drawing for drawing in load_drawings() if drawing.writer not in KEPT_WRITERS]
        images = [_version(drawing, random) for drawing in drawings for _ in range(VERSIONS_PER_DRAWING)]
        labels = np.repeat([drawing.label for drawing in drawings], VERSIONS_PER_DRAWING)
        np.savez_compressed(cache, images=np.stack(images), labels=labels)
    with np.load(cache) as data:
        return data["images"], data["labels"].astype(np.int64)


def _version(drawing: Drawing, random: np.random.Generator) -> np.ndarray:
    """Return the drawing made large or small, tilted and slanted, with a thin or a thick pen, as a network input."""
    size = random.uniform(60, 240)
    pen_width = size * math.exp(random.uniform(math.log(0.035), math.log(0.3)))
    angle, slant, stretch = random.normal(0, math.radians(8)), random.normal(0, 0.12), random.uniform(0.85, 1.18)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    ink = drawing.ink(
        size=size,
        pen_width=min(max(pen_width, THINNEST), THICKEST),
        transform=turn @ np.array([[stretch, slant], [0, 1 / stretch]]),
    )
    return np.rint(prepare(ink).input * 255).astype(np.uint8)


def _batches(scans: np.ndarray, scan_labels: np.ndarray, drawn: np.ndarray, drawn_labels: np.ndarray, *, tilt: float):
    """Return a keras PyDataset whose every epoch has all scans, tilted anew, and some of the drawn pictures."""
    import keras

    class Batches(keras.utils.PyDataset):
        def __init__(self):
            super().__init__(workers=1)
            self.random = np.random.default_rng(SEED)
            self.on_epoch_end()

        def __len__(self):
            return math.ceil((len(scans) + DRAWINGS_PER_EPOCH) / BATCH_SIZE)

        def __getitem__(self, index):
            chosen = self.order[index * BATCH_SIZE : (index + 1) * BATCH_SIZE]
            is_scan = chosen < len(scans)
            images = np.empty((len(chosen), 28, 28, 1), np.float32)
            labels = np.empty(len(chosen), np.int64)
            images[is_scan], labels[is_scan] = scans[chosen[is_scan]], scan_labels[chosen[is_scan]]
            rest = chosen[~is_scan] - len(scans)
            images[~is_scan], labels[~is_scan] = drawn[rest] / np.float32(255), drawn_labels[rest]
            return _tilted(images, self.random, tilt), labels

        def on_epoch_end(self):
            some = len(scans) + self.random.choice(len(drawn), DRAWINGS_PER_EPOCH, replace=False)
            self.order = self.random.permutation(np.concatenate([np.arange(len(scans)), some]))

    return Batches()


def _tilted(images: np.ndarray, random: np.random.Generator, tilt: float) -> np.ndarray:
    """Return the pictures turned, slanted, scaled and moved a little about their middle, each differently."""
    import keras

    count = len(images)
    angle = random.normal(0, math.radians(7) * tilt, count)
    zoom_x, zoom_y = 1 + random.normal(0, 0.06 * tilt, (2, count))
    slant = random.normal(0, 0.1 * tilt, count)
    a, b = np.cos(angle) * zoom_x, np.sin(angle) + slant
    c, d = -np.sin(angle), np.cos(angle) * zoom_y
    move_x, move_y = random.normal(0, 0.8 * tilt, (2, count))
    middle = (images.shape[1] - 1) / 2
    zero = np.zeros(count)
    transforms = np.stack(
        [a, b, middle + move_x - middle * (a + b), c, d, middle + move_y - middle * (c + d), zero, zero], axis=1
    )
    return keras.ops.convert_to_numpy(keras.ops.image.affine_transform(images, transforms.astype(np.float32)))
