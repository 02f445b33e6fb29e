"""The walls of the house: who may import what, and that README.md names only what exists."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "cnnviz").rglob("*.py"))]
SHIPPED += sorted((ROOT / "models").glob("*.py"))

STREAMLIT_HOMES = ("app.py", "pages/", "cnnviz/ui/")
KERAS_HOMES = (
    "cnnviz/network.py",
    "cnnviz/compiled.py",
    "cnnviz/training/",
    "cnnviz/datasets/",
    "cnnviz/live/",
    "cnnviz/attribution/",
    "cnnviz/opening/build.py",
    "cnnviz/opening/opened.py",
    "cnnviz/opening/scale.py",
    "models/",
)
# Streamlit resets Keras after every run unless the web process forbids it.
KERAS_HOMES += ("cnnviz/ui/warm_up.py", "cnnviz/known/export.py")

README = (ROOT / "README.md").read_text()


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imported(path: Path) -> set[str]:
    """Return the packages a file imports anywhere in it, those inside functions included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("cnnviz", {"tensorflow", "keras", "streamlit"}),
        ("cnnviz.__main__", {"tensorflow", "keras", "streamlit"}),
        # Whoever trains or measures in a notebook or on a server has no use for a web page.
        ("cnnviz.network", {"tensorflow", "keras", "streamlit"}),
        ("cnnviz.training.train", {"tensorflow", "keras", "streamlit"}),
        ("cnnviz.training.fleet", {"tensorflow", "keras", "streamlit"}),
        ("cnnviz.facts, cnnviz.lessons", {"tensorflow", "keras", "streamlit"}),
        # What is in a brought file is read where nothing can run it.
        ("cnnviz.opening", {"tensorflow", "keras", "streamlit"}),
        ("cnnviz.opening.child, cnnviz.opening.content", {"tensorflow", "keras", "streamlit"}),
    ],
)
def test_importing_the_library_loads_nothing_heavy(module, absent):
    code = f"import sys, {module}; print(*sorted({absent!r} & sys.modules.keys()))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.split() == []


@pytest.mark.parametrize("path", SHIPPED, ids=_name)
def test_imports_stay_inside_their_walls(path):
    name, imported = _name(path), _imported(path)
    if not name.startswith(STREAMLIT_HOMES):
        assert "streamlit" not in imported
    if not name.startswith(KERAS_HOMES):
        assert not imported & {"keras", "tensorflow"}


def test_nothing_imports_a_page():
    assert not [_name(path) for path in SHIPPED if _imported(path) & {"pages", "app", "tests", "benchmarks"}]


def test_readme_shows_a_picture_that_exists_first():
    first_screen = "\n".join(README.splitlines()[:40])
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", first_screen)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).stat().st_size > 10_000


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_readme_links_lead_somewhere(target):
    assert (ROOT / target).exists()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:\w+/)+[\w.*]*|\w+\.(?:py|txt|md|toml))`", README))))
def test_readme_paths_exist(path):
    assert list(ROOT.glob(path))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake (\w+)", README))))
def test_readme_make_commands_exist(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"(?:^|`|-m )cnnviz (\w+)", README, re.MULTILINE))))
def test_readme_commands_exist(command):
    result = subprocess.run([sys.executable, "-m", "cnnviz", command, "--help"], cwd=ROOT, capture_output=True)
    assert result.returncode == 0, result.stderr.decode()


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=_name)
def test_readme_names_every_page(page):
    assert f"]({_name(page)})" in README
