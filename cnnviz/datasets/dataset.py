"""A set of labelled pictures: read from the data folder, downloaded, or the small part that ships with cnnviz."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cnnviz.datasets.folder import data_folder
from cnnviz.pictures.kinds import PictureKind

SHIPPED = Path(__file__).with_name("shipped")


class Part(NamedTuple):
    """Pictures with their labels.

    Attributes:
        images: (count, height, width, channels) uint8.
        labels: (count,) int64, places in Dataset.classes.
    """

    images: np.ndarray
    labels: np.ndarray


class Shipped(NamedTuple):
    """The small part of a data set that ships with cnnviz.

    Attributes:
        train: Training pictures.
        test: Test pictures.
        indices: (count,) int32: the test pictures' places in the whole test set; -1 for free pictures like its own.
    """

    train: Part
    test: Part
    indices: np.ndarray


@dataclass(frozen=True)
class Dataset:
    """A set of labelled pictures, split into a training and a test part.

    Attributes:
        name: Of its file NAME.npz in the data folder, and in keras.datasets.
        title: What people call it.
        classes: The names of the classes, by label.
        shape: Of one picture: (height, width, channels).
        train_size: How many training pictures there are.
        test_size: How many test pictures there are.
        kind: What the pictures are. It decides how others are made like them.
        licence: Under which the pictures may be used.
        source: Who made it.
        words: What it is, in a sentence or two.
        read_folder: Reads the set from the folder NAME in the data folder; None if it is never kept that way.
        unavailable: Why Keras cannot download it, as the beginning of a sentence; None if it can.
    """

    name: str
    title: str
    classes: tuple[str, ...]
    shape: tuple[int, int, int]
    train_size: int
    test_size: int
    kind: PictureKind
    licence: str
    source: str
    words: str
    read_folder: Callable[[Path], tuple[Part, Part]] | None = None
    unavailable: str | None = None

    @property
    def is_here(self) -> bool:
        """Whether the whole set can be read without downloading it."""
        return self._file.exists() or (self.read_folder is not None and self._folder.is_dir())

    @property
    def remedy(self) -> str:
        """What to put where so that the whole set is here, as a part of a sentence: "put ... into ..."."""
        folder = f"a folder {self.name} with pictures whose names begin with {' or '.join(self.classes)}, or "
        file = f"{self.name}.npz (x_train, y_train, x_test, y_test)"
        return f"put {folder if self.read_folder else ''}{file} into {data_folder()}"

    def load(self) -> tuple[Part, Part]:
        """Return the training and the test part.

        They are read from the data folder when they are there, else downloaded into it by Keras.

        Raises:
            FileNotFoundError: If they are not there and cannot be downloaded. The message says what to put where.
            ValueError: If a file there cannot be read. The message names it.
        """
        self.fetch()
        if not self._file.exists():
            return self.read_folder(self._folder)
        with self._opened() as data:
            return tuple(self._part(data[f"x_{part}"], data[f"y_{part}"]) for part in ("train", "test"))

    def labels(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the training and the test labels of the whole set, (count,) int64: load() without the pictures."""
        if not self._file.exists():
            return tuple(part.labels for part in self.load())
        with self._opened() as data:
            return tuple(data[f"y_{part}"].reshape(-1).astype(np.int64) for part in ("train", "test"))

    def fetch(self) -> None:
        """Download the whole set into the data folder unless it is here. Progress goes to standard error.

        Raises:
            FileNotFoundError: If it cannot be downloaded. The message says what to put where.
        """
        if self.is_here:
            return
        if self.unavailable:
            raise FileNotFoundError(f"{self.unavailable}: {self.remedy}.")
        import keras

        print(f"{self.title} is not in {data_folder()}: downloading it, once.", file=sys.stderr)
        try:
            # Keras prints its progress where other programs look for our answers.
            with redirect_stdout(sys.stderr):
                (x_train, y_train), (x_test, y_test) = getattr(keras.datasets, self.name).load_data()
        except Exception as error:
            raise FileNotFoundError(
                f"{self.title} is not in {data_folder()} and could not be downloaded: connect to the internet, or "
                f"{self.remedy}."
            ) from error
        self._file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._file.with_suffix(".part.npz")
        np.savez(unfinished, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
        unfinished.replace(self._file)

    @cached_property
    def shipped(self) -> Shipped:
        """The part that ships with cnnviz. Where no picture of the set may be shipped, it has a few free ones."""
        with np.load(SHIPPED / f"{self.name}-train.npz") as train, np.load(SHIPPED / f"{self.name}-test.npz") as test:
            parts = (self._part(part["images"], part["labels"]) for part in (train, test))
            return Shipped(*parts, test["indices"])

    @cached_property
    def shipped_pictures(self) -> dict[int, np.ndarray]:
        """The test pictures that ship, (height, width, channels) uint8, by their places in the whole test set.

        Those that the bundled networks misread most surely are among them, so that mistakes can be seen offline.
        """
        files = [SHIPPED / f"{self.name}-{part}.npz" for part in ("test", "misread")]
        pictures = {}
        for file in filter(Path.exists, files):
            with np.load(file) as data:
                part = self._part(data["images"], data["labels"])
                pictures |= dict(zip(data["indices"].tolist(), part.images, strict=True))
        return {place: picture for place, picture in pictures.items() if place >= 0}

    def test_picture(self, index: int) -> np.ndarray | None:
        """Return (height, width, channels) uint8, a picture of the test set; None where it is neither shipped nor here.

        Args:
            index: Its place in the whole test set.
        """
        if index in self.shipped_pictures:
            return self.shipped_pictures[index]
        try:
            test = _test_part(self, self.stamp) if self.is_here else None
        except (OSError, ValueError):
            return None
        return test.images[index] if test and 0 <= index < len(test.images) else None

    @property
    def stamp(self) -> tuple[str, int] | None:
        """What changes when the whole set in the data folder does, to keep what was read by; None where it is not."""
        path = self._file if self._file.exists() else self._folder
        return (str(path), path.stat().st_mtime_ns) if self.is_here else None

    @property
    def _file(self) -> Path:
        return data_folder() / f"{self.name}.npz"

    @property
    def _folder(self) -> Path:
        return data_folder() / self.name

    @contextmanager
    def _opened(self) -> Iterator[np.lib.npyio.NpzFile]:
        """Give the arrays of the set's file. Whatever a damaged one makes NumPy raise becomes one sentence."""
        try:
            # NumPy would leave a damaged file open.
            with self._file.open("rb") as file, np.load(file) as data:
                yield data
        except OSError:
            raise
        except Exception as error:
            raise ValueError(
                f"{self._file} is damaged or is not {self.title}: it needs x_train and x_test, uint8 pictures of "
                f"{' × '.join(map(str, self.shape))}, and their labels y_train and y_test."
            ) from error

    def _part(self, images: np.ndarray, labels: np.ndarray) -> Part:
        part = Part(images.reshape(-1, *self.shape), labels.reshape(-1).astype(np.int64))
        if images.dtype != np.uint8 or len(part.images) != len(part.labels):
            raise ValueError(f"{images.dtype} pictures {images.shape} with labels {labels.shape}")
        if not np.isin(part.labels, range(len(self.classes))).all():
            raise ValueError("labels that are no classes")
        for array in part:
            array.flags.writeable = False
        return part


@lru_cache(maxsize=4)
def _test_part(whole: Dataset, stamp: tuple[str, int]) -> Part:
    """Return the test part of a set that is here. It is kept: visitors open one picture of it after another."""
    return whole.load()[1]
