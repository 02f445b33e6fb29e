"""Records of trainings made by hand, so that pages can be tested whatever has been trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from cnnviz import bundled
from cnnviz.bundled.run_folder import RunFolder

EPOCHS = 6
BEST = 5
SNAPSHOTS = (0, 2, 6)
SCORES = {
    "accuracy": 0.975,
    "correct": 78,
    "total": 80,
    "per_class": [
        {"label": "0", "correct": 38, "total": 40, "recall": 0.95, "precision": 1.0},
        {"label": "1", "correct": 40, "total": 40, "recall": 1.0, "precision": 0.9524},
    ],
    "drawn": {
        "drawn: as large as most people draw": {"correct": 31, "total": 40},
        "drawn: small, in a corner": {"correct": 20, "total": 40},
    },
}


def write_record(folder: Path, name: str) -> RunFolder:
    """Write what a training leaves, but for snapshots: a run, a history, scores and logs."""
    record = RunFolder(folder / name, name)
    record.write(
        "run",
        {"epochs": EPOCHS, "best_epoch": BEST, "seconds": 754, "machine": "Abacus, 10 beads", "augment": "bend_digits"},
    )
    record.write("scores", {"network": name, **SCORES})
    rows = [
        f"{epoch},{0.5 + epoch / 20},{1 - epoch / 10},{0.6 + epoch / 20},{0.9 - epoch / 10}" for epoch in range(EPOCHS)
    ]
    record.history.write_text("\n".join(["epoch,accuracy,loss,val_accuracy,val_loss", *rows, ""]))
    for part in ("train", "validation"):
        (record.tensorboard / part).mkdir(parents=True)
        (record.tensorboard / part / "events.out.tfevents.1").write_bytes(f"logs of {part}".encode())
    return record


def write_snapshots(record: RunFolder) -> None:
    """Write weights drawn at random as those after some epochs."""
    record.snapshots.mkdir(parents=True)
    model = bundled.recipe(record.name).build()
    for epoch in SNAPSHOTS:
        random = np.random.default_rng(epoch)
        weights = {
            f"{layer.name}/{variable.name}": random.normal(0, 0.1, variable.shape).astype(np.float16)
            for layer in model.layers
            for variable in layer.weights
        }
        np.savez(record.snapshots / f"{epoch:03}.npz", **weights)
