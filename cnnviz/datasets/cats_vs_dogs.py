"""Cats and dogs: photographs that may be used but not shipped."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from cnnviz.datasets.dataset import Dataset, Part

SIZE = 150
TEST_EVERY = 5
"""Without folders train and test, every fifth picture of each kind is a test picture."""


def read_folder(data: Path) -> tuple[Part, Part] | None:
    """Read DATA/cats_vs_dogs: pictures whose names begin with cat or dog, or folders train and test of them.

    Returns:
        The training and the test part; None where there is no such folder.
    Raises:
        FileNotFoundError: If the folder lacks cats or dogs.
    """
    folder = data / "cats_vs_dogs"
    if not folder.is_dir():
        return None
    if (folder / "train").is_dir() and (folder / "test").is_dir():
        return _pictures(_files(folder / "train")), _pictures(_files(folder / "test"))
    files = _files(folder)
    test = {path for label in (0, 1) for path in [path for path, its in files if its == label][::TEST_EVERY]}
    return (
        _pictures([(path, label) for path, label in files if path not in test]),
        _pictures([(path, label) for path, label in files if path in test]),
    )


def _files(folder: Path) -> list[tuple[Path, int]]:
    files = [(path, label) for label, name in enumerate(("cat", "dog")) for path in sorted(folder.rglob(f"{name}*.*"))]
    if {label for _, label in files} != {0, 1}:
        raise FileNotFoundError(f"{folder} needs pictures whose names begin with cat, and others that begin with dog.")
    return files


def _pictures(files: list[tuple[Path, int]]) -> Part:
    from PIL import Image, ImageOps

    images = np.empty((len(files), SIZE, SIZE, 3), np.uint8)
    for place, (path, _) in enumerate(files):
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as picture:
            images[place] = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGB"), (SIZE, SIZE))
    return Part(images, np.array([label for _, label in files], np.int64))


DATASET = Dataset(
    name="cats_vs_dogs",
    title="Cats and dogs",
    classes=("cat", "dog"),
    shape=(SIZE, SIZE, 3),
    train_size=2_000,
    test_size=2_000,
    kind="colour",
    licence="none that would let us ship a picture of it",
    source="J. Elson, J. Douceur, J. Howell, J. Saul: Asirra (2007)",
    words="Photographs of cats and of dogs, as large, as near and as tidy as their owners took them, "
    "cut to 150 × 150 pixels.",
    read=read_folder,
    missing="Cats and dogs cannot be downloaded freely: put a folder cats_vs_dogs with pictures named cat… and dog… "
    "into the data folder.",
)
