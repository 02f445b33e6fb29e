"""Training on the pictures that ship: what is written, what is chosen, what a killed training goes on from."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import keras
import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.bundled.training_recipe import Recipe
from cnnviz.datasets import dataset
from cnnviz.network import load
from cnnviz.training.train import Settings, train

NETWORK = "mnist_lab"
EPOCHS = 4

# Keras 3's own code, not ours.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """The folder of a training that nobody interrupted."""
    settings = Settings(tmp_path_factory.mktemp("runs"), epochs=EPOCHS, small=True)
    train(NETWORK, settings)
    return settings.folder(NETWORK)


def files(folder) -> set[str]:
    """The files of a training, without what TensorBoard adds to their names."""
    paths = (path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*") if path.is_file())
    return {path.split(".out.tfevents")[0] for path in paths}


def test_a_training_leaves_a_network_its_history_and_what_it_was(finished):
    assert files(finished) == {
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


def test_a_training_killed_in_the_middle_goes_on_and_the_curves_join_up(tmp_path, finished):
    command = [sys.executable, "-m", "cnnviz", "train", NETWORK, "--small", "--out", str(tmp_path)]
    folder = Settings(tmp_path).folder(NETWORK)
    with subprocess.Popen([*command, "--epochs", "60"], stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            deadline = time.monotonic() + 120
            while len(folder.epochs()) < 3 and time.monotonic() < deadline:
                time.sleep(0.05)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
    before = folder.epochs()
    assert 3 <= len(before) < 60
    run = folder.read("run")
    folder.write("run", {**run, "epochs": len(before) + 2})

    again = subprocess.run([*command, "--resume"], capture_output=True, text=True, timeout=400, check=True)
    after = folder.epochs()
    assert str(folder.network) in again.stdout
    assert [epoch["epoch"] for epoch in after] == list(range(len(before) + 2))
    assert after[: len(before) - 1] == before[:-1]
    assert after[-1]["loss"] < after[0]["loss"] * 0.9
    assert files(folder) - {"snapshots/005.npz"} == files(finished)
    assert folder.read("run")["seconds"] >= folder.read("progress")["seconds"] - 1
    assert load(folder.network).trace_input(np.zeros((28, 28, 1))).probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_a_resumed_training_is_the_training_it_would_have_been(tmp_path, finished, monkeypatch):
    settings = Settings(tmp_path, epochs=EPOCHS, small=True)

    class PowerCut(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            if epoch == 2:
                raise KeyboardInterrupt

    fit = keras.Model.fit

    def fit_until_the_power_cut(*given, callbacks, **options):
        try:
            fit(*given, callbacks=[*callbacks, PowerCut()], **options)
        finally:
            # What the end of a process does.
            next(each for each in callbacks if isinstance(each, keras.callbacks.CSVLogger)).csv_file.close()

    monkeypatch.setattr(keras.Model, "fit", fit_until_the_power_cut)
    with pytest.raises(KeyboardInterrupt):
        train(NETWORK, settings)
    monkeypatch.setattr(keras.Model, "fit", fit)
    train(NETWORK, settings)
    for resumed, whole in zip(settings.folder(NETWORK).epochs(), finished.epochs(), strict=True):
        assert resumed == pytest.approx(whole, abs=0.02)


def test_epochs_half_written_are_forgotten(finished, tmp_path):
    folder = replace(finished, path=tmp_path)
    folder.history.write_text(finished.history.read_text() + "4,0.9")
    folder.forget_from(3)
    assert folder.epochs() == finished.epochs()[:3]


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
