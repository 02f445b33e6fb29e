"""A finished training becomes the bundled network of its name."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.__main__ import main
from cnnviz.bundled.files import DamagedFileError
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.network import load
from cnnviz.training.publish import PUBLISHED, publish
from tests.damage import WAYS, damage
from tests.tiny import NAME, RUN, bundle_tiny

# Keras 3's own code, not ours.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    return bundle_tiny(tmp_path / "models", monkeypatch)


@pytest.fixture
def folder(tiny, tmp_path):
    """A finished training; what else its folder has, a bundled network needs no more."""
    (tmp_path / "runs").mkdir()
    folder = RunFolder(tmp_path / "runs" / NAME, NAME)
    folder.write("run", RUN)
    folder.write("progress", {"epoch": 3, "epochs": 3})
    folder.history.write_text("epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1.0,0.4,1.1\n")
    (folder.tensorboard / "train").mkdir(parents=True)
    (folder.tensorboard / "train" / "events.out.tfevents.1").write_bytes(b"events")
    folder.snapshots.mkdir()
    np.savez(folder.snapshots / "000.npz", weights=np.arange(3))
    bundled.recipe(NAME).build().save(folder.network)
    return folder


def test_the_network_and_what_is_known_of_it_are_kept(folder, tiny):
    bundled.weights_path(NAME).unlink()
    assert bundled.names() == []
    publish(folder)
    assert bundled.names() == [NAME]
    assert bundled.weights_path(NAME).read_bytes() == folder.network.read_bytes()
    record = bundled.record(NAME)
    assert record.read("run") == RUN
    assert record.epochs() == [{"epoch": 0, "accuracy": 0.5, "loss": 1.0, "val_accuracy": 0.4, "val_loss": 1.1}]
    assert {path.name for path in record.path.iterdir()} == set(PUBLISHED)
    assert (record.snapshots / "000.npz").read_bytes() == (folder.snapshots / "000.npz").read_bytes()
    assert (record.tensorboard / "train" / "events.out.tfevents.1").read_bytes() == b"events"
    assert load(NAME).layers[0].name == "eyes"


def test_figures_of_the_network_before_are_not_the_new_ones(folder):
    bundled.record(NAME).write("scores", {"accuracy": 0.1})
    publish(folder)
    assert bundled.record(NAME).read("scores") == {}


def test_a_training_without_snapshots_is_published_too(folder):
    (folder.snapshots / "000.npz").unlink()
    folder.snapshots.rmdir()
    publish(folder)
    assert not bundled.record(NAME).snapshots.exists()


def test_an_interrupted_training_is_not_published(folder, tiny):
    folder.write("run", {name: value for name, value in RUN.items() if name != "finished"})
    bundled.record(NAME).write("scores", {"accuracy": 0.1})
    before = bundled.weights_path(NAME).read_bytes()
    with pytest.raises(ValueError, match="no finished training of tiny_colour: train it first") as raised:
        publish(folder)
    assert str(folder.path) in str(raised.value)
    assert bundled.weights_path(NAME).read_bytes() == before
    assert bundled.record(NAME).read("scores") == {"accuracy": 0.1}


def test_a_training_whose_network_is_gone_leaves_the_bundled_one(folder):
    bundled.record(NAME).write("scores", {"accuracy": 0.1})
    folder.network.unlink()
    with pytest.raises(DamagedFileError, match=f"{NAME}.keras is missing: delete the folder {folder.path} and train"):
        publish(folder)
    assert bundled.record(NAME).read("scores") == {"accuracy": 0.1}


@pytest.mark.parametrize("file", [f"{NAME}.keras", "snapshots/000.npz", "history.csv", "run.json"])
@pytest.mark.parametrize("way", WAYS)
def test_a_training_with_a_damaged_file_leaves_the_bundled_one(folder, tiny, file, way):
    if (file, way) == ("history.csv", "empty"):
        # It is that of a training before the end of its first epoch.
        return
    before = bundled.weights_path(NAME).read_bytes()
    damage(folder.path / file, way)
    with pytest.raises(DamagedFileError) as raised:
        publish(folder)
    path = folder.path / file
    assert str(raised.value) == f"{path} is damaged: delete the folder {folder.path} and train {NAME} again."
    assert bundled.weights_path(NAME).read_bytes() == before
    assert not bundled.record(NAME).path.exists()


def test_the_command_looks_where_it_is_told(tmp_path, capsys):
    assert main(["publish", "mnist_lab", "--out", str(tmp_path)]) == 2
    printed = capsys.readouterr()
    assert printed.err == f"{tmp_path}/mnist_lab has no finished training of mnist_lab: train it first, or --resume.\n"
