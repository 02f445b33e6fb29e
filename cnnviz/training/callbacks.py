"""What happens around each epoch of a training: it says how far it is, and keeps what would be lost."""

from __future__ import annotations

import os
import time
from pathlib import Path

import keras
import numpy as np

from cnnviz.bundled.run_folder import RunFolder


class Pace(keras.callbacks.Callback):
    """Tells the batches which epoch it is, and the folder how far the training is and how long it will take."""

    EVERY = 0.5
    """Seconds between two reports."""

    def __init__(self, folder: RunFolder, data, *, done: int, epochs: int):
        super().__init__()
        self.folder, self.data, self.done, self.epochs = folder, data, done, epochs
        self.before = folder.read("progress").get("seconds", 0.0) if done else 0.0
        self.report = {"epoch": done, "epochs": epochs}
        self.reported = -self.EVERY

    def on_train_begin(self, logs=None):
        self.started = time.monotonic()

    def on_epoch_begin(self, epoch, logs=None):
        self.data.epoch = self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        self.report |= {"accuracy": logs["accuracy"]}
        self._write(self.epoch + (batch + 1) / len(self.data))

    def on_epoch_end(self, epoch, logs=None):
        self.report |= logs
        self._write(epoch + 1, now=True)

    def _write(self, epoch: float, now: bool = False) -> None:
        seconds = time.monotonic() - self.started
        if now or seconds - self.reported >= self.EVERY:
            self.reported = seconds
            left = seconds / (epoch - self.done) * (self.epochs - epoch)
            self.report |= {"epoch": epoch, "seconds": self.before + seconds, "seconds_left": left}
            self.folder.write("progress", self.report)


class Keep(keras.callbacks.Callback):
    """Keeps the best weights, the chosen snapshots and, last of all, the state that a killed training goes on from."""

    def __init__(self, folder: RunFolder, snapshots: tuple[int, ...]):
        super().__init__()
        self.folder, self.snapshots = folder, snapshots
        self.lowest = min((epoch["val_loss"] for epoch in folder.epochs()), default=float("inf"))

    def on_train_begin(self, logs=None):
        if not self.folder.state.exists():
            self._snapshot(0)

    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.lowest:
            self.lowest = logs["val_loss"]
            save_weights(self.model, self.folder.best)
        self._snapshot(epoch + 1)
        save_weights(self.model, self.folder.state)

    def _snapshot(self, epoch: int) -> None:
        if epoch in self.snapshots:
            self.folder.snapshots.mkdir(parents=True, exist_ok=True)
            weights = {
                f"{layer.name}/{variable.name}": np.asarray(variable, np.float16)
                for layer in self.model.layers
                for variable in layer.weights
            }
            np.savez_compressed(self.folder.snapshots / f"{epoch:03}.npz", **weights)


def save_weights(model: keras.Model, path: Path) -> None:
    """Write the model's weights, and its optimizer's, whole or not at all."""
    unfinished = path.with_name(f".{path.name}")
    model.save_weights(unfinished, overwrite=True)
    os.replace(unfinished, path)
