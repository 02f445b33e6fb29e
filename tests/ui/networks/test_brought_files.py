"""The files that a visitor brings at once become one, with the names of the classes that came along."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

import pytest

from cnnviz.opening.opened import open_content
from cnnviz.ui.networks.brought_files import LONGEST_LABEL, labels_of, together
from tests.opening.files import teachable_machine, tensorflow_js


@dataclass(frozen=True)
class File:
    """As much of an uploaded file as is asked for."""

    name: str
    content: bytes

    def getvalue(self) -> bytes:
        return self.content


def test_one_file_is_itself():
    brought = together([File("my model.keras", b"content")])
    assert (brought.content, brought.name, brought.labels) == (b"content", "my model.keras", None)


def test_names_come_along():
    brought = together([File("labels.txt", b"0 cat\n1 dog\n"), File("keras_model.h5", b"content")])
    assert (brought.content, brought.name, brought.labels) == (b"content", "keras_model.h5", ("cat", "dog"))


def test_names_alone_are_no_model():
    assert together([File("labels.txt", b"cat")]) is None
    assert together([]) is None


def test_the_three_files_of_teachable_machine_open_as_one():
    files = [
        File(name, content) for name, content in tensorflow_js(teachable_machine(), ["cup", "pen", "none"]).items()
    ]
    brought = together(files)
    assert brought.name == "Teachable Machine"
    assert set(zipfile.ZipFile(BytesIO(brought.content)).namelist()) == {"model.json", "metadata.json", "weights.bin"}
    assert open_content(brought.content).labels == ("cup", "pen", "none")
    assert together(files).content == brought.content, "the same files are the same network"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("cat\ndog", ("cat", "dog")),
        ("cat, dog ,cow", ("cat", "dog", "cow")),
        ("0 cat\n1 dog", ("cat", "dog")),
        ("0: cat\n1: dog", ("cat", "dog")),
        ("7 up\n8 down", ("7 up", "8 down")),
        (" \n ", None),
        ("x" * 500, ("x" * LONGEST_LABEL,)),
        ("a\x00b\nc", ("ab", "c")),
    ],
)
def test_names_as_people_write_them(text, labels):
    assert labels_of(text) == labels
