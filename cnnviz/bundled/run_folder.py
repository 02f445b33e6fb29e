"""The folder of one training: its settings, its progress, and the weights it has learned."""

from __future__ import annotations

import csv
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class RunFolder:
    """The files of one training.

    Attributes:
        path: The folder.
        name: The network's name.
    """

    path: Path
    name: str

    @property
    def network(self) -> Path:
        """The trained network, once the training has ended."""
        return self.path / f"{self.name}.keras"

    @property
    def history(self) -> Path:
        """One line per epoch: loss and accuracy, on the training and on the validation pictures."""
        return self.path / "history.csv"

    @property
    def state(self) -> Path:
        """The weights and the optimizer after the last epoch, from which an interrupted training goes on."""
        return self.path / "state.weights.h5"

    @property
    def best(self) -> Path:
        """The weights of the best epoch so far."""
        return self.path / "best.weights.h5"

    @property
    def tensorboard(self) -> Path:
        """The folder of TensorBoard logs, for `tensorboard --logdir`."""
        return self.path / "tensorboard"

    @property
    def snapshots(self) -> Path:
        """The folder of the weights after chosen epochs: an .npz file each, float16."""
        return self.path / "snapshots"

    @property
    def is_finished(self) -> bool:
        """Whether the training has ended."""
        return "finished" in self.read("run")

    @property
    def is_begun(self) -> bool:
        """Whether a training has begun in this folder."""
        return (self.path / "run.json").exists()

    def read(self, name: str) -> dict[str, Any]:
        """Return the content of NAME.json, {} if there is no such file.

        "run" has the settings of the training, "progress" how far it is, "scores" how well the network reads.
        """
        try:
            content: dict[str, Any] = json.loads((self.path / f"{name}.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return content

    def write(self, name: str, values: Mapping[str, Any]) -> None:
        """Write NAME.json, whole or not at all: others read it at any time."""
        self.path.mkdir(parents=True, exist_ok=True)
        unfinished = self.path / f".{name}.json"
        unfinished.write_text(json.dumps(dict(values), indent=1), encoding="utf-8")
        os.replace(unfinished, self.path / f"{name}.json")

    def epochs(self) -> list[dict[str, float]]:
        """Return the history: for each epoch "epoch" (from 0), "loss", "accuracy", "val_loss" and "val_accuracy"."""
        if not self.history.exists():
            return []
        with self.history.open(newline="", encoding="utf-8") as file:
            return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]

    def forget_from(self, epoch: int) -> None:
        """Remove the epochs from this one on from the history: they will be trained again."""
        if self.history.exists():
            head, *rows = self.history.read_text(encoding="utf-8").splitlines()
            kept = [row for row in rows if row.count(",") == head.count(",") and int(row.split(",")[0]) < epoch]
            self.history.write_text("\n".join([head, *kept, ""]), encoding="utf-8")


def machine() -> str:
    """Return a short description of this computer: processor, cores, operating system."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {os.cpu_count()} cores, {platform.system()}"
