"""A set of labelled pictures: from the data folder, downloaded, or the small part that ships with cnnviz."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.folder import data_folder
from cnnviz.pictures.kinds import PictureKind

SHIPPED = Path(__file__).with_name("shipped")


class Part(NamedTuple):
    """Pictures with their labels.

    Attributes:
        images: (count, height, width, channels) uint8.
        labels: (count,) int64, indices into Dataset.classes.
    """

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]


class Shipped(NamedTuple):
    """The small part of a data set that ships with cnnviz.

    Attributes:
        train: Training pictures.
        test: Test pictures.
        indices: (count,) int32: the test pictures' indices in the whole test set; below 0 for free ones that stand in
            for a set that may not ship.
    """

    train: Part
    test: Part
    indices: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Dataset:
    """A set of labelled pictures, split into a training and a test part.

    Attributes:
        name: The name of its file NAME.npz in the data folder, and of its module in keras.datasets.
        title: What people call it.
        classes: The names of the classes, by label.
        shape: (height, width, channels) of one picture.
        train_size: The number of training pictures.
        test_size: The number of test pictures.
        kind: The kind of the pictures, which decides how other pictures are made like them.
        licence: The licence of the pictures.
        source: Who made the set, and where it was published.
        words: A description of one or two sentences.
        read_folder: Reads the set from the folder NAME in the data folder; None if it always comes as one file.
        hard: The indices in the test set of pictures of the gallery that a bundled network misreads: they come last.
        unavailable: The beginning of a sentence that says why Keras cannot download the set; None if it can.
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
    hard: tuple[int, ...] = ()
    unavailable: str | None = None

    @property
    def is_here(self) -> bool:
        """Whether the whole set is in the data folder, so that nothing has to be downloaded."""
        return self._file.exists() or (self.read_folder is not None and self._folder.is_dir())

    @property
    def remedy(self) -> str:
        """How to get the whole set, as part of a sentence: "put ... into ..."."""
        folder = f"a folder {self.name} with pictures whose names begin with {' or '.join(self.classes)}, or "
        file = f"{self.name}.npz (x_train, y_train, x_test, y_test)"
        return f"put {folder if self.read_folder else ''}{file} into {data_folder()}"

    def load(self) -> tuple[Part, Part]:
        """Return the training and the test part of the whole set.

        They are read from the data folder; if they are not there, Keras downloads them into it first.

        Raises:
            FileNotFoundError: If they are not there and cannot be downloaded. The message says what to put where.
            ValueError: If a file there is damaged. The message names it.
        """
        self.fetch()
        if self.read_folder and not self._file.exists():
            return self.read_folder(self._folder)
        with self._opened() as arrays:
            train = self._part(arrays["x_train"], arrays["y_train"])
            return train, self._part(arrays["x_test"], arrays["y_test"])

    def labels(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the training and the test labels of the whole set, (count,) int64: load() without the pictures."""
        if not self._file.exists():
            train, test = self.load()
            return train.labels, test.labels
        with self._opened() as arrays:
            return arrays["y_train"].reshape(-1).astype(np.int64), arrays["y_test"].reshape(-1).astype(np.int64)

    def fetch(self) -> None:
        """Download the whole set into the data folder unless it is there. Progress goes to standard error.

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
            # Keras prints its progress to standard output, where other programs read our results.
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
        """The part that ships with cnnviz; a few free pictures if none of the set may be shipped."""
        with np.load(SHIPPED / f"{self.name}-train.npz") as train, np.load(SHIPPED / f"{self.name}-test.npz") as test:
            learn = self._part(train["images"], train["labels"])
            return Shipped(learn, self._part(test["images"], test["labels"]), test["indices"])

    @cached_property
    def shipped_pictures(self) -> dict[int, npt.NDArray[np.uint8]]:
        """The test pictures that ship, (height, width, channels) uint8, by their indices in the whole test set.

        They include those that the bundled networks misread with the most confidence, so that mistakes can be seen
        offline.
        """
        files = [SHIPPED / f"{self.name}-{part}.npz" for part in ("test", "misread")]
        pictures: dict[int, npt.NDArray[np.uint8]] = {}
        for file in filter(Path.exists, files):
            with np.load(file) as data:
                part = self._part(data["images"], data["labels"])
                pictures |= dict(zip(data["indices"].tolist(), part.images, strict=True))
        return {index: picture for index, picture in pictures.items() if index >= 0}

    def test_picture(self, index: int) -> npt.NDArray[np.uint8] | None:
        """Return a test picture, (height, width, channels) uint8; None if it neither ships nor is in the data folder.

        Args:
            index: Its index in the whole test set.
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
        """The path and modification time of the whole set in the data folder, a key for caches; None if absent."""
        path = self._file if self._file.exists() else self._folder
        return (str(path), path.stat().st_mtime_ns) if self.is_here else None

    @property
    def _file(self) -> Path:
        return data_folder() / f"{self.name}.npz"

    @property
    def _folder(self) -> Path:
        return data_folder() / self.name

    @contextmanager
    def _opened(self) -> Iterator[Mapping[str, npt.NDArray[Any]]]:
        """Open the arrays of the set's file. Every error that a damaged file causes in NumPy becomes one sentence."""
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

    def _part(self, images: npt.NDArray[Any], labels: npt.NDArray[Any]) -> Part:
        part = Part(images.reshape(-1, *self.shape), labels.reshape(-1).astype(np.int64))
        if images.dtype != np.uint8 or len(part.images) != len(part.labels):
            raise ValueError(f"{images.dtype} pictures {images.shape} with labels {labels.shape}")
        if not np.isin(part.labels, range(len(self.classes))).all():
            raise ValueError("labels outside the classes")
        for array in part:
            array.flags.writeable = False
        return part


@lru_cache(maxsize=4)
def _test_part(dataset: Dataset, stamp: tuple[str, int] | None) -> Part:
    """Return the test part of a set in the data folder, cached: visitors open one picture of it after another."""
    return dataset.load()[1]
