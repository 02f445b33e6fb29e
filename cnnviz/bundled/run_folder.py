"""The folder of one training: what it is, how far it is, what it has learned."""

from __future__ import annotations

import csv
import json
import os
import platform
from dataclasses import dataclass
from pathlib import Path


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
        """A line an epoch: loss and accuracy, on the training and on the validation pictures."""
        return self.path / "history.csv"

    @property
    def state(self) -> Path:
        """The weights and the optimizer after the last epoch: what an interrupted training goes on from."""
        return self.path / "state.weights.h5"

    @property
    def best(self) -> Path:
        """The weights of the best epoch so far."""
        return self.path / "best.weights.h5"

    @property
    def tensorboard(self) -> Path:
        """A folder for `tensorboard --logdir`."""
        return self.path / "tensorboard"

    @property
    def snapshots(self) -> Path:
        """Weights after chosen epochs, float16: a .npz for each."""
        return self.path / "snapshots"

    @property
    def is_finished(self) -> bool:
        """Whether the training has ended."""
        return "finished" in self.read("run")

    @property
    def is_begun(self) -> bool:
        """Whether a training was begun here."""
        return (self.path / "run.json").exists()

    def read(self, name: str) -> dict:
        """Return what was last written as NAME.json: "run" says what the training is, "progress" how far it is."""
        try:
            return json.loads((self.path / f"{name}.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}

    def write(self, name: str, values: dict) -> None:
        """Write NAME.json, whole or not at all: others read it at any time."""
        self.path.mkdir(parents=True, exist_ok=True)
        unfinished = self.path / f".{name}.json"
        unfinished.write_text(json.dumps(values, indent=1), encoding="utf-8")
        os.replace(unfinished, self.path / f"{name}.json")

    def epochs(self) -> list[dict[str, float]]:
        """Return the history: for each epoch its number, from 0, and its loss and accuracy, val_ for validation."""
        if not self.history.exists():
            return []
        with self.history.open(newline="", encoding="utf-8") as file:
            return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]

    def forget_from(self, epoch: int) -> None:
        """Take epochs that will be trained again out of the history, so that the curves join up."""
        if self.history.exists():
            head, *rows = self.history.read_text(encoding="utf-8").splitlines()
            kept = [row for row in rows if row.count(",") == head.count(",") and int(row.split(",")[0]) < epoch]
            self.history.write_text("\n".join([head, *kept, ""]), encoding="utf-8")


def machine() -> str:
    """Return what this computer is, in a few words."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {os.cpu_count()} cores, {platform.system()}"
