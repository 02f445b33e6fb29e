"""A folder as one .zip file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path


def zipped(folder: Path, name: str) -> bytes:
    """Return a folder's files as a .zip, made in memory.

    Args:
        folder: The folder.
        name: The folder's name in the .zip.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{name}/{path.relative_to(folder).as_posix()}")
    return file.getvalue()
