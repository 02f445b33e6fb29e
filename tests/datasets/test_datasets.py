"""The data sets: what ships of each, and where the whole of it comes from."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz import datasets
from cnnviz.datasets.dataset import SHIPPED, Dataset
from cnnviz.datasets.folder import data_folder
from cnnviz.pictures.kinds import PICTURE_KINDS

FREE = ("mnist", "fashion_mnist", "cifar10")
EVERY = pytest.mark.parametrize("whole", [*map(datasets.dataset, datasets.names())], ids=lambda whole: whole.name)
DOWNLOADED = pytest.mark.parametrize("whole", [*map(datasets.dataset, FREE)], ids=lambda whole: whole.name)


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """An empty data folder, and no internet."""
    import keras

    def offline():
        raise OSError("URL fetch failure: no route to host")

    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path / "data"))
    for name in FREE:
        monkeypatch.setattr(getattr(keras.datasets, name), "load_data", offline)
    return tmp_path / "data"


def some_of(whole: Dataset) -> dict[str, np.ndarray]:
    """A few pictures in the shapes that Keras gives: no axis for one channel, CIFAR-10's labels in a column."""
    shape = whole.shape if whole.shape[2] == 3 else whole.shape[:2]
    random = np.random.default_rng(1)
    arrays = {}
    for part, count in (("train", 20), ("test", 10)):
        arrays[f"x_{part}"] = random.integers(0, 256, (count, *shape), np.uint8)
        labels = (np.arange(count) % len(whole.classes)).astype(np.uint8)
        arrays[f"y_{part}"] = labels[:, None] if whole.name == "cifar10" else labels
    return arrays


def test_every_file_with_a_data_set_is_found():
    files = {path.stem for path in SHIPPED.parent.glob("*.py") if "\nDATASET = " in path.read_text(encoding="utf-8")}
    assert set(datasets.names()) == files >= {*FREE, "cats_vs_dogs"}
    assert datasets.names() == sorted(files)


def test_an_unknown_name_is_said_with_those_there_are():
    with pytest.raises(ValueError, match=r"no data set 'minst'.*cats_vs_dogs.*mnist"):
        datasets.dataset("minst")


@EVERY
def test_a_data_set_says_what_it_is(whole):
    for words in (whole.title, whole.licence, whole.source):
        assert words.strip() == words != ""
    assert whole.words.endswith(".")
    assert whole.kind in PICTURE_KINDS
    assert len(set(whole.classes)) == len(whole.classes) >= 2
    assert len(whole.shape) == 3 and whole.shape[2] == (3 if whole.kind == "colour" else 1)
    assert whole.train_size > 0 and whole.test_size > 0
    assert (whole.read_folder is None) == (whole.unavailable is None)


@EVERY
def test_the_shipped_part_is_sound(whole):
    train, test, indices = whole.shipped
    for images, labels in (train, test):
        assert images.dtype == np.uint8 and labels.dtype == np.int64
        assert images.shape == (len(labels), *whole.shape)
        assert not images.flags.writeable and not labels.flags.writeable
        assert set(labels.tolist()) <= set(range(len(whole.classes)))
    assert indices.shape == test.labels.shape
    assert (np.diff(indices) > 0).all()
    assert indices[0] >= (-len(indices) if whole.name == "cats_vs_dogs" else 0) and indices[-1] < whole.test_size
    assert test.images.reshape(len(test.images), -1).std(axis=1).min() > 0


@DOWNLOADED
def test_every_class_ships_as_often(whole):
    train, test, _ = whole.shipped
    assert np.bincount(train.labels).tolist() == [200] * len(whole.classes)
    assert np.bincount(test.labels).tolist() == [100] * len(whole.classes)


def test_what_ships_is_small():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 16_000_000


@DOWNLOADED
def test_a_file_in_the_data_folder_is_read(whole, data):
    data.mkdir()
    arrays = some_of(whole)
    np.savez(data / f"{whole.name}.npz", **arrays)
    assert whole.is_here
    for part, name in zip(whole.load(), ("train", "test"), strict=True):
        np.testing.assert_array_equal(part.images, arrays[f"x_{name}"].reshape(-1, *whole.shape))
        np.testing.assert_array_equal(part.labels, arrays[f"y_{name}"].ravel())
        assert part.labels.dtype == np.int64 and not part.images.flags.writeable
    for labels, name in zip(whole.labels(), ("train", "test"), strict=True):
        np.testing.assert_array_equal(labels, arrays[f"y_{name}"].ravel())


