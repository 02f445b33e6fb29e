"""Training on the pictures that ship: what is written, what is chosen, what a killed training goes on from."""

import json
import shutil
from dataclasses import replace

import keras
import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.__main__ import main
from cnnviz.bundled.files import DamagedFileError
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.bundled.training_recipe import Recipe
from cnnviz.datasets import dataset
from cnnviz.training import callbacks, fleet
from cnnviz.training.train import Settings, train
from tests.damage import damage
from tests.training.small import EPOCHS, NETWORK, closed_histories, files

# Keras 3's own code, not ours.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")


def test_a_training_leaves_a_network_its_history_and_what_it_was(finished):
    assert files(finished) == {
        ".lock",
        "run.json",
        "progress.json",
        "history.csv",
        "tensorboard/train/events",
        "tensorboard/validation/events",
        "snapshots/000.npz",
        "snapshots/001.npz",
        "snapshots/002.npz",
        f"{NETWORK}.keras",
    }
    run = finished.read("run")
    assert run["dataset"] == "mnist"
    assert run["epochs"] == EPOCHS
    assert run["seed"] == 20
    assert run["augment"] == "bend_digits"
    assert run["seconds"] > 0
    assert run["begun"] <= run["finished"]


def test_the_history_has_every_epoch_with_both_losses_and_it_learned(finished):
    epochs = finished.epochs()
    assert [epoch["epoch"] for epoch in epochs] == list(range(EPOCHS))
    assert set(epochs[0]) == {"epoch", "loss", "accuracy", "val_loss", "val_accuracy"}
    assert epochs[-1]["loss"] < epochs[0]["loss"]
    assert epochs[-1]["val_accuracy"] > 0.5


def test_the_network_is_that_of_the_best_epoch(finished):
    best = min(finished.epochs(), key=lambda epoch: epoch["val_loss"])
    assert finished.read("run")["best_epoch"] == best["epoch"] + 1
    whole = dataset("mnist").shipped.train
    watch = np.random.default_rng(20).permutation(len(whole.labels))[:400]
    network = keras.models.load_model(finished.network, compile=False)
    read = network.predict(whole.images[watch] / np.float32(255), verbose=0).argmax(1)
    assert (read == whole.labels[watch]).mean() == pytest.approx(best["val_accuracy"], abs=0.003)


def test_tensorboard_finds_the_history(finished):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.util.tensor_util import make_ndarray

    for part, prefix in (("train", ""), ("validation", "val_")):
        events = EventAccumulator(str(finished.tensorboard / part))
        events.Reload()
        for what in ("loss", "accuracy"):
            logged = [float(make_ndarray(event.tensor_proto)) for event in events.Tensors(f"epoch_{what}")]
            assert logged == pytest.approx([epoch[prefix + what] for epoch in finished.epochs()], rel=1e-5)


def test_snapshots_are_the_weights_of_their_epochs(finished):
    first, last = (np.load(finished.snapshots / f"{epoch:03}.npz") for epoch in (0, 2))
    built = bundled.recipe(NETWORK).build()
    assert [first[name].shape for name in first.files] == [tuple(weights.shape) for weights in built.weights]
    assert not np.array_equal(first["conv2d/kernel"], last["conv2d/kernel"])


def test_progress_says_that_it_is_done(finished):
    progress = finished.read("progress")
    assert progress["epoch"] == progress["epochs"] == EPOCHS
    assert progress["seconds_left"] == 0


def test_a_finished_training_is_not_done_again(finished):
    before = finished.network.stat().st_mtime_ns
    assert train(NETWORK, Settings(finished.path.parent)) == finished.network
    assert finished.network.stat().st_mtime_ns == before


def test_a_resumed_training_is_the_training_it_would_have_been(tmp_path, finished, monkeypatch):
    settings = Settings(tmp_path, epochs=EPOCHS, small=True)

    class PowerCut(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            if epoch == 2:
                raise KeyboardInterrupt

    with closed_histories(monkeypatch, PowerCut()), pytest.raises(KeyboardInterrupt):
        train(NETWORK, settings)
    train(NETWORK, settings)
    for resumed, whole in zip(settings.folder(NETWORK).epochs(), finished.epochs(), strict=True):
        assert resumed == pytest.approx(whole, abs=0.02)


def test_epochs_half_written_are_forgotten(finished, tmp_path):
    folder = replace(finished, path=tmp_path)
    folder.history.write_text(finished.history.read_text() + "4,0.9")
    folder.forget_from(3)
    assert folder.epochs() == finished.epochs()[:3]


def test_before_its_first_epoch_a_history_is_forgotten_whatever_it_is(tmp_path):
    folder = RunFolder(tmp_path, NETWORK)
    for content in ("", "epoch,accuracy", "epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1,0.5,1\n"):
        folder.history.write_text(content)
        folder.forget_from(0)
        assert folder.epochs() == []


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """The folder of a training that was stopped after its second epoch."""
    settings = Settings(tmp_path_factory.mktemp("stopped"), epochs=EPOCHS, small=True)
    write, folder = RunFolder.write, settings.folder(NETWORK)

    def write_until_the_second_epoch(self, name, values):
        write(self, name, values)
        if name == "progress" and values["epoch"] > 2:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RunFolder, "write", write_until_the_second_epoch)
        patch.setattr(callbacks.Pace, "EVERY", 0)
        with closed_histories(patch), pytest.raises(KeyboardInterrupt):
            train(NETWORK, settings)
    return folder


