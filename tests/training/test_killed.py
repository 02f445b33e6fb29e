"""A training that was killed goes on as if it had not been, whenever that was; two never share a folder."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.__main__ import main
from cnnviz.bundled import files as written
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.bundled.training_recipe import Recipe
from cnnviz.network import load
from cnnviz.training import alone, fleet
from cnnviz.training.alone import BusyError, alone_in
from cnnviz.training.train import Settings, train
from tests.tiny import NAME, bundle_tiny
from tests.training.small import EPOCHS, NETWORK, closed_histories, files

PATIENCE = 1800

# Keras 3's own code, not ours.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")


def assert_as_if_nothing_had_been(folder: RunFolder, finished: RunFolder) -> None:
    assert folder.is_finished
    assert files(folder) == files(finished)
    assert [epoch["epoch"] for epoch in folder.epochs()] == list(range(EPOCHS))
    for epoch, expected in zip(folder.epochs(), finished.epochs(), strict=True):
        assert epoch == pytest.approx(expected, abs=0.05)
    for snapshot in finished.snapshots.iterdir():
        with np.load(folder.snapshots / snapshot.name) as weights, np.load(snapshot) as expected:
            assert weights.files == expected.files
            assert [weights[name].shape for name in weights.files] == [expected[name].shape for name in weights.files]
    trace = load(folder.network).trace_input(np.zeros((28, 28, 1)))
    assert trace.probabilities.sum() == pytest.approx(1, abs=1e-5)


@contextmanager
def training(out: Path, *options: str) -> Iterator[subprocess.Popen]:
    """A training in a process group of its own, which is killed at the end."""
    command = [sys.executable, "-m", "cnnviz", "train", NETWORK, "--small", "--out", str(out)]
    command += ["--epochs", str(EPOCHS), *options]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def wait_until(happens) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def last_change(folder: RunFolder) -> float:
    progress = folder.path / "progress.json"
    return progress.stat().st_mtime_ns if progress.exists() else 0


@pytest.mark.timeout(7200)
def test_a_training_killed_at_random_moments_goes_on_to_the_same_epochs_and_files(tmp_path, finished, request):
    chance = random.Random(11)
    seconds = finished.read("run")["seconds"] + 1
    for number in range(0, request.config.getoption("--kills"), 2):
        out = tmp_path / str(number)
        folder = Settings(out).folder(NETWORK)
        with training(out):
            # From now on the history is there, and empty.
            wait_until(folder.history.exists)
            if chance.random() < 0.5:
                wait_until(lambda folder=folder: last_change(folder))
        assert folder.epochs() == []
        with training(out, "--resume") as process:
            before = last_change(folder)
            wait_until(lambda folder=folder, before=before: last_change(folder) != before)
            moment = chance.uniform(0, seconds)
            time.sleep(moment)
            if chance.random() < 0.5:
                # Its command alone; the process that trains sees that and ends by itself.
                process.kill()
        done = len(folder.epochs())
        again = [sys.executable, "-m", "cnnviz", "train", NETWORK, "--out", str(out), "--resume"]
        result = subprocess.run(again, capture_output=True, text=True, timeout=PATIENCE)
        print(f"killed in its first epoch, and {moment:.2f} s after it went on, with {done} epochs in the history")
        assert result.returncode == 0, result.stderr
        assert "downloading" not in result.stderr
        assert result.stdout == f"{NETWORK}: {folder.network}\n"
        assert_as_if_nothing_had_been(folder, finished)


class PowerCutError(BaseException):
    """Nothing runs after it, as nothing does in a process that is killed."""


def test_between_any_two_of_its_files_it_can_be_killed(tmp_path, monkeypatch):
    bundle_tiny(tmp_path / "models", monkeypatch)
    monkeypatch.setattr(bundled.recipe(NAME), "RECIPE", Recipe("cifar10", epochs=2, snapshots=(0, 1, 2)))
    settings, cuts = Settings(tmp_path / "runs", small=True), set()
    folder, replace = settings.folder(NAME), os.replace

    def cut(unfinished, path):
        moment = Path(path).name, len(folder.epochs())
        if Path(path).name != "progress.json" and moment not in cuts:
            cuts.add(moment)
            raise PowerCutError
        replace(unfinished, path)

    monkeypatch.setattr(written.os, "replace", cut)
    while not folder.is_finished:
        known = len(cuts)
        try:
            with closed_histories(monkeypatch):
                train(NAME, settings)
        except PowerCutError:
            assert len(cuts) == known + 1
    kept = {"run.json", "history.csv", "snapshots/000.npz", "snapshots/001.npz", "snapshots/002.npz", f"{NAME}.keras"}
    once = {"best.weights.h5", "state.weights.h5"}
    assert {name for name, _ in cuts} == {Path(name).name for name in kept | once}
    assert files(folder) - {"tensorboard/train/events", "tensorboard/validation/events"} == kept | {
        ".lock",
        "progress.json",
    }
    assert [epoch["epoch"] for epoch in folder.epochs()] == [0, 1]
    assert load(folder.network).trace_input(np.zeros((32, 32, 3))).probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_what_a_finished_training_had_no_time_to_clear_away_is_cleared_away(tmp_path, finished):
    folder = RunFolder(tmp_path / NETWORK, NETWORK)
    folder.write("run", finished.read("run"))
    for name in ("state.weights.h5", "best.weights.h5", ".history.csv"):
        (folder.path / name).touch()
    train(NETWORK, Settings(tmp_path))
    assert files(folder) == {".lock", "run.json"}


def test_a_second_training_in_its_folder_is_refused_in_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(alone, "PATIENCE", 0.1)
    monkeypatch.setattr(fleet, "Processes", fleet.ThreadPoolExecutor)
    settings = Settings(tmp_path, small=True)
    folder = settings.folder(NETWORK)
    with training(tmp_path):
        wait_until(lambda: folder.is_begun)
        with pytest.raises(BusyError):
            train(NETWORK, settings)
        assert main(["train", NETWORK, "--small", "--out", str(tmp_path), "--resume"]) == 2
        assert capsys.readouterr().err == (
            f"{NETWORK}: Another training goes on in {folder.path}: wait until it has ended, or give another folder "
            "by --out.\n"
        )
    with alone_in(folder):
        pass
