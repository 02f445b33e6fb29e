"""Cats and dogs: read from a folder that anyone may have filled."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from cnnviz.datasets import dataset
from cnnviz.datasets.cats_vs_dogs import SIZE, TEST_EVERY
from cnnviz.datasets.samples import load_samples

WHOLE = dataset("cats_vs_dogs")


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def folder(data):
    (data / "cats_vs_dogs").mkdir()
    return data / "cats_vs_dogs"


def save(folder, name: str, colour: tuple[int, int, int], size=(200, 160), **options) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(folder / name, **options)


def test_pictures_in_one_folder_are_split(folder):
    for number in range(12):
        save(folder, f"cat.{number:02}.png", (number, 0, 0))
        save(folder, f"dog.{number:02}.jpg", (0, 0, 250))
    assert WHOLE.is_here
    train, test = WHOLE.load()
    assert test.images.shape == (6, SIZE, SIZE, 3) and train.images.shape == (18, SIZE, SIZE, 3)
    assert test.labels.tolist() == [0, 0, 0, 1, 1, 1] and train.labels.tolist() == [0] * 9 + [1] * 9
    assert test.images[:3, 0, 0, 0].tolist() == [0, TEST_EVERY, 2 * TEST_EVERY]
    assert train.images[9:, 0, 0, 2].min() > 240


def test_folders_train_and_test_are_kept(folder):
    save(folder / "train" / "cats", "Cat1.JPG", (200, 0, 0))
    save(folder / "train", "dog1.webp", (0, 200, 0))
    save(folder / "test", "cat2.png", (1, 2, 3))
    save(folder / "test", "dog2.png", (4, 5, 6))
    save(folder / "test", "dog3.png", (7, 8, 9))
    train, test = WHOLE.load()
    assert train.labels.tolist() == [0, 1]
    assert test.labels.tolist() == [0, 1, 1]
    assert test.images[:, 75, 75].tolist() == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


def test_the_middle_of_an_upright_picture_is_taken(folder):
    save(folder, "dog.png", (0, 0, 0))
    picture = Image.new("RGB", (300, 150), (255, 0, 0))
    picture.paste((0, 0, 255), (75, 0, 225, 150))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.rotate(90, expand=True).save(folder / "cat.png", exif=exif)
    _, test = WHOLE.load()
    assert (test.images[0] == (0, 0, 255)).all()


def test_a_file_is_read_too(data):
    random = np.random.default_rng(2)
    arrays = {f"x_{part}": random.integers(0, 256, (4, SIZE, SIZE, 3), np.uint8) for part in ("train", "test")}
    np.savez(data / "cats_vs_dogs.npz", **arrays, y_train=np.array([0, 1, 0, 1]), y_test=np.array([1, 1, 0, 0]))
    train, test = WHOLE.load()
    np.testing.assert_array_equal(train.images, arrays["x_train"])
    assert test.labels.tolist() == [1, 1, 0, 0]


def test_with_nothing_there_one_sentence_says_what_to_put_where(data):
    assert not WHOLE.is_here
    with pytest.raises(FileNotFoundError, match="cannot be downloaded freely: put a folder cats_vs_dogs") as raised:
        WHOLE.load()
    sentence = str(raised.value)
    assert "begin with cat or dog" in sentence and "cats_vs_dogs.npz" in sentence and str(data) in sentence
    assert sentence.count(". ") == 0


def test_a_folder_without_dogs_is_named(folder):
    save(folder, "cat.png", (9, 9, 9))
    with pytest.raises(ValueError, match="others that begin with dog") as raised:
        WHOLE.load()
    assert str(folder) in str(raised.value)


UNREADABLE = {
    "text": lambda path: path.write_text("no picture"),
    "empty": lambda path: path.write_bytes(b""),
    "GIF": lambda path: Image.new("L", (150, 150)).save(path, format="GIF"),
    "TIFF": lambda path: Image.new("RGB", (150, 150)).save(path, format="TIFF"),
    "cut short": lambda path: (
        Image.effect_noise((150, 150), 90).save(path, format="PNG"),
        path.write_bytes(path.read_bytes()[:4000]),
    ),
    "30 megapixels": lambda path: Image.new("1", (6000, 5000)).save(path, format="PNG"),
    "a line": lambda path: Image.new("L", (3000, 2)).save(path, format="PNG"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_picture_that_cannot_be_read_is_named_in_one_sentence(folder, what):
    save(folder, "cat.1.png", (9, 9, 9))
    save(folder, "dog.1.png", (9, 9, 9))
    UNREADABLE[what](folder / "cat.2.jpg")
    with pytest.raises(ValueError, match="JPEG, PNG or WebP") as raised:
        WHOLE.load()
    sentence = str(raised.value)
    assert sentence.startswith(str(folder / "cat.2.jpg")) and sentence.count(". ") == 0
    assert WHOLE.test_picture(0) is None


def test_other_files_do_not_matter(folder):
    save(folder, "cat.1.png", (9, 9, 9))
    save(folder, "dog.1.png", (9, 9, 9))
    (folder / "licence.txt").write_text("none")
    (folder / "cat.folder").mkdir()
    assert [len(part.labels) for part in WHOLE.load()] == [0, 2]


def test_a_test_picture_comes_from_the_folder_as_it_is_now(folder):
    save(folder / "test", "cat.png", (1, 1, 1))
    save(folder / "test", "dog.png", (2, 2, 2))
    save(folder / "train", "cat.png", (3, 3, 3))
    save(folder / "train", "dog.png", (4, 4, 4))
    assert [int(WHOLE.test_picture(place).max()) for place in range(2)] == [1, 2]
    assert WHOLE.test_picture(2) is None


def test_the_free_cats_and_dogs_are_no_pictures_of_the_set(data):
    samples = load_samples("cats_vs_dogs")
    assert (samples.indices < 0).all() and len(set(samples.indices)) == len(samples.indices)
    assert len(WHOLE.shipped.train.labels) == 0
    assert WHOLE.test_picture(0) is None
