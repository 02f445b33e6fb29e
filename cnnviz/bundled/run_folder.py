"""The folder of one training: its settings, its progress, and the weights it has learned."""

from __future__ import annotations

import csv
import json
import os
import platform
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnnviz.bundled.files import reading, restored, written_whole

IN_THE_END = ("epochs", "seconds", "machine", "best_epoch")
"""What run.json says of a training that has ended."""
_COLUMNS = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy")
_MADE_BY = {
    "scores.json": ("evaluate {} --write",),
    "predictions.npz": ("evaluate {} --write",),
    "excitement.npz": ("excite {}",),
}
"""The commands of cnnviz that make a file of models/NAME anew, if they are not those that train the network."""


@dataclass(frozen=True)
class RunFolder:
    """The files of one training.

    Attributes:
        path: The folder.
        name: The network's name.
        is_published: Whether it is models/NAME, where a finished training is kept beside its network.
    """

    path: Path
    name: str
    is_published: bool = False

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

    def reading(self, path: Path) -> AbstractContextManager[None]:
        """Say in one sentence whatever goes wrong while one of the files is read in this block.

        Raises:
            DamagedFileError: If the block raises anything.
        """
        if self.is_published:
            commands = _MADE_BY.get(path.name, ("train {}", "publish {}"))
            home = self.path.parent.parent
            called = path.relative_to(home).as_posix() if path.is_relative_to(home) else path.name
            return reading(path, called, restored(*(command.format(self.name) for command in commands)))
        if path.name == "progress.json":
            return reading(path, str(path), "delete it, and --resume goes on")
        return reading(path, str(path), f"delete the folder {self.path} and train {self.name} again")

    def read(self, name: str, *needed: str) -> dict[str, Any]:
        """Return the content of NAME.json, {} if there is no such file.

        Args:
            name: "run" has the settings of the training, "progress" how far it is, "scores" how well the network reads.
            needed: What must be in it.
        Raises:
            DamagedFileError: If it is damaged.
        """
        path = self.path / f"{name}.json"
        if not path.exists():
            return {}
        with self.reading(path):
            content = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(content, dict) or not content.keys() >= set(needed):
                raise ValueError("Something is not in it.")
            return content

    def write(self, name: str, values: Mapping[str, Any]) -> None:
        """Write NAME.json, whole or not at all: others read it at any time."""
        self.path.mkdir(parents=True, exist_ok=True)
        with written_whole(self.path / f"{name}.json") as path:
            path.write_text(json.dumps(dict(values), indent=1), encoding="utf-8")

    def epochs(self) -> list[dict[str, float]]:
        """Return the history: for each epoch "epoch" (from 0), "loss", "accuracy", "val_loss" and "val_accuracy".

        Raises:
            DamagedFileError: If it is damaged.
        """
        if not self.history.exists():
            return []
        with self.reading(self.history):
            lines = self.history.read_text(encoding="utf-8").splitlines(keepends=True)
            if lines and not (set(_COLUMNS) <= set(lines[0].strip().split(",")) and lines[-1].endswith("\n")):
                raise ValueError("It does not begin or end as a history does.")
            return [{key: float(row[key]) for key in _COLUMNS} for row in csv.DictReader(lines)]

    def forget_from(self, epoch: int) -> None:
        """Remove the epochs from this one on from the history: they will be trained again.

        Raises:
            DamagedFileError: If one of those before is not in it.
        """
        if not epoch:
            self.history.unlink(missing_ok=True)
            return
        with self.reading(self.history):
            head, *rows = self.history.read_text(encoding="utf-8").splitlines()
            # The row that was being written when the training was killed may be cut short.
            kept = [row for row in rows if row.count(",") == head.count(",")][:epoch]
            if [int(row.split(",")[0]) for row in kept] != list(range(epoch)):
                raise ValueError("An epoch is missing.")
            with written_whole(self.history) as path:
                path.write_text("\n".join([head, *kept, ""]), encoding="utf-8")


def machine() -> str:
    """Return a short description of this computer: processor, cores, operating system."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {os.cpu_count()} cores, {platform.system()}"