@pytest.mark.parametrize(
    ("file", "way"),
    [
        ("run.json", "cut short"),
        ("run.json", "empty"),
        ("progress.json", "something else"),
        ("history.csv", "cut short"),
        ("history.csv", "with noise in it"),
        ("state.weights.h5", "cut short"),
        ("state.weights.h5", "empty"),
        ("best.weights.h5", "cut short"),
    ],
)
def test_a_damaged_file_of_a_training_is_named_with_what_to_do(stopped, tmp_path, file, way):
    shutil.copytree(stopped.path, tmp_path / NETWORK)
    folder = RunFolder(tmp_path / NETWORK, NETWORK)
    damage(folder.path / file, way)
    with pytest.raises(DamagedFileError) as raised:
        train(NETWORK, Settings(tmp_path))
    todo = f"delete the folder {folder.path} and train {NETWORK} again"
    todo = "delete it, and --resume goes on" if file == "progress.json" else todo
    assert str(raised.value) == f"{folder.path / file} is damaged: {todo}."


def test_the_command_says_of_a_damaged_training_no_more_than_that(stopped, tmp_path, monkeypatch, capsys):
    shutil.copytree(stopped.path, tmp_path / NETWORK)
    damage(tmp_path / NETWORK / "run.json", "cut short")
    monkeypatch.setattr(fleet, "Processes", fleet.ThreadPoolExecutor)
    assert main(["train", NETWORK, "--out", str(tmp_path), "--resume"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{NETWORK}: {tmp_path / NETWORK / 'run.json'} is damaged: ") and said.count("\n") == 1


def test_without_its_progress_a_training_goes_on(stopped, tmp_path):
    shutil.copytree(stopped.path, tmp_path / NETWORK)
    (tmp_path / NETWORK / "progress.json").unlink()
    train(NETWORK, Settings(tmp_path))
    assert len(RunFolder(tmp_path / NETWORK, NETWORK).epochs()) == EPOCHS


def test_missing_data_are_said_with_where_to_put_them(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="cats_vs_dogs"):
        train("cats_dogs", Settings(tmp_path / "runs"))
    with pytest.raises(FileNotFoundError, match="may be shipped"):
        train("cats_dogs", Settings(tmp_path / "small", small=True))


@pytest.mark.parametrize("name", bundled.recipes())
def test_every_recipe_suits_its_data(name):
    recipe = bundled.recipe(name)
    assert isinstance(recipe.RECIPE, Recipe)
    whole = dataset(recipe.RECIPE.dataset)
    network = recipe.build()
    assert network.input_shape[1:] == whole.shape
    assert network.output_shape[1:] == (len(whole.classes),)
    assert type(network.layers[-1]).__name__ == "Softmax"
    assert network.count_params() * 4 < 6_000_000
    assert recipe.SUMMARY
    assert recipe.__doc__.strip().endswith(".")


def test_a_published_network_is_trained_further_from_its_weights_and_its_history(tmp_path):
    published = bundled.record(NETWORK)
    settings = Settings(tmp_path, small=True, further=1)
    train(NETWORK, settings)
    folder, before = settings.folder(NETWORK), len(published.epochs())
    epochs, run = folder.epochs(), folder.read("run")
    assert epochs[:-1] == published.epochs()
    assert [epoch["epoch"] for epoch in epochs] == list(range(before + 1))
    assert epochs[-1]["val_accuracy"] > 0.95, "one epoch from scratch reads far less"
    assert (run["epochs"], run["best_epoch"], run["further"]) == (before + 1, before + 1, 1)
    assert run["before"] == published.read("run")
    assert files(published) - {"scores.json", "predictions.npz", "excitement.npz"} <= files(folder)


def test_run_json_can_be_read_by_anyone(finished):
    assert json.loads((finished.path / "run.json").read_text())["network"] == NETWORK
