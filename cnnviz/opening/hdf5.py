"""Numbers out of an HDF5 file that may be hostile: no links, no storage elsewhere, no more than is allowed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt

from cnnviz.opening.allowed import short
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.limits import CONFIGURATION_BYTES, PARAMETERS


class Hdf5:
    """An HDF5 file, and how many more numbers may be read from it."""

    def __init__(self, content: bytes) -> None:
        """Open the content of a file.

        Raises:
            ModelFileError: If it is none.
        """
        try:
            self.root = h5py.File(BytesIO(content), "r")
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelFileError("It is damaged: its HDF5 content cannot be read. Save it again.") from error
        self._left = PARAMETERS

    def text(self, group: h5py.Group, name: str) -> str | None:
        """Return an attribute that is a text, None if it is not there; long ones may be cut in numbered pieces."""
        value = group.attrs.get(name)
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > CONFIGURATION_BYTES:
            raise ModelFileError(f"Its {short(name)} is no text, or too long.")
        return value

    def names(self, group: h5py.Group, name: str) -> list[str]:
        """Return an attribute that is a list of texts; Keras cuts a long one into pieces, name0, name1 and so on."""
        pieces = [group.attrs[name]] if name in group.attrs else []
        while not pieces or f"{name}{len(pieces)}" in group.attrs:
            if f"{name}{len(pieces)}" not in group.attrs:
                break
            pieces.append(group.attrs[f"{name}{len(pieces)}"])
        texts = [text for piece in pieces for text in np.ravel(piece).tolist()]
        return [text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text) for text in texts]

    def child(self, group: h5py.Group, path: str) -> Any:
        """Return what a path leads to inside a group, None if there is nothing.

        Raises:
            ModelFileError: If it leads over a link to another file or to another place.
        """
        here: Any = group
        for part in path.split("/"):
            if not isinstance(here, h5py.Group) or part in ("", ".", "..") or part not in here:
                return None
            if not isinstance(here.get(part, getlink=True), h5py.HardLink):
                raise ModelFileError("Its HDF5 content has links, which no Keras file has; weights have to be in it.")
            here = here[part]
        return here

    def array(self, dataset: Any, name: str) -> npt.NDArray[np.float32]:
        """Return a data set's numbers.

        Args:
            dataset: What is to be read.
            name: What it is called in an error.
        Raises:
            ModelFileError: If it is no array of finite numbers in this very file, or one too many.
        """
        if not isinstance(dataset, h5py.Dataset):
            raise ModelFileError(f"{short(name)} is no array of numbers.")
        if dataset.is_virtual or dataset.external:
            raise ModelFileError(f"{short(name)} is kept in another file; weights have to be in it.")
        if dataset.dtype.kind not in "fiu" or dataset.dtype.itemsize > 8:
            raise ModelFileError(f"{short(name)} is no array of numbers.")
        if len(dataset.shape) > 4 or dataset.size > self._left:
            raise ModelFileError(
                f"It has more than {PARAMETERS // 1_000_000} million parameters; networks up to that size work."
            )
        self._left -= dataset.size
        with np.errstate(over="ignore"):
            array = np.ascontiguousarray(dataset[()], np.float32)
        if not np.isfinite(array).all():
            raise ModelFileError(
                f"{short(name)} holds values that are no numbers (NaN or infinite): the training went wrong."
            )
        return array
