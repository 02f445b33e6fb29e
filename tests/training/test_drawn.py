"""The drawn digits that join the training: whose they are, and what they look like."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from cnnviz.bundled.files import DamagedFileError
from cnnviz.datasets.pendigits import HELD_OUT_WRITERS, load_drawings
from cnnviz.training import drawn, styles
from tests.datasets.digits import write_drawings

WRITERS = {writer: writer % 10 for writer in range(1, 31)}


@pytest.fixture(autouse=True)
def few(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    write_drawings(tmp_path, WRITERS)
    monkeypatch.setattr(drawn, "VERSIONS_PER_DRAWING", 2)
    monkeypatch.setattr(styles, "DRAWINGS_PER_STYLE", 1)


def test_kept_writers_are_in_the_data_but_never_in_what_is_trained_on(tmp_path, monkeypatch):
    assert set(HELD_OUT_WRITERS) < {drawing.writer for drawing in load_drawings()}
    learned_from = []

    def version(drawing, random):
        learned_from.append(drawing.writer)
        return np.zeros((28, 28, 1), np.uint8)

    monkeypatch.setattr(drawn, "_version", version)
    images, labels = drawn.drawn_pictures(tmp_path / "drawn.npz")
    assert set(learned_from) == (set(WRITERS) | {styles.WRITER}) - set(HELD_OUT_WRITERS)
    assert len(images) == len(labels) == 2 * (30 - len(HELD_OUT_WRITERS) + len(styles.STYLES))
    of_people = [(writer, label) for writer, label in zip(learned_from, labels, strict=True) if writer != styles.WRITER]
    assert of_people == [(writer, WRITERS[writer]) for writer, _ in of_people]
    styled = [label for writer, label in zip(learned_from, labels, strict=True) if writer == styles.WRITER]
    assert styled == [label for label, _, _ in styles.STYLES.values() for _ in range(2)]


def test_drawn_pictures_are_prepared_as_the_app_prepares_them_and_differ(tmp_path):
    images, _ = drawn.drawn_pictures(tmp_path / "drawn.npz")
    count = 48 + 2 * len(styles.STYLES)
    assert images.shape == (count, 28, 28, 1)
    assert images.dtype == np.uint8
    assert len(np.unique(images.reshape(count, -1), axis=0)) == count
    ink = images[..., 0] / 255
    rows, cols = np.indices((28, 28))
    mass = ink.sum(axis=(1, 2))
    assert np.abs((ink * rows).sum(axis=(1, 2)) / mass - 14).max() < 1.5
    assert np.abs((ink * cols).sum(axis=(1, 2)) / mass - 14).max() < 1.5
    again, _ = drawn.drawn_pictures(tmp_path / "other.npz")
    np.testing.assert_array_equal(again, images)


def test_a_file_of_them_that_was_cut_short_is_named_with_what_to_do(tmp_path):
    cache = tmp_path / "drawn.npz"
    images, _ = drawn.drawn_pictures(cache)
    cache.write_bytes(cache.read_bytes()[:1000])
    with pytest.raises(DamagedFileError) as raised:
        drawn.drawn_pictures(cache)
    assert str(raised.value) == f"{cache} is damaged: delete it, and the digits are drawn again."
    cache.unlink()
    np.testing.assert_array_equal(drawn.drawn_pictures(cache)[0], images)


def test_of_trainings_that_begin_together_one_draws(tmp_path, monkeypatch):
    drawings = []
    monkeypatch.setattr(drawn, "load_drawings", lambda: drawings.append(load_drawings()) or drawings[-1])
    with ThreadPoolExecutor(3) as trainings:
        first, *others = trainings.map(drawn.drawn_pictures, [tmp_path / "drawn.npz"] * 3)
    assert len(drawings) == 1
    assert all(np.array_equal(other.images, first.images) for other in others)
