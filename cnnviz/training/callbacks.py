"""Callbacks of a training: one reports its progress, the other saves its weights."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import keras
import numpy as np

from cnnviz.bundled.files import written_whole
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.training.batches import Batches

Logs = dict[str, float]
"""The loss and accuracy that Keras hands to callbacks, by name; those of validation begin with val_."""


class Pace(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no type hints.
    """Sets the epoch of the batches, and writes the progress and the time left to the folder, as progress.json."""

    EVERY = 0.5
    """Seconds between two reports."""

    def __init__(self, folder: RunFolder, data: Batches, *, done: int, epochs: int) -> None:
        super().__init__()
        self.folder, self.data, self.done, self.epochs = folder, data, done, epochs
        self.before = folder.read("progress").get("seconds", 0.0) if done else 0.0
        self.report: dict[str, Any] = {"epoch": done, "epochs": epochs}
        self.reported = -self.EVERY

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.started = time.monotonic()

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self.data.epoch = self.epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Logs) -> None:
        self.report |= {"accuracy": logs["accuracy"]}
        self._write(self.epoch + (batch + 1) / len(self.data))

    def on_epoch_end(self, epoch: int, logs: Logs) -> None:
        self.report |= logs
        self._write(epoch + 1, now=True)

    def _write(self, epoch: float, now: bool = False) -> None:
        seconds = time.monotonic() - self.started
        if now or seconds - self.reported >= self.EVERY:
            self.reported = seconds
            left = seconds / (epoch - self.done) * (self.epochs - epoch)
            self.report |= {"epoch": epoch, "seconds": self.before + seconds, "seconds_left": left}
            self.folder.write("progress", self.report)


class Keep(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no type hints.
    """Saves the best weights, the snapshots and, last of all, the state from which a killed training goes on."""

    def __init__(self, folder: RunFolder, snapshots: tuple[int, ...], first: int = 0) -> None:
        super().__init__()
        self.folder, self.snapshots, self.first = folder, snapshots, first
        self.lowest = min((epoch["val_loss"] for epoch in folder.epochs()[first:]), default=float("inf"))

    def on_train_begin(self, logs: Logs | None = None) -> None:
        if not self.folder.state.exists() and not self.first:
            self._snapshot(0)

    def on_epoch_end(self, epoch: int, logs: Logs) -> None:
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
            with written_whole(self.folder.snapshots / f"{epoch:03}.npz") as path:
                # NumPy's stub takes every keyword for its own, allow_pickle.
                np.savez_compressed(path, **weights)  # type: ignore[arg-type]


def save_weights(model: keras.Model, path: Path) -> None:
    """Write the model's weights, and its optimizer's, whole or not at all."""
    with written_whole(path) as unfinished:
        model.save_weights(unfinished, overwrite=True)
