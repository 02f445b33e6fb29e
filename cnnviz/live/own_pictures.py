"""The pictures that a visitor brings to learn from: classes with names, in memory alone."""

from __future__ import annotations

import io
import threading
import time
import weakref
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.dataset import Part
from cnnviz.explainers.parts.spec import Shape
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.input_png import input_png
from cnnviz.pictures.kinds import IN_INK, PictureKind
from cnnviz.pictures.network_input import prepare_picture, prepare_strokes
from cnnviz.pictures.strokes import Stroke

FEWEST_CLASSES, MOST_CLASSES = 2, 10
MOST_PICTURES = 300
FEWEST_GOOD = 10
"""Of a class with fewer pictures its visitor is warned."""
UNEQUAL = 3
"""Likewise where the largest class has so many times the pictures of the smallest."""
LONGEST_NAME = 30
KEPT_SECONDS = 3 * 3600.0
MOST_ZIP_BYTES = 20_000_000
_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".heic", ".heif")


class OwnKind(NamedTuple):
    """A kind of pictures that visitors bring.

    Attributes:
        title: What people call them.
        kind: How any picture is made one of them.
        shape: (height, width, channels) of one.
        base: The bundled network on whose features another can be trained.
    """

    title: str
    kind: PictureKind
    shape: Shape
    base: str


OWN_KINDS = {
    "drawings": OwnKind("Your own drawings", "drawings", (28, 28, 1), "mnist_cnn"),
    "photographs": OwnKind("Your own photographs", "colour", (32, 32, 3), "cifar_vgg"),
}


class FullError(ValueError):
    """There is no room for more pictures or classes; the message is one sentence to show."""


@dataclass
class OwnClass:
    """A class: its name, and its pictures by number, (height, width, channels) uint8."""

    name: str
    pictures: dict[int, npt.NDArray[np.uint8]] = field(default_factory=dict)


