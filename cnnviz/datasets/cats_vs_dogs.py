"""Cats and dogs: photographs that may be used but not shipped."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.dataset import Dataset, Part
from cnnviz.pictures.limits import check_size

CLASSES = ("cat", "dog")
SIZE = 150
TEST_EVERY = 5
"""Without folders train and test, every fifth picture of each class is a test picture."""


def read_folder(folder: Path) -> tuple[Part, Part]:
    """Read the pictures in a folder whose names begin with cat or dog, or those in its folders train and test.

    Returns:
        The training and the test part: of every picture the middle square, scaled to SIZE × SIZE pixels.
    Raises:
        ValueError: If the folder lacks cats or dogs, or a picture cannot be read. The message names the folder or file.
    """
    if (folder / "train").is_dir() and (folder / "test").is_dir():
        return _pictures(_files(folder / "train")), _pictures(_files(folder / "test"))
    files = _files(folder)
    by_class = [[path for path, label in files if label == index] for index in range(len(CLASSES))]
    test = {path for paths in by_class for path in paths[::TEST_EVERY]}
    return (
        _pictures([(path, label) for path, label in files if path not in test]),
        _pictures([(path, label) for path, label in files if path in test]),
    )


def _files(folder: Path) -> list[tuple[Path, int]]:
    paths = sorted(path for path in folder.rglob("*.*") if path.is_file())
    files = [(path, label) for label, name in enumerate(CLASSES) for path in paths if _begins(path, name)]
    if {label for _, label in files} != {0, 1}:
        raise ValueError(f"{folder} needs pictures whose names begin with cat, and others that begin with dog.")
    return files


def _begins(path: Path, name: str) -> bool:
    return path.name.lower().startswith(name)


def _pictures(files: list[tuple[Path, int]]) -> Part:
    images = np.empty((len(files), SIZE, SIZE, 3), np.uint8)
    for index, (path, _) in enumerate(files):
        images[index] = _picture(path)
    return Part(images, np.array([label for _, label in files], np.int64))


def _picture(path: Path) -> npt.NDArray[np.uint8]:
    """Return (SIZE, SIZE, 3) uint8: the middle of a picture file, which is not to be trusted."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=("JPEG", "PNG", "WEBP")) as picture:
            check_size(*picture.size)
            return np.asarray(ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGB"), (SIZE, SIZE)))
    except Exception as error:
        raise ValueError(
            f"{path} is not a JPEG, PNG or WebP picture that can be read, or it is too large: replace it, or take it "
            "out of the folder."
        ) from error


DATASET = Dataset(
    name="cats_vs_dogs",
    title="Cats and dogs",
    classes=CLASSES,
    shape=(SIZE, SIZE, 3),
    train_size=2_000,
    test_size=2_000,
    kind="colour",
    licence="none that lets anyone pass its pictures on",
    source="J. Elson, J. Douceur, J. Howell, J. Saul: Asirra (2007)",
    words="Photographs of cats and of dogs, as large, as near and as tidy as their owners took them, "
    "cut to 150 × 150 pixels.",
    # Free pictures that stand for the set's own: a dog of CIFAR-10, and Chelsea.
    hard=(-2, -1),
    read_folder=read_folder,
    unavailable="Cats and dogs cannot be downloaded freely",
)
