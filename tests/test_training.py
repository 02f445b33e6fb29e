"""Training, on data sets of a few pictures: what is learned from, what is written, what is resumed."""

import keras
import numpy as np
import pytest

from cnnviz import training
from cnnviz.datasets.pendigits import KEPT_WRITERS, load_drawings
from cnnviz.network import load
from tests.datasets.digits import write_drawings, write_mnist

WRITERS = {writer: writer % 10 for writer in range(1, 31)}
NETWORK = "mnist_lab"

# Keras 3's own code, not ours.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")


@pytest.fixture(autouse=True)
def tiny(tmp_path, monkeypatch):
    """Data sets of a few pictures, in the real ones' formats; epochs of one batch or two."""
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    write_mnist(tmp_path, train=48, test=10)
    write_drawings(tmp_path, WRITERS)
    monkeypatch.setattr(training, "VALIDATION_SIZE", 8)
    monkeypatch.setattr(training, "VERSIONS_PER_DRAWING", 2)
    monkeypatch.setattr(training, "DRAWINGS_PER_EPOCH", 40)
    monkeypatch.setattr(training, "BATCH_SIZE", 64)


def history(folder) -> list[int]:
    """The epochs in the history file."""
    rows = (folder / f"{NETWORK}.csv").read_text().splitlines()
    return [int(row.split(",")[0]) for row in rows if row[0].isdigit()]


def test_kept_writers_are_in_the_data_but_never_in_what_is_trained_on(tmp_path, monkeypatch):
    assert set(KEPT_WRITERS) < {drawing.writer for drawing in load_drawings()}
    learned_from = []

    def version(drawing, random):
        learned_from.append(drawing.writer)
        return np.zeros((28, 28, 1), np.uint8)

    monkeypatch.setattr(training, "_version", version)
    images, labels = training._drawn_pictures(tmp_path / "drawn.npz")
    assert set(learned_from) == set(WRITERS) - set(KEPT_WRITERS)
    assert len(images) == len(labels) == 2 * (30 - len(KEPT_WRITERS))
    assert labels.tolist() == [WRITERS[writer] for writer in learned_from]


def test_drawn_pictures_are_prepared_as_the_app_prepares_them_and_differ(tmp_path):
    images, _ = training._drawn_pictures(tmp_path / "drawn.npz")
    assert images.shape == (48, 28, 28, 1)
    assert images.dtype == np.uint8
    assert len(np.unique(images.reshape(48, -1), axis=0)) == 48
    ink = images[..., 0] / 255
    rows, cols = np.indices((28, 28))
    mass = ink.sum(axis=(1, 2))
    assert np.abs((ink * rows).sum(axis=(1, 2)) / mass - 14).max() < 1.5
    assert np.abs((ink * cols).sum(axis=(1, 2)) / mass - 14).max() < 1.5
    again, _ = training._drawn_pictures(tmp_path / "other.npz")
    np.testing.assert_array_equal(again, images)


def test_training_ends_with_a_network_that_opens(tmp_path):
    path = training.train(NETWORK, epochs=1, folder=tmp_path / "runs")
    assert path == tmp_path / "runs" / f"{NETWORK}.keras"
    probabilities = load(path).trace_input(np.zeros((28, 28, 1))).probabilities
    assert probabilities.shape == (10,)
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert history(tmp_path / "runs") == [0]


def test_both_halves_are_trained_and_the_second_alone_is_done_again(tmp_path, monkeypatch):
    monkeypatch.setattr(training.bundled.recipe(NETWORK), "EPOCHS", (2, 1))
    training.train(NETWORK, folder=tmp_path)
    training.train(NETWORK, folder=tmp_path)
    assert history(tmp_path) == [0, 1]
    assert len((tmp_path / f"{NETWORK}-gentle.csv").read_text().splitlines()) == 3


def test_an_interrupted_training_goes_on_where_it_stopped(tmp_path, monkeypatch):
    class PowerCut(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            if epoch == 1:
                raise KeyboardInterrupt

    fit = keras.Model.fit

    def fit_until_the_power_cut(*given, callbacks, **options):
        try:
            fit(*given, callbacks=[*callbacks, PowerCut()], **options)
        finally:
            # What the end of a process does.
            callbacks[-1].csv_file.close()

    monkeypatch.setattr(keras.Model, "fit", fit_until_the_power_cut)
    with pytest.raises(KeyboardInterrupt):
        training.train(NETWORK, epochs=2, folder=tmp_path / "runs")
    assert history(tmp_path / "runs") == [0]
    assert not (tmp_path / "runs" / f"{NETWORK}.keras").exists()
    monkeypatch.setattr(keras.Model, "fit", fit)
    path = training.train(NETWORK, epochs=2, folder=tmp_path / "runs")
    assert history(tmp_path / "runs") == [0, 1]
    assert path.exists()
