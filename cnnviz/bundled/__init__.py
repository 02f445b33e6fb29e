"""The networks that come with cnnviz: models/NAME.py says how each is built and trained, models/NAME.keras is it."""

from __future__ import annotations

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from cnnviz.bundled.home import ROOT
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import Dataset

MODELS = ROOT / "models"


def names() -> list[str]:
    """Return the names of the bundled networks, sorted: of all recipes whose trained network is there."""
    return [name for name in recipes() if weights_path(name).exists()]


def recipes() -> list[str]:
    """Return the names of the networks that can be trained, sorted."""
    return sorted(path.stem for path in MODELS.glob("*.py"))


def weights_path(name: str) -> Path:
    """Return the path of a bundled network's trained .keras file."""
    return MODELS / f"{name}.keras"


def record(name: str) -> RunFolder:
    """Return the folder models/NAME with what is known of a network: its training's history, its scores."""
    return RunFolder(MODELS / name, name)


@cache
def recipe(name: str) -> ModuleType:
    """Return the module models/NAME.py: build(), SUMMARY (a few words), RECIPE and ARTICLE (or None)."""
    spec = spec_from_file_location(f"cnnviz_models.{name}", MODELS / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def dataset_of(name: str) -> Dataset:
    """Return the data set that a bundled network learned from."""
    return dataset(recipe(name).RECIPE.dataset)
