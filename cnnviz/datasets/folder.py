"""The folder where data sets too large to ship are looked for."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Return $CNNVIZ_DATA_DIR, or the user's cache folder for cnnviz where it is not set."""
    return Path(os.environ.get("CNNVIZ_DATA_DIR") or Path.home() / ".cache" / "cnnviz" / "datasets")


def find_file(name: str) -> Path:
    """Return the path of a data file. Raises FileNotFoundError with the sentence that says where to put it."""
    path = data_folder() / name
    if not path.exists():
        raise FileNotFoundError(
            f"{name} is not in {path.parent}: put it there, or set CNNVIZ_DATA_DIR to the folder that has it."
        )
    return path
