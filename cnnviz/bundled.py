"""The networks that come with cnnviz: models/NAME.py says how each is built, models/NAME.keras is it, trained."""

from __future__ import annotations

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

MODELS = Path(__file__).resolve().parent.parent / "models"


def names() -> list[str]:
    """Return the names of the bundled networks, sorted."""
    return sorted(path.stem for path in MODELS.glob("*.py"))


def weights_path(name: str) -> Path:
    """Return the path of a bundled network's trained .keras file."""
    return MODELS / f"{name}.keras"


@cache
def recipe(name: str) -> ModuleType:
    """Return the module models/NAME.py: build(), SUMMARY (a few words) and EPOCHS (of both halves)."""
    spec = spec_from_file_location(f"cnnviz_models.{name}", MODELS / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
