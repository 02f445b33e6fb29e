"""Train a bundled network further: from the weights it has, with its history, for when there is more to learn from."""

from __future__ import annotations

import shutil

from cnnviz import bundled
from cnnviz.bundled.run_folder import RunFolder

LEARNING_RATE = 0.3
"""A training that goes further begins with this share of the recipe's learning rate."""
_KEPT = ("history.csv", "snapshots", "tensorboard")


def begin_further(folder: RunFolder) -> int:
    """Put what is kept of the published training into the folder of one that goes further.

    Returns:
        How many epochs the network has learned already.
    Raises:
        ValueError: If the network has not been trained yet.
    """
    published = bundled.record(folder.name)
    if not published.epochs():
        raise ValueError(f"{folder.name} has not been trained yet: leave out --further.")
    folder.path.mkdir(parents=True, exist_ok=True)
    for name in _KEPT:
        path = published.path / name
        if path.is_dir():
            shutil.copytree(path, folder.path / name, dirs_exist_ok=True)
        elif path.exists():
            shutil.copy(path, folder.path / name)
    return len(published.epochs())
