"""A damaged or missing file of models/ is one sentence, in Python and on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cnnviz.__main__ import main
from cnnviz.bundled import record, weights_path
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.bundled.files import DamagedFileError
from cnnviz.channels.excitement import load_excitement
from cnnviz.network import load
from cnnviz.results.mistakes import confusion_of
from cnnviz.results.overview import overview
from cnnviz.results.predictions import load_predictions
from cnnviz.results.snapshots import network_at
from tests.damage import WAYS, copy_models, damage

NAME = "mnist_lab"
TRAINED = f"`python -m cnnviz train {NAME}`, then `python -m cnnviz publish {NAME}`"
MEASURED = f"`python -m cnnviz evaluate {NAME} --write`"
FILES = {
    f"{NAME}.keras": (load, TRAINED),
    f"{NAME}/run.json": (lambda name: record(name).read("run"), TRAINED),
    f"{NAME}/scores.json": (lambda name: confusion_of(name, None), MEASURED),
    f"{NAME}/history.csv": (lambda name: record(name).epochs(), TRAINED),
    f"{NAME}/predictions.npz": (load_predictions, MEASURED),
    f"{NAME}/excitement.npz": (load_excitement, f"`python -m cnnviz excite {NAME}`"),
    f"{NAME}/snapshots/001.npz": (lambda name: network_at(name, 1), TRAINED),
}
"""What reads each file, and the commands that make it anew."""


@pytest.fixture
def models(tmp_path, monkeypatch):
    return copy_models(tmp_path, monkeypatch, NAME)


def sentence(file: str, state: str = "damaged") -> str:
    _, commands = FILES[file]
    return f"models/{file} is {state}: copy it from the repository again, or make it anew by {commands}."


@pytest.mark.parametrize(
    ("file", "way"),
    # An empty history is that of a training before the end of its first epoch.
    [(file, way) for file in FILES for way in WAYS if (Path(file).name, way) != ("history.csv", "empty")],
)
def test_a_damaged_file_is_named_with_what_to_do(models, file, way):
    damage(models / file, way)
    read, _ = FILES[file]
    with pytest.raises(DamagedFileError) as raised:
        read(NAME)
    assert str(raised.value) == sentence(file)


def test_an_empty_history_is_one_without_epochs(models):
    damage(models / NAME / "history.csv", "empty")
    assert record(NAME).epochs() == []


@pytest.mark.parametrize("read", [load, lambda name: read_blueprint(weights_path(name)), overview])
def test_a_missing_network_is_named_with_what_to_do(models, read):
    weights_path(NAME).unlink()
    with pytest.raises(DamagedFileError) as raised:
        read(NAME)
    assert str(raised.value) == sentence(f"{NAME}.keras", "missing")


@pytest.mark.parametrize("content", ["[]", "7", '"accuracy"', '{"accuracy": 0.9}', '{"confusion": [[1]]}'])
def test_scores_without_what_scores_have_are_damaged(models, content):
    (models / NAME / "scores.json").write_text(content)
    assert overview(NAME).faults == (sentence(f"{NAME}/scores.json"),)
    with pytest.raises(DamagedFileError, match=re.escape(sentence(f"{NAME}/scores.json"))):
        confusion_of(NAME, None)


def test_what_is_known_of_a_network_is_what_the_whole_files_say(models):
    whole = overview(NAME)
    assert whole.faults == ()
    for name in ("run.json", "history.csv"):
        damage(models / NAME / name, "cut short")
    damaged = overview(NAME)
    assert damaged.faults == (sentence(f"{NAME}/run.json"), sentence(f"{NAME}/history.csv"))
    assert (damaged.run, damaged.history) == ({}, [])
    assert (damaged.scores, damaged.costs) == (whole.scores, whole.costs)


@pytest.mark.parametrize("way", [*WAYS, "missing"])
@pytest.mark.parametrize(
    "command",
    [["classify", "any.png", "--network", NAME], ["evaluate", NAME], ["excite", NAME]],
    ids=lambda command: command[0],
)
def test_the_command_line_says_the_same(models, command, way, capsys):
    if way == "missing":
        weights_path(NAME).unlink()
    else:
        damage(weights_path(NAME), way)
    assert main(command) == 2
    said = capsys.readouterr().err
    assert said.splitlines()[-1] == sentence(f"{NAME}.keras", "missing" if way == "missing" else "damaged")
    assert str(models) not in said and "Traceback" not in said


def test_answers_of_other_classes_are_damaged(models):
    shown = json.loads((models / NAME / "scores.json").read_text())
    shown["confusion"] = shown["confusion"][:-1]
    (models / NAME / "scores.json").write_text(json.dumps(shown))
    with pytest.raises(DamagedFileError):
        confusion_of(NAME, None)
