"""The pen drawings: read as they are written, and replayed the right way up on the pad."""

import numpy as np
import pytest

from cnnviz.datasets.pendigits import HELD_OUT_WRITERS, load_drawings
from tests.datasets.digits import write_drawings


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    return tmp_path


def test_labels_and_writers_are_numbers(data):
    write_drawings(data, {12: 8, 5: 7})
    assert [(drawing.label, drawing.writer) for drawing in load_drawings()] == [(8, 12), (7, 5)]


def test_six_whole_writers_are_kept_apart():
    assert len(set(HELD_OUT_WRITERS)) >= 6
    assert all(type(writer) is int and 1 <= writer <= 30 for writer in HELD_OUT_WRITERS)


def test_a_drawing_stands_upright_in_the_size_asked_for(data):
    write_drawings(data, {1: 7})
    (drawing,) = load_drawings()
    rows, cols = np.nonzero(drawing.ink(size=200, pen_width=10) > 0.5)
    assert (rows.min() + rows.max()) / 2 == pytest.approx(140, abs=2)
    assert (cols.min() + cols.max()) / 2 == pytest.approx(140, abs=2)
    assert np.ptp(rows) == pytest.approx(210, abs=4)
    bar, foot = cols[rows < 60], cols[rows > 200]
    assert np.ptp(bar) > 100 > 30 > np.ptp(foot)


def test_a_drawing_goes_where_it_is_told(data):
    write_drawings(data, {1: 7})
    (drawing,) = load_drawings()
    rows, cols = np.nonzero(drawing.ink(size=80, centre=(55, 60)) > 0.5)
    assert ((rows.min() + rows.max()) / 2, (cols.min() + cols.max()) / 2) == pytest.approx((60, 55), abs=2)
    quarter_turn = np.array([[0, -1], [1, 0]])
    turned_rows, turned_cols = np.nonzero(drawing.ink(size=80, transform=quarter_turn) > 0.5)
    assert np.ptp(turned_cols) == pytest.approx(np.ptp(rows), abs=3)
    assert np.ptp(turned_rows) == pytest.approx(np.ptp(cols), abs=3)


def test_a_missing_file_is_said_with_where_to_put_it(data):
    with pytest.raises(FileNotFoundError, match="CNNVIZ_DATA_DIR") as raised:
        load_drawings()
    assert str(data) in str(raised.value)
