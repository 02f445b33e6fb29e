"""The folder with the data sets that are too large to ship."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Return $CNNVIZ_DATA_DIR, or ~/.cache/cnnviz/datasets if it is not set."""
    return Path(os.environ.get("CNNVIZ_DATA_DIR") or Path.home() / ".cache" / "cnnviz" / "datasets")


def find_file(name: str) -> Path:
    """Return the path of a file in the data folder.

    Raises:
        FileNotFoundError: If it is not there. The message says where to put it.
    """
    path = data_folder() / name
    if not path.exists():
        raise FileNotFoundError(
            f"{name} is not in {path.parent}: put it there, or set CNNVIZ_DATA_DIR to the folder that has it."
        )
    return path
