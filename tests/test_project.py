"""What the project says of itself in files beside the code: they agree with it and with each other."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

import cnnviz
from cnnviz import datasets
from cnnviz.bundled.home import ROOT
from cnnviz.datasets import dataset

DOCUMENTS = ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSES-DATA.md")
PICTURES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "cnnviz").rglob("*")
    if path.suffix in {".npz", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"}
)
LICENCES = (ROOT / "LICENSES-DATA.md").read_text(encoding="utf-8")


def _text(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_name_only_what_exists(document):
    text = _text(document)
    links = set(re.findall(r"\]\(([^)#:]+)[)#]", text))
    paths = set(re.findall(r"`((?:\w+/)+[\w.*-]*|\w+\.(?:py|txt|md|toml|cff))`", text)) - {"dist/"}
    assert not [path for path in links | paths if not list(ROOT.glob(path.replace("NAME", "mnist_lab")))]
    makefile = _text("Makefile")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in re.findall(r"\bmake (\w+) ", text))


def test_the_version_is_the_same_everywhere():
    released = re.search(r"^## \[(.+)\] - (.+)$", _text("CHANGELOG.md"), re.MULTILINE)
    citation = _text("CITATION.cff")
    assert released[1] == cnnviz.__version__
    assert f"\nversion: {cnnviz.__version__}\ndate-released: {released[2]}\n" in citation


def test_a_build_here_uses_what_a_build_elsewhere_installs():
    needed = tomllib.loads(_text("pyproject.toml"))["build-system"]["requires"]
    assert set(needed) <= set(_text("requirements-dev.txt").splitlines())


@pytest.mark.parametrize("picture", PICTURES)
def test_every_shipped_picture_has_its_licence_named(picture):
    patterns = re.findall(r"`(cnnviz/[^`]+)`", LICENCES)
    # A file with no picture in it.
    assert any(fnmatch(picture, pattern) for pattern in patterns) or picture.endswith("/cats_vs_dogs-train.npz")


@pytest.mark.parametrize("name", sorted({Path(path).name.split("-")[0] for path in PICTURES} & set(datasets.names())))
def test_the_licences_are_those_that_the_app_shows(name):
    shown = dataset(name)
    assert shown.source in LICENCES
    if name != "cats_vs_dogs":
        row = next(line for line in LICENCES.splitlines() if line.startswith(f"| `cnnviz/datasets/shipped/{name}-"))
        assert shown.licence in row
