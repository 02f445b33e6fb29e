"""How well a network reads a folder of labelled pictures, each prepared as the app prepares an upload.

Such a folder has a table `labels.csv` with the columns `file` and `label`, and `group` if the pictures are to be
counted by groups; or a folder for each class, named after it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cnnviz.network import Network
from cnnviz.pictures.errors import PictureError
from cnnviz.results.evaluation import Score

TABLE = "labels.csv"
_GROUP_COLUMNS = ("group", "case")


class LabelledPicture(NamedTuple):
    """A file with a picture, the class that it shows, and the group that it is counted in ("" for none)."""

    path: Path
    label: str
    group: str


class Reading(NamedTuple):
    """What a network read in a labelled picture.

    Attributes:
        picture: The picture.
        read: The class that it was read as; None if the picture was refused.
        probability: How probable that class is for the network, 0 to 1; 0 if the picture was refused.
        refusal: Why the picture was refused, "" if it was not.
    """

    picture: LabelledPicture
    read: str | None
    probability: float
    refusal: str

    @property
    def is_right(self) -> bool:
        """Whether the class that was read is the one that the picture shows."""
        return self.read == self.picture.label


@dataclass(frozen=True)
class FolderEvaluation:
    """A network's answers to the pictures of a folder."""

    name: str
    readings: tuple[Reading, ...]

    @property
    def score(self) -> Score:
        """The score on all pictures; one that was refused counts as read wrongly."""
        return _score(self.readings)

    @property
    def refused(self) -> int:
        """How many pictures were refused."""
        return sum(reading.read is None for reading in self.readings)

    @property
    def by_group(self) -> dict[str, Score]:
        """The score on each group of pictures; empty if the folder names no groups."""
        groups: dict[str, list[Reading]] = {}
        for reading in self.readings:
            groups.setdefault(reading.picture.group, []).append(reading)
        return {group: _score(readings) for group, readings in groups.items() if group}

    def to_dict(self) -> dict[str, Any]:
        """Return all figures as plain dicts, lists and numbers, ready for JSON."""
        scores = {group: {"correct": score.correct, "total": score.total} for group, score in self.by_group.items()}
        return {
            "network": self.name,
            "accuracy": self.score.accuracy,
            "correct": self.score.correct,
            "total": self.score.total,
            "refused": self.refused,
            "groups": scores,
            "misread": [
                {
                    "file": str(reading.picture.path),
                    "label": reading.picture.label,
                    "read": reading.read,
                    "probability": reading.probability,
                    "refusal": reading.refusal,
                }
                for reading in self.readings
                if not reading.is_right
            ],
        }


def evaluate_folder(network: Network, folder: Path) -> FolderEvaluation:
    """Return what a network reads in the labelled pictures of a folder.

    Raises:
        ValueError: If the folder has no labelled pictures, or a label that the network does not know.
        OSError: If the folder or its table cannot be read.
    """
    pictures = list(labelled_pictures(folder))
    for picture in pictures:
        if picture.label not in network.labels:
            raise ValueError(
                f"{picture.path} is labelled {picture.label!r}, which is no class of {network.name}: "
                f"its classes are {', '.join(network.labels)}."
            )
    return FolderEvaluation(network.name, tuple(_read(network, picture) for picture in pictures))


def labelled_pictures(folder: Path) -> Iterator[LabelledPicture]:
    """Yield the labelled pictures of a folder: those of its table, or of the folders that are named after classes."""
    if not folder.is_dir():
        raise ValueError(f"There is no folder {folder}: give one with labelled pictures.")
    table = folder / TABLE
    found = list(_of_table(table) if table.is_file() else _of_class_folders(folder))
    if not found:
        raise ValueError(
            f"{folder} has no labelled pictures: put a table {TABLE} with the columns file and label into it, or a "
            "folder for each class."
        )
    yield from found


def _of_table(table: Path) -> Iterator[LabelledPicture]:
    with table.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        columns = rows.fieldnames or ()
        if not {"file", "label"} <= set(columns):
            raise ValueError(f"{table} needs the columns file and label in its first line.")
        group = next((column for column in _GROUP_COLUMNS if column in columns), None)
        for row in rows:
            name = row[group] or "" if group else ""
            path = table.parent / row["file"]
            # The pictures of a group may lie in a folder that is named after it.
            yield LabelledPicture(path if path.exists() else table.parent / name / row["file"], row["label"], name)


def _of_class_folders(folder: Path) -> Iterator[LabelledPicture]:
    for kind in sorted(path for path in folder.iterdir() if path.is_dir()):
        for path in sorted(path for path in kind.iterdir() if path.is_file() and not path.name.startswith(".")):
            yield LabelledPicture(path, kind.name, "")


def _read(network: Network, picture: LabelledPicture) -> Reading:
    try:
        probabilities = network.probabilities(network.input_for(picture.path)[None])[0]
    except PictureError as error:
        return Reading(picture, None, 0.0, str(error))
    best = int(probabilities.argmax())
    return Reading(picture, network.labels[best], float(probabilities[best]), "")


def _score(readings: tuple[Reading, ...] | list[Reading]) -> Score:
    return Score(sum(reading.is_right for reading in readings), len(readings))
