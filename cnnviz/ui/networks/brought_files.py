"""The files that a visitor brings at once: a model file, its parts, and perhaps the names of its classes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from streamlit.runtime.uploaded_file_manager import UploadedFile

MOST_LABELS = 2_000
LONGEST_LABEL = 60


@dataclass(frozen=True)
class Brought:
    """What was brought.

    Attributes:
        content: A model file; of a model that came in several files, an archive of them.
        name: The file's name.
        labels: The names of the classes, if a text file with them came along.
    """

    content: bytes
    name: str
    labels: tuple[str, ...] | None


def together(files: Sequence[UploadedFile]) -> Brought | None:
    """Return files that were brought at once as one; None if there is no model among them."""
    texts = [file for file in files if file.name.lower().endswith(".txt")]
    models = [file for file in files if file not in texts]
    if not models:
        return None
    labels = labels_of(texts[0].getvalue().decode("utf-8", "replace")) if texts else None
    if len(models) == 1:
        return Brought(models[0].getvalue(), models[0].name, labels)
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        for file in models:
            # A fixed time: the same files make the same archive.
            zipped.writestr(zipfile.ZipInfo(file.name), file.getvalue())
    first = min(models, key=lambda file: not re.search(r"\.(keras|h5|hdf5|zip)$", file.name, re.IGNORECASE))
    name = first.name if not first.name.endswith(".json") else "Teachable Machine"
    return Brought(archive.getvalue(), name, labels)


def labels_of(text: str) -> tuple[str, ...] | None:
    """Return the names of classes in a text, one a line or with commas between; None if there are none.

    Lines may begin with the class's number, as Teachable Machine writes them.

    Example:
        >>> labels_of("0 cat\\n1 dog\\n"), labels_of("cat, dog"), labels_of(" ")
        (('cat', 'dog'), ('cat', 'dog'), None)
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        lines = [part.strip() for part in lines[0].split(",") if part.strip()]
    numbered = [re.match(rf"0*{index}[:.\s]\s*(\S.*)", line) for index, line in enumerate(lines)]
    if lines and all(numbered):
        lines = [match[1] for match in numbered if match]
    names = ("".join(letter for letter in line if letter.isprintable())[:LONGEST_LABEL] for line in lines[:MOST_LABELS])
    return tuple(name or "?" for name in names) or None
