"""Several trainings at once: in processes and on a Dask cluster, with a worker that dies in the middle."""

import io
import os
import signal
from pathlib import Path

import pytest

from cnnviz.__main__ import main
from cnnviz.training import fleet
from cnnviz.training.fleet import Lines, Processes, WorkerDiedError, dask_cluster, duration, train_all
from cnnviz.training.train import Settings

NETWORKS = ["mnist_lab", "mnist_mlp"]
EPOCHS = 6


@pytest.fixture
def close_watch(monkeypatch):
    """Few epochs are over soon, and one of the trainings must be caught in the middle."""
    monkeypatch.setattr(fleet, "POLL_SECONDS", 0.05)


def watch(settings: Settings, executor, at_epoch=lambda name, progress: None) -> dict:
    """Train both networks; every report goes to at_epoch too."""
    reports = {name: [] for name in NETWORKS}

    def report(name, progress):
        reports[name].append(progress["epoch"])
        at_epoch(name, progress)

    ended = train_all(NETWORKS, settings, executor, report)
    for name in NETWORKS:
        assert reports[name][-1] == EPOCHS
    return ended


def check(ended: dict, settings: Settings) -> None:
    for name in NETWORKS:
        folder = settings.folder(name)
        assert ended[name] == folder.network
        assert folder.network.exists()
        assert [epoch["epoch"] for epoch in folder.epochs()] == list(range(EPOCHS))


def pid_of(folder: Path) -> int:
    """The process that has a training's history open."""
    for descriptors in Path("/proc").glob("[0-9]*/fd"):
        try:
            if any(os.readlink(link) == str(folder / "history.csv") for link in descriptors.iterdir()):
                return int(descriptors.parent.name)
        except OSError:
            continue
    raise AssertionError(f"nobody trains in {folder}")


class KillOnce:
    """Kills the process that trains mnist_lab, once, after its second epoch."""

    def __init__(self, settings: Settings):
        self.folder, self.killed = settings.folder(NETWORKS[0]), False

    def __call__(self, name, progress):
        if not self.killed and len(self.folder.epochs()) >= 2 and not self.folder.is_finished:
            os.kill(pid_of(self.folder.path), signal.SIGKILL)
            self.killed = True


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the process by /proc")
def test_a_killed_process_costs_its_training_a_resume_and_the_other_nothing(tmp_path, close_watch):
    settings = Settings(tmp_path, epochs=EPOCHS, small=True)
    kill = KillOnce(settings)
    with Processes(2) as executor:
        check(watch(settings, executor, kill), settings)
    assert kill.killed


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the process by /proc")
def test_a_dask_worker_that_dies_costs_its_training_a_resume(tmp_path, close_watch):
    from distributed import LocalCluster

    settings = Settings(tmp_path, epochs=EPOCHS, small=True)
    kill = KillOnce(settings)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        dask_cluster(cluster.scheduler_address) as executor,
    ):
        check(watch(settings, executor, kill), settings)
    assert kill.killed


def test_a_scheduler_that_is_not_there_is_said(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(fleet, "SCHEDULER_TIMEOUT", 1)
    status = main(["train", "mnist_mlp", "--small", "--out", str(tmp_path), "--scheduler", "tcp://127.0.0.1:9"])
    assert status == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err


def test_a_process_that_always_dies_is_given_up():
    with Processes(1) as executor, pytest.raises(WorkerDiedError, match="memory"):
        executor.submit(os._exit, 9).result()


def test_one_training_fails_and_the_others_go_on(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    command = ["train", "cats_dogs", "mnist_mlp", "--small", "--epochs", "1", "--out", str(tmp_path / "runs")]
    assert main(command) == 2
    said = capsys.readouterr()
    assert "mnist_mlp.keras" in said.out
    assert "cats_dogs: No picture of Cats and dogs may be shipped" in said.err
    assert "Traceback" not in said.err

    assert main(command) == 2
    assert "has a training already" in capsys.readouterr().err


def test_a_line_for_every_epoch_says_how_long_it_will_take():
    stream = io.StringIO()
    lines = Lines(stream)
    progress = {"epochs": 4, "accuracy": 0.5, "seconds": 10, "seconds_left": 95}
    lines("mnist_lab", {**progress, "epoch": 0.5})
    lines("mnist_lab", {**progress, "epoch": 1, "val_accuracy": 0.75})
    lines("mnist_lab", {**progress, "epoch": 1.4, "val_accuracy": 0.75})
    assert stream.getvalue() == "mnist_lab: epoch 1 of 4, accuracy 50.00%, validation 75.00%, 2 min to go\n"


def test_a_terminal_shows_where_all_trainings_are():
    stream = io.StringIO()
    stream.isatty = lambda: True
    lines = Lines(stream)
    lines("mnist_lab", {"epoch": 1.5, "epochs": 3, "accuracy": 0.5, "seconds": 1, "seconds_left": 30})
    lines("mnist_mlp", {"epoch": 3, "epochs": 12, "accuracy": 0.5, "seconds": 1, "seconds_left": 300})
    assert stream.getvalue().endswith("mnist_lab 50%, 30 s to go · mnist_mlp 25%, 5 min to go")


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 s"), (59, "59 s"), (600, "10 min"), (9000, "2.5 h")])
def test_durations_are_said_in_a_unit_that_suits(seconds, words):
    assert duration(seconds) == words
