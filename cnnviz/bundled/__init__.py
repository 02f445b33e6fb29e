"""The networks that come with cnnviz: models/NAME.py builds each and says how to train it, models/NAME.keras has it."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from cnnviz.bundled.home import ROOT
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.bundled.training_recipe import Recipe
from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import Dataset

MODELS = ROOT / "models"


def names() -> list[str]:
    """Return the names of the bundled networks, sorted: those of all recipes with a trained network."""
    return [name for name in recipes() if weights_path(name).exists()]


def recipes() -> list[str]:
    """Return the names of the networks that can be trained, sorted."""
    return list(_scripts(MODELS, MODELS.stat().st_mtime_ns)) if MODELS.is_dir() else []


@lru_cache(maxsize=4)
def _scripts(folder: Path, changed: int) -> tuple[str, ...]:
    """Return the names of a folder's scripts, as it was when it changed last: every run of every page asks for them."""
    return tuple(sorted(path.stem for path in folder.glob("*.py")))


def weights_path(name: str) -> Path:
    """Return the path of a bundled network's trained .keras file."""
    return MODELS / f"{name}.keras"


def record(name: str) -> RunFolder:
    """Return the folder models/NAME, which has the history of a network's training and its scores."""
    return RunFolder(MODELS / name, name, is_published=True)


@cache
def recipe(name: str) -> ModuleType:
    """Return the module models/NAME.py.

    It has build(), which returns the untrained network as a keras.Model; SUMMARY, a few words; RECIPE, a Recipe; and
    ARTICLE, an Article or None.

    Raises:
        FileNotFoundError: If there is no such module.
    """
    path = MODELS / f"{name}.py"
    loader = SourceFileLoader(f"cnnviz_models.{name}", str(path))
    module = ModuleType(loader.name)
    module.__file__ = str(path)
    loader.exec_module(module)
    return module


def dataset_of(name: str) -> Dataset:
    """Return the data set that a bundled network learned from."""
    return dataset(training_recipe(name).dataset)


def training_recipe(name: str) -> Recipe:
    """Return how a bundled network is trained."""
    training: Recipe = recipe(name).RECIPE
    return training
