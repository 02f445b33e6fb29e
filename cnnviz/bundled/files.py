"""Files that are written whole or not at all, and what is said of one that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cnnviz.bundled.home import IS_INSTALLED


class DamagedFileError(ValueError):
    """A file of a network or of a training is missing, cut short, or not what it should be.

    The message is one sentence to show: which file, and what to do.
    """


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a path to write to; once all is written, that file takes the place of `path`.

    Others read the file at any time, and whoever writes it may be killed at any time.
    """
    unfinished = path.with_name(f".{path.name}")
    yield unfinished
    os.replace(unfinished, path)


@contextmanager
def reading(path: Path, called: str, remedy: str) -> Iterator[None]:
    """Say in one sentence whatever goes wrong while a file is read in this block.

    Args:
        path: The file. Where it need not be there, look first.
        called: What people call it: no path that only the server knows.
        remedy: What to do, as it stands in a sentence.
    Raises:
        DamagedFileError: If the block raises anything.
    """
    try:
        yield
    except DamagedFileError:
        raise
    except Exception as error:
        # zipfile, zlib, JSON, NumPy, HDF5 and Keras each have errors of their own, in words that help nobody here.
        state = "damaged" if path.exists() else "missing"
        raise DamagedFileError(f"{called} is {state}: {remedy}.") from error


@contextmanager
def reading_network(path: Path) -> Iterator[None]:
    """Say in one sentence whatever goes wrong while a bundled network's .keras file is read in this block."""
    name = path.stem
    with reading(path, f"{path.parent.name}/{path.name}", restored(f"train {name}", f"publish {name}")):
        yield


def restored(*commands: str) -> str:
    """Return what to do about a damaged file of models/, as it stands in a sentence.

    Args:
        commands: The commands of cnnviz that make it anew, one after the other.
    """
    if IS_INSTALLED:
        return "install cnnviz again"
    anew = ", then ".join(f"`python -m cnnviz {command}`" for command in commands)
    return f"copy it from the repository again, or make it anew by {anew}"
