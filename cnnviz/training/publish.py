"""Make a finished training the bundled network of its name."""

from __future__ import annotations

import shutil

from cnnviz import bundled
from cnnviz.bundled.run_folder import RunFolder

KEPT = ("run.json", "history.csv", "tensorboard", "snapshots")
"""What of a training's folder is kept beside its network, in models/NAME/."""


def publish(folder: RunFolder) -> None:
    """Put a training's network, history, logs and snapshots into models/.

    Raises:
        ValueError: If the training has not ended.
    """
    if not folder.is_finished:
        raise ValueError(f"{folder.path} has no finished training of {folder.name}: train it first, or --resume.")
    shutil.copy(folder.network, bundled.weights_path(folder.name))
    kept = bundled.record(folder.name).path
    # The figures there are another network's.
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    for name in KEPT:
        path = folder.path / name
        if path.is_dir():
            shutil.copytree(path, kept / name)
        elif path.exists():
            shutil.copy(path, kept / name)
