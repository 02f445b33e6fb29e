"""make in a fresh clone: two at once do not write over each other."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from cnnviz.bundled.home import ROOT


@pytest.fixture
def clone(tmp_path):
    """A clone that needs nothing installed, and whose app only says that it was opened."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "cnnviz").mkdir()
    (tmp_path / "cnnviz" / "__main__.py").write_text("print('the app is open')\n")
    return tmp_path


def test_two_apps_that_are_opened_at_once_both_open(clone):
    command = ["make", "app", f"PYTHON={sys.executable}"]
    makes = [
        subprocess.Popen(command, cwd=clone, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    said = [make.communicate(timeout=500)[0] for make in makes]
    assert [make.returncode for make in makes] == [0, 0], said
    assert all("the app is open" in words for words in said)
    # The second finds it installed.
    assert sum("-m pip install" in words for words in said) == 1
    assert (clone / ".venv" / "app").exists()