@DOWNLOADED
def test_what_is_not_here_is_downloaded_once(whole, data, monkeypatch, capsys):
    import keras

    arrays, calls = some_of(whole), []

    def load_data():
        calls.append(1)
        print("Downloading data from somewhere", end="")
        return (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])

    monkeypatch.setattr(getattr(keras.datasets, whole.name), "load_data", load_data)
    assert not whole.is_here
    for _ in range(2):
        _, test = whole.load()
        np.testing.assert_array_equal(test.labels, arrays["y_test"].ravel())
    assert whole.is_here and calls == [1]
    assert [path.name for path in data.iterdir()] == [f"{whole.name}.npz"]
    printed = capsys.readouterr()
    # What a command prints on standard output is for other programs.
    assert printed.out == ""
    assert whole.title in printed.err and "Downloading data from somewhere" in printed.err


def test_a_download_cut_off_leaves_nothing_that_counts_as_whole(data, monkeypatch):
    import keras

    whole = datasets.dataset("mnist")
    arrays = some_of(whole)
    monkeypatch.setattr(
        keras.datasets.mnist,
        "load_data",
        lambda: ((arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])),
    )

    def full_disk(path, **arrays):
        path.write_bytes(b"PK half of it")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as cut, pytest.raises(OSError, match="No space"):
        cut.setattr(np, "savez", full_disk)
        whole.load()
    assert not whole.is_here
    assert len(whole.load()[0].labels) == 20


@DOWNLOADED
def test_without_internet_one_sentence_says_what_to_put_where(whole, data):
    with pytest.raises(FileNotFoundError) as raised:
        whole.load()
    sentence = str(raised.value)
    assert "connect to the internet" in sentence
    assert f"put {whole.name}.npz (x_train, y_train, x_test, y_test) into {data}" in sentence
    assert sentence.count(". ") == 0 and sentence.endswith(".")
    assert not data.exists()


def test_the_data_folder_is_the_users_cache_unless_it_is_set(monkeypatch, tmp_path):
    monkeypatch.delenv("CNNVIZ_DATA_DIR")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_folder() == tmp_path / ".cache" / "cnnviz" / "datasets"


def test_a_folder_that_happens_to_be_there_is_not_the_set(data):
    (data / "mnist").mkdir(parents=True)
    assert not datasets.dataset("mnist").is_here


WRONG = {
    "cut short": None,
    "no test labels": lambda arrays: arrays.pop("y_test"),
    "other pictures": lambda arrays: arrays.update(x_train=arrays["x_train"][:, :27]),
    "floats": lambda arrays: arrays.update(x_train=arrays["x_train"] / 255),
    "labels without pictures": lambda arrays: arrays.update(y_test=arrays["y_test"][:-1]),
    "a class too many": lambda arrays: arrays.update(y_test=arrays["y_test"] + 1),
}


@pytest.mark.parametrize("how", WRONG)
def test_a_file_that_is_not_the_set_is_named(how, data):
    data.mkdir()
    arrays, path = some_of(datasets.dataset("mnist")), data / "mnist.npz"
    if WRONG[how]:
        WRONG[how](arrays)
        np.savez(path, **arrays)
    else:
        np.savez(path, **arrays)
        path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(ValueError, match=r"damaged or is not MNIST.*28 × 28 × 1") as raised:
        datasets.dataset("mnist").load()
    assert str(raised.value).startswith(str(path))


class TestOnePictureOfTheTestSet:
    whole = datasets.dataset("cifar10")

    def test_that_ships_is_the_shipped_one(self):
        _, test, indices = self.whole.shipped
        for place in (0, 500, 999):
            np.testing.assert_array_equal(self.whole.test_picture(int(indices[place])), test.images[place])

    def test_that_neither_ships_nor_is_here_is_none(self):
        absent = next(index for index in range(10_000) if index not in self.whole.shipped_pictures)
        for index in (absent, 10_000, 99_999):
            assert self.whole.test_picture(index) is None

    def test_comes_from_the_whole_set_as_soon_as_it_is_here(self, data):
        absent = next(index for index in range(10_000) if index not in self.whole.shipped_pictures)
        assert self.whole.test_picture(absent) is None
        data.mkdir()
        images = np.zeros((absent + 1, 32, 32, 3), np.uint8)
        images[absent] = 7
        labels = np.zeros(absent + 1, np.uint8)
        np.savez(data / "cifar10.npz", x_train=images[:1], y_train=labels[:1], x_test=images, y_test=labels)
        assert (self.whole.test_picture(absent) == 7).all()
        assert self.whole.test_picture(absent + 1) is None

    def test_is_none_where_the_file_is_damaged(self, data):
        data.mkdir()
        (data / "cifar10.npz").write_bytes(b"PK")
        absent = next(index for index in range(10_000) if index not in self.whole.shipped_pictures)
        assert self.whole.test_picture(absent) is None
