"""A set of labelled pictures: read from the data folder, downloaded, or the small part that ships with cnnviz."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from cnnviz.datasets.folder import data_folder

Kind = Literal["digits", "greyscale", "colour"]
"""What pictures are of: digits in ink; things in bright grey on black; things in colour."""
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
        read: Reads the set from the data folder in another form than NAME.npz, or gives None.
        missing: The sentence to show where it is not there and cannot be downloaded; None if Keras can download it.
    """

    name: str
    title: str
    classes: tuple[str, ...]
    shape: tuple[int, int, int]
    train_size: int
    test_size: int
    kind: Kind
    licence: str
    source: str
    words: str
    read: Callable[[Path], tuple[Part, Part] | None] = lambda folder: None
    missing: str | None = None

    @property
    def is_here(self) -> bool:
        """Whether the whole set can be read without downloading it."""
        return self._path.exists() or (data_folder() / self.name).is_dir()

    def load(self) -> tuple[Part, Part]:
        """Return the training and the test part.

        They are read from the data folder when they are there, else downloaded into it by Keras.

        Raises:
            FileNotFoundError: If they are not there and cannot be downloaded. The message says what to put where.
        """
        if not self._path.exists():
            parts = self.read(data_folder())
            if parts:
                return parts
            self._download()
        with np.load(self._path) as data:
            return tuple(self._part(data[f"x_{part}"], data[f"y_{part}"]) for part in ("train", "test"))

    @cached_property
    def shipped(self) -> Shipped:
        """The part that ships with cnnviz. Where no picture of the set may be shipped, it has a few free ones."""
        with np.load(SHIPPED / f"{self.name}.npz") as data:
            train, test = (self._part(data[f"x_{part}"], data[f"y_{part}"]) for part in ("train", "test"))
            return Shipped(train, test, data["indices"])

    def test_picture(self, index: int) -> np.ndarray | None:
        """Return (height, width, channels) uint8, a picture of the test set; None where it is neither shipped nor here.

        Args:
            index: Its place in the whole test set.
        """
        places = np.flatnonzero(self.shipped.indices == index)
        if len(places):
            return self.shipped.test.images[places[0]]
        test = self._test_here
        return test.images[index] if test and 0 <= index < len(test.images) else None

    @cached_property
    def _test_here(self) -> Part | None:
        return self.load()[1] if self.is_here else None

    @property
    def _path(self) -> Path:
        return data_folder() / f"{self.name}.npz"

    def _part(self, images: np.ndarray, labels: np.ndarray) -> Part:
        part = Part(images.reshape(-1, *self.shape), labels.reshape(-1).astype(np.int64))
        for array in part:
            array.flags.writeable = False
        return part

    def _download(self) -> None:
        where = f"put {self.name}.npz (x_train, y_train, x_test, y_test) into {data_folder()}"
        if self.missing:
            raise FileNotFoundError(f"{self.missing} Or {where}.")
        import keras

        try:
            (x_train, y_train), (x_test, y_test) = getattr(keras.datasets, self.name).load_data()
        except Exception as error:
            raise FileNotFoundError(
                f"{self.title} is not in {data_folder()} and could not be downloaded: connect to the "
                f"internet, or {where}."
            ) from error
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".part.npz")
        np.savez(unfinished, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
        unfinished.replace(self._path)
