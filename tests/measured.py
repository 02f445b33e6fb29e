"""Networks with figures made up for a test, in a models folder of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.results.evaluation import Evaluation
from cnnviz.results.predictions import Predictions

WRONG = 0.02


def made_up(name: str, seed: int) -> Evaluation:
    """Return an evaluation on the network's test set of which one picture in fifty is misread."""
    random = np.random.default_rng(seed)
    dataset = bundled.dataset_of(name)
    classes = len(dataset.classes)
    labels = np.random.default_rng(0).integers(0, classes, dataset.test_size)
    own = dataset.shipped.indices >= 0
    labels[dataset.shipped.indices[own]] = dataset.shipped.test.labels[own]
    read = np.where(
        random.random(len(labels)) < WRONG, (labels + random.integers(1, classes, len(labels))) % classes, labels
    )
    probabilities = np.full((len(labels), classes), 0.01, np.float32)
    probabilities[np.arange(len(labels)), read] = random.uniform(0.5, 1, len(labels))
    return Evaluation(name, dataset.classes, labels, probabilities, {})


def bundle_only(folder: Path, monkeypatch: pytest.MonkeyPatch, evaluations: dict[str, Evaluation | None]) -> None:
    """Make these the bundled networks, with these figures; None for a network that was not measured.

    Args:
        folder: An empty one that becomes the models folder.
        monkeypatch: Of the test, at whose end all is as before.
        evaluations: Figures by the name of a network that is bundled in truth.
    """
    for name, evaluation in evaluations.items():
        for ending in (".py", ".keras"):
            (folder / name).with_suffix(ending).symlink_to((bundled.MODELS / name).with_suffix(ending))
        if evaluation:
            write_record(folder / name, evaluation)
    monkeypatch.setattr(bundled, "MODELS", folder)


def write_record(folder: Path, evaluation: Evaluation) -> None:
    """Write what `python -m cnnviz evaluate NAME --write` keeps for the pages."""
    from cnnviz.bundled.run_folder import RunFolder

    RunFolder(folder, evaluation.name).write("scores", evaluation.to_dict())
    np.savez(
        folder / "predictions.npz",
        probabilities=evaluation.probabilities.astype(np.float16),
        labels=evaluation.labels.astype(np.uint8),
        read=evaluation.read.astype(np.uint8),
    )


def predictions(labels: list[int], read: list[int], sure: list[float]) -> Predictions:
    """Return answers of three classes."""
    probabilities = np.zeros((len(labels), 3), np.float32)
    probabilities[np.arange(len(labels)), read] = sure
    return Predictions(np.array(labels), np.array(read), probabilities)
