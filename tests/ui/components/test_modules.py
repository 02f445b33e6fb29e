"""The components' modules: what imports what, and what a browser is told to ask for."""

from __future__ import annotations

import re

import pytest

from cnnviz.ui.components import modules

IMPORTED = re.compile(r'^[^/* ].* "\.\.?/[^"]*\.js"$', re.MULTILINE)
"""The last line of an import, which in comments begins with a star or a space."""


def test_every_import_is_of_a_module():
    for name in modules.names():
        assert set(modules.imports_of(name)) <= modules.names(), name


def test_every_import_is_seen():
    for name in modules.names():
        text = (modules.FOLDER / name).read_text(encoding="utf-8")
        assert len(modules.imports_of(name)) == len(IMPORTED.findall(text)), name


def test_imports_go_in_no_circle():
    done = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, (*path, name)
        if name not in done:
            for imported in modules.imports_of(name):
                visit(imported, (*path, name))
            done.add(name)

    for name in modules.names():
        visit(name, ())


def test_what_a_module_needs_is_itself_and_all_that_it_imports():
    needed = modules.needed_by("draw_pad/pad.js")
    assert needed[0] == "draw_pad/pad.js"
    assert {"draw_pad/ask.js", "shared/readings.js", "shared/mount.js"} <= set(needed)
    assert len(needed) == len(set(needed)) < len(modules.names())


def test_nothing_stands_on_the_browsers_global_object():
    for name in modules.names():
        assert "globalThis" not in (modules.FOLDER / name).read_text(encoding="utf-8"), name


def test_a_missing_module_is_an_error_at_the_start():
    with pytest.raises(FileNotFoundError):
        modules.starter("draw_pad/none.js")


def test_a_component_is_told_where_its_modules_are():
    text = modules.starter("draw_pad/pad.js")
    assert f"new URL(`cnnviz/js/{modules.version()}/${{name}}`, document.baseURI)" in text
    assert '"draw_pad/ask.js"' in text


def test_the_version_is_the_content(tmp_path, monkeypatch):
    for cached in (modules.names, modules.version):
        monkeypatch.setattr(modules, cached.__name__, cached.__wrapped__)
    monkeypatch.setattr(modules, "FOLDER", tmp_path)
    (tmp_path / "a.js").write_text("export const a = 1\n")
    before = modules.version()
    assert modules.version() == before
    (tmp_path / "a.js").write_text("export const a = 2\n")
    changed = modules.version()
    (tmp_path / "a.js").rename(tmp_path / "b.js")
    assert len({before, changed, modules.version()}) == 3
