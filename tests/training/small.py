"""A small training: its name, its length, its files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keras
import pytest

from cnnviz.bundled.run_folder import RunFolder

NETWORK = "mnist_lab"
EPOCHS = 4


def files(folder: RunFolder) -> set[str]:
    """Return the files of a training, without what TensorBoard adds to their names."""
    paths = (path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*") if path.is_file())
    return {path.split(".out.tfevents")[0] for path in paths}


@contextmanager
def closed_histories(monkeypatch: pytest.MonkeyPatch, *more: keras.callbacks.Callback) -> Iterator[None]:
    """Close the history of each training that is broken off in this block: the end of a process does that.

    Args:
        monkeypatch: Of the test.
        more: Callbacks that a training gets beside its own.
    """
    fit = keras.Model.fit

    def fit_and_close(*given, callbacks, **options):
        try:
            fit(*given, callbacks=[*callbacks, *more], **options)
        finally:
            next(each for each in callbacks if isinstance(each, keras.callbacks.CSVLogger)).csv_file.close()

    with monkeypatch.context() as patch:
        patch.setattr(keras.Model, "fit", fit_and_close)
        yield
