"""A copy of models/ whose files a test may damage, and the ways in which files are damaged."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cnnviz import bundled

WAYS: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda content: content[: len(content) // 2].rstrip(b"\r\n"),
    "empty": lambda content: b"",
    "something else": lambda content: b"<!doctype html><title>502 Bad Gateway</title>\n",
    "with noise in it": lambda content: content[:200] + bytes(range(128, 228)) + content[300:],
}


def copy_models(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> Path:
    """Make a copy of these networks, without their logs, the models folder; no network is loaded yet. Return it."""
    models = folder / "models"
    models.mkdir()
    for name in names:
        for ending in (".py", ".keras"):
            shutil.copy(bundled.MODELS / f"{name}{ending}", models)
        shutil.copytree(bundled.MODELS / name, models / name, ignore=shutil.ignore_patterns("tensorboard"))
    monkeypatch.setattr(bundled, "MODELS", models)
    monkeypatch.setattr("cnnviz.network._bundled", {})
    monkeypatch.setattr("cnnviz.ui.warm_up._failed", {})
    return models


def damage(path: Path, way: str) -> None:
    """Damage a file."""
    content = WAYS[way](path.read_bytes())
    path.unlink()
    path.write_bytes(content)
