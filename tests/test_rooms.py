"""The rooms of the house: folders import one way, and none is too full to find something in."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from posixpath import dirname, normpath

import pytest

from cnnviz.ui.components import modules

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "cnnviz"
MOST_AT_THE_TOP = 12
OPEN = ("cnnviz", "cnnviz.ui")
"""Folders whose files count for themselves: what others stand on and what stands on others lie side by side in them."""


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {_module(path): path for path in PACKAGE.rglob("*.py")}


def room_of(module: str) -> str:
    """Return the folder of a module; the module itself if it lies in an open one."""
    if MODULES[module].name == "__init__.py":
        return module
    folder = module.rpartition(".")[0]
    return module if folder in OPEN else folder


def imported_by(source: str) -> Iterator[str]:
    """Yield the modules of cnnviz that a source text imports anywhere in it, for types alone and late ones included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in MODULES else node.module


def rooms(sources: dict[str, str]) -> dict[str, set[str]]:
    """Return for every room those it imports from, given the source texts of modules by name."""
    graph: dict[str, set[str]] = defaultdict(set)
    for module, source in sources.items():
        here = room_of(module)
        graph[here] |= {room_of(other) for other in imported_by(source)} - {here}
    return graph


def test_folders_import_one_way():
    sources = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
    try:
        TopologicalSorter(rooms(sources)).prepare()
    except CycleError as error:
        pytest.fail(f"These import each other in a circle: {' -> '.join(error.args[1])}")


def test_a_circle_would_be_found():
    with pytest.raises(CycleError):
        TopologicalSorter(
            rooms(
                {
                    "cnnviz.labs.kernels": "from cnnviz.results import cards",
                    "cnnviz.results.cards": "def late():\n    from cnnviz.labs.kernels import KERNELS",
                }
            )
        ).prepare()


def component_rooms(imports: dict[str, Iterable[str]]) -> dict[str, set[str]]:
    """Return for every folder of components those it imports from, given by each script what it imports."""
    graph: dict[str, set[str]] = defaultdict(set)
    for script, others in imports.items():
        here = script.partition("/")[0]
        graph[here] |= {other.partition("/")[0] for other in others} - {here}
    return graph


def script_imports(script: str) -> Iterator[str]:
    """Yield the scripts that a component's script imports, for types alone included."""
    yield from modules.imports_of(script)
    text = (modules.FOLDER / script).read_text(encoding="utf-8")
    for path in re.findall(r'@import \{[^}]*\} from "(\.[^"]+)"', text):
        yield normpath(f"{dirname(script)}/{path}")


def test_folders_of_components_import_one_way():
    imports = {script: set(script_imports(script)) for script in modules.names()}
    assert any(imports.values())
    try:
        TopologicalSorter(component_rooms(imports)).prepare()
    except CycleError as error:
        pytest.fail(f"These import each other in a circle: {' -> '.join(error.args[1])}")


def test_a_circle_of_components_would_be_found():
    with pytest.raises(CycleError):
        TopologicalSorter(
            component_rooms({"map/map.js": ["layers/index.js"], "layers/parts/dense.js": ["map/focus.js"]})
        ).prepare()


@pytest.mark.parametrize("folder", ["cnnviz", "cnnviz/ui"])
def test_few_files_lie_at_the_top(folder):
    files = sorted(path.name for path in (ROOT / folder).iterdir() if path.is_file())
    assert len(files) <= MOST_AT_THE_TOP, files