class OwnPictures:
    """The classes of one visitor. Its methods may be called by any thread.

    Pictures are kept as squares of the network's size, nothing else of what was brought. They are gone when the object
    is, and KEPT_SECONDS after the first of them came.

    Args:
        name: The kind of the pictures, a key of OWN_KINDS.
        now: The clock, in seconds.
    """

    def __init__(self, name: str, now: Callable[[], float] = time.monotonic) -> None:
        self.kind = OWN_KINDS[name]
        self.classes: list[OwnClass] = [OwnClass(name) for name in first_names(FEWEST_CLASSES)]
        self.version = 0
        self._now = now
        self._lock = threading.RLock()
        self._next = 1
        self._until: float | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the classes."""
        return tuple(each.name for each in self.classes)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many pictures each class has."""
        return tuple(len(each.pictures) for each in self.classes)

    @property
    def size(self) -> int:
        """The memory that the pictures take, in bytes."""
        return sum(self.counts) * int(np.prod(self.kind.shape))

    def listed(self) -> tuple[list[tuple[str, list[int]]], npt.NDArray[np.uint8]]:
        """Return the classes with their pictures' numbers, and all pictures, (count, height, width, channels)."""
        with self._lock:
            self._expire()
            pictures = [picture for each in self.classes for picture in each.pictures.values()]
            return [(each.name, list(each.pictures)) for each in self.classes], self._stacked(pictures)

    def part(self) -> Part:
        """Return the pictures with their labels, class after class."""
        with self._lock:
            listed, images = self.listed()
            return Part(images, np.repeat(np.arange(len(listed)), [len(ids) for _, ids in listed]).astype(np.int64))

    def add(self, index: int, image: npt.NDArray[np.uint8]) -> int:
        """Add a picture to a class. Return its number.

        Raises:
            FullError: If there are as many as there may be.
            ValueError: If there is no such class.
        """
        with self._lock:
            self._expire()
            if sum(self.counts) >= MOST_PICTURES:
                raise FullError(f"There is room for {MOST_PICTURES} pictures: delete some to add others.")
            self._class(index).pictures[self._next] = image
            self._next += 1
            if self._until is None:
                self._until = self._now() + KEPT_SECONDS
                _forget_later(self, KEPT_SECONDS)
            self.version += 1
            return self._next - 1

    def add_class(self, name: str) -> None:
        """Add an empty class.

        Raises:
            FullError: If there are as many as there may be.
            ValueError: If it cannot have that name. The message says why in a sentence.
        """
        with self._lock:
            if len(self.classes) >= MOST_CLASSES:
                raise FullError(f"There can be {MOST_CLASSES} classes: delete one to add another.")
            self.classes.append(OwnClass(self._free(name)))
            self.version += 1

    def rename(self, index: int, name: str) -> None:
        """Give a class another name. It raises what add_class raises of a name."""
        with self._lock:
            self._class(index).name = self._free(name, besides=index)
            self.version += 1

    def remove(self, index: int) -> None:
        """Delete a class with its pictures.

        Raises:
            ValueError: If only two are left, or there is no such class.
        """
        with self._lock:
            self._class(index)
            if len(self.classes) <= FEWEST_CLASSES:
                raise ValueError("There must be two classes to tell apart: add another before you delete this one.")
            del self.classes[index]
            self.version += 1

    def delete(self, number: int) -> None:
        """Delete one picture. One that is not there any more changes nothing."""
        with self._lock:
            for each in self.classes:
                if each.pictures.pop(number, None) is not None:
                    self.version += 1

    def empty(self) -> None:
        """Delete all pictures; the classes keep their names."""
        with self._lock:
            for each in self.classes:
                each.pictures.clear()
            self._until = None
            self.version += 1

    def name_classes(self, names: Sequence[str]) -> None:
        """Have empty classes of these names, unless something was done here already."""
        with self._lock:
            if not self.version and self.names != tuple(names):
                self.classes = [OwnClass(name) for name in names]

    def to_zip(self) -> bytes:
        """Return all pictures as a zip: a folder for each class, with PNGs."""
        with self._lock:
            self._expire()
            classes = [(each.name, list(each.pictures.values())) for each in self.classes]
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as target:
            for name, pictures in classes:
                target.mkdir(name)
                for number, picture in enumerate(pictures, start=1):
                    values = picture.astype(np.float32) / np.float32(255)
                    target.writestr(f"{name}/{number:03}.png", input_png(values))
        return file.getvalue()

    def take_zip(self, content: bytes) -> str:
        """Have the classes and pictures of a zip instead. Return a sentence on pictures that were left out, or "".

        Raises:
            ValueError: If it is no zip of pictures in folders. The message says so in a sentence, and nothing changes.
        """
        listed, left_out = read_zip(content)
        taken: dict[str, list[npt.NDArray[np.uint8]]] = {}
        damaged: list[str] = []
        for name, files in listed.items():
            pictures = taken.setdefault(plain_name(name), [])
            for file, data in files:
                try:
                    pictures.append(self.prepared(data))
                except PictureError:
                    damaged.append(file)
        if not any(taken.values()):
            raise ValueError("None of the pictures in this zip can be read: bring one that was saved here.")
        with self._lock:
            self.classes = [OwnClass(name) for name in taken]
            for each, pictures in zip(self.classes, taken.values(), strict=True):
                each.pictures = dict(enumerate(pictures, start=self._next))
                self._next += len(pictures)
            self._until = self._now() + KEPT_SECONDS
            _forget_later(self, KEPT_SECONDS)
            self.version += 1
        said = f"{left_out} pictures are beyond the {MOST_PICTURES} that there is room for. " if left_out else ""
        return said + (f"{len(damaged)} could not be read, such as {damaged[0]}." if damaged else "")

    def prepared(self, source: bytes | Sequence[Stroke]) -> npt.NDArray[np.uint8]:
        """Return a file or a drawing as one of these pictures.

        Raises:
            PictureError: If it cannot be read. The message is one sentence to show.
        """
        if not isinstance(source, bytes) and self.kind.kind not in IN_INK:
            raise PictureError("A photograph cannot be drawn: use a camera, or bring files.")
        given = (
            prepare_picture(source, self.kind.kind, self.kind.shape)
            if isinstance(source, bytes)
            else prepare_strokes(source, self.kind.kind)
        )
        return np.rint(given.input * 255).astype(np.uint8)

    @property
    def warning(self) -> str:
        """A sentence where classes are too small or too unequal to learn well; "" where they are fine."""
        return warning(self.names, self.counts)

    def _class(self, index: int) -> OwnClass:
        if not 0 <= index < len(self.classes):
            raise ValueError("This class is not there any more.")
        return self.classes[index]

    def _free(self, name: str, besides: int | None = None) -> str:
        name = plain_name(name)
        if name in (each.name for number, each in enumerate(self.classes) if number != besides):
            raise ValueError(f"There is a class called “{name}” already: give this one another name.")
        return name

    def _stacked(self, pictures: list[npt.NDArray[np.uint8]]) -> npt.NDArray[np.uint8]:
        return np.stack(pictures) if pictures else np.zeros((0, *self.kind.shape), np.uint8)

    def _expire(self) -> None:
        if self._until is not None and self._now() >= self._until:
            self.empty()


def first_names(count: int) -> tuple[str, ...]:
    """Return names to begin with.

    Example:
        >>> first_names(3)
        ('Class 1', 'Class 2', 'Class 3')
    """
    return tuple(f"Class {number}" for number in range(1, count + 1))


