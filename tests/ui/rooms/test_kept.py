"""The letters that a server's codes begin with, as its administrator sets them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cnnviz.rooms.codes import LETTERS
from cnnviz.ui.rooms.kept import SETTING, first_letters


def test_without_a_setting_all_letters_do():
    assert first_letters(None) == first_letters("") == LETTERS


@pytest.mark.parametrize("setting", ["BCDFGH", "bcdfgh", "Z"])
def test_a_server_has_letters_of_its_own(setting):
    assert first_letters(setting) == setting.upper()


@pytest.mark.parametrize("setting", ["AEI", "BB", "B,C", "B C", "Y", "É", "0", " ", "B" * 10_000])
def test_what_is_no_such_setting_is_refused_in_one_sentence(setting):
    with pytest.raises(ValueError, match=f"^{SETTING} is .*such as BCDFGH.$") as refused:
        first_letters(setting)
    assert len(str(refused.value)) < 250


def test_a_wrong_setting_ends_the_server_at_its_start():
    command = [sys.executable, "-c", "import cnnviz.ui.rooms.routes"]
    ended = subprocess.run(command, env={**os.environ, SETTING: "AEI"}, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1].startswith(f"{SETTING} is 'AEI'") and "Traceback" not in ended.stderr


def test_rooms_have_the_letters_of_the_setting():
    script = "from cnnviz.ui.rooms.kept import rooms; print(rooms().make('x', 0, ['choose'])[0])"
    made = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, SETTING: "Z"}, capture_output=True, text=True, timeout=120
    )
    assert made.stdout.startswith("Z"), made.stderr
