"""A network of colour pictures so small that it is built, saved and measured in a moment."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.bundled.run_folder import RunFolder

NAME = "tiny_colour"
RECIPE = '''"""One convolution, for a test."""

from cnnviz.bundled.training_recipe import Article, Recipe

SUMMARY = "2 filters"
ARTICLE = Article("Model 0", 0.7881, epochs=60)
RECIPE = Recipe("cifar10", epochs=3)


def build():
    import keras
    from keras import layers

    keras.utils.set_random_seed(3)
    stack = [layers.Conv2D(2, 3, strides=4, name="eyes"), layers.Flatten(), layers.Dense(10), layers.Softmax()]
    return keras.Sequential([layers.Input((32, 32, 3)), *stack])
'''
RUN = {
    "network": NAME,
    "epochs": 3,
    "bfloat16": False,
    "machine": "a loom, 1 core",
    "seconds": 600,
    "best_epoch": 2,
    "finished": "2020-02-02T02:02:02+00:00",
}


def bundle_tiny(models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a new folder the models folder, whose only network is NAME, not trained; return it."""
    models.mkdir()
    (models / f"{NAME}.py").write_text(RECIPE)
    monkeypatch.setattr(bundled, "MODELS", models)
    bundled.recipe(NAME).build().save(models / f"{NAME}.keras")
    return models


def write_cifar10(folder: Path, monkeypatch: pytest.MonkeyPatch, *, test: int) -> None:
    """Write cifar10.npz with noise for pictures, and make its folder the data folder."""
    random = np.random.default_rng(4)
    arrays = {}
    for part, count in (("train", 20), ("test", test)):
        arrays[f"x_{part}"] = random.integers(0, 256, (count, 32, 32, 3), np.uint8)
        arrays[f"y_{part}"] = np.arange(count, dtype=np.uint8)[:, None] % 10
    np.savez(folder / "cifar10.npz", **arrays)
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(folder))


def write_run(models: Path) -> RunFolder:
    """Write how NAME was trained, as publish keeps it."""
    record = RunFolder(models / NAME, NAME)
    record.write("run", RUN)
    return record