def warning(names: Sequence[str], counts: Sequence[int]) -> str:
    """Return a sentence where classes are too small or too unequal to learn well; "" where they are fine.

    Example:
        >>> warning(("cat", "dog"), (40, 12))
        '“cat” has 40 pictures and “dog” 12: the network will say “cat” too often. Bring more of “dog”.'
    """
    if not sum(counts):
        return ""
    least, most = min(counts), max(counts)
    smallest, largest = names[counts.index(least)], names[counts.index(most)]
    if least < 2:
        return f"“{smallest}” has {'no picture' if not least else 'one picture'}: every class needs two at least."
    if least < FEWEST_GOOD:
        return f"“{smallest}” has only {least} pictures: with {FEWEST_GOOD} or more the network learns far better."
    if most >= UNEQUAL * least:
        return (
            f"“{largest}” has {most} pictures and “{smallest}” {least}: the network will say “{largest}” too often. "
            f"Bring more of “{smallest}”."
        )
    return ""


def problem_of(names: Sequence[str], counts: Sequence[int]) -> str:
    """Return why nothing can be learned from classes of so many pictures, in a sentence; "" if it can."""
    few = [name for name, count in zip(names, counts, strict=True) if count < 2]
    if not sum(counts):
        return "There are no pictures yet: put some into each class above, or open a zip that you saved."
    if few:
        return (
            f"“{few[0]}” has too few pictures: each class needs two at least, one to learn from and one held out. "
            "Add some, or delete the class."
        )
    return ""


def read_zip(content: bytes) -> tuple[dict[str, list[tuple[str, bytes]]], int]:
    """Return the picture files in a zip by their folders, (name, content) each, and how many there was no room for.

    Raises:
        ValueError: If there are none in two to ten folders. The message says so in a sentence.
    """
    if len(content) > MOST_ZIP_BYTES:
        raise ValueError(f"The zip is too large: up to {MOST_ZIP_BYTES // 10**6} MB can be opened.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            folders, left_out = _sorted_in(source.infolist())
            if sum(member.file_size for members in folders.values() for member in members) > 5 * MOST_ZIP_BYTES:
                raise ValueError("The pictures in this zip are too large together: make them smaller.")
            classes = {
                folder.rpartition("/")[2]: [(member.filename, source.read(member)) for member in members]
                for folder, members in folders.items()
            }
    except ValueError:
        raise
    except Exception as error:
        # zipfile, zlib, lzma and struct each have errors of their own.
        raise ValueError("This is no zip, or a damaged one: bring one that was saved here.") from error
    if not FEWEST_CLASSES <= len(classes) <= MOST_CLASSES:
        raise ValueError(
            f"The zip has {len(classes)} folders of pictures, and each is a class: {FEWEST_CLASSES} to {MOST_CLASSES} "
            "can be learned."
        )
    return classes, left_out


def _sorted_in(members: Sequence[zipfile.ZipInfo]) -> tuple[dict[str, list[zipfile.ZipInfo]], int]:
    """Return the pictures among a zip's members by folder, and how many there was no room for."""
    folders: dict[str, list[zipfile.ZipInfo]] = {}
    taken = left_out = 0
    for member in members:
        folder, _, name = member.filename.rpartition("/")
        if not folder or name.startswith(".") or folder.startswith("__MACOSX"):
            continue
        files = folders.setdefault(folder, [])
        if not name.lower().endswith(_ENDINGS):
            continue
        if taken < MOST_PICTURES:
            files.append(member)
            taken += 1
        else:
            left_out += 1
    # A folder that only holds the folders of the classes is none.
    return {
        folder: files
        for folder, files in folders.items()
        if files or not any(other.startswith(f"{folder}/") for other in folders)
    }, left_out


def plain_name(name: str) -> str:
    """Return a name of a class, as it can stand in a zip, in a program and on a page.

    Raises:
        ValueError: If nothing is left of it.
    """
    plain = " ".join("".join(letter for letter in name if letter.isprintable() and letter not in '/\\:*?"<>|').split())
    plain = plain.strip(". ")[:LONGEST_NAME].strip(". ")
    if not plain:
        raise ValueError("A class needs a name of letters or digits.")
    return plain


def _forget_later(own: OwnPictures, seconds: float) -> None:
    """Delete the pictures after a time even if nobody looks; an object that is gone by then is not kept for that."""
    held = weakref.ref(own)

    def forget() -> None:
        pictures = held()
        if pictures is not None:
            pictures.listed()

    timer = threading.Timer(seconds + 1, forget)
    timer.daemon = True
    timer.start()
    weakref.finalize(own, timer.cancel)
