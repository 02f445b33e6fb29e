"""Make a finished training the bundled network of its name."""

from __future__ import annotations

import shutil
import zipfile

from cnnviz import bundled
from cnnviz.bundled.files import written_whole
from cnnviz.bundled.run_folder import RunFolder

PUBLISHED = ("run.json", "history.csv", "tensorboard", "snapshots")
"""The files of a training's folder that are copied beside its network, into models/NAME/."""


def publish(folder: RunFolder) -> None:
    """Put a training's network, history, logs and snapshots into models/.

    Raises:
        ValueError: If the training has not ended.
        DamagedFileError: If one of its files is damaged. The message says which; models/ is as it was.
    """
    if not folder.is_finished:
        raise ValueError(f"{folder.path} has no finished training of {folder.name}: train it first, or --resume.")
    folder.epochs()
    for path in (folder.network, *folder.snapshots.glob("*.npz")):
        with folder.reading(path), zipfile.ZipFile(path) as file:
            if file.testzip():
                raise ValueError("Its content is not what was written.")
    with written_whole(bundled.weights_path(folder.name)) as network:
        shutil.copy(folder.network, network)
    record = bundled.record(folder.name).path
    # The figures there belong to the network before.
    shutil.rmtree(record, ignore_errors=True)
    record.mkdir()
    for name in PUBLISHED:
        path = folder.path / name
        if path.is_dir():
            shutil.copytree(path, record / name)
        elif path.exists():
            shutil.copy(path, record / name)
