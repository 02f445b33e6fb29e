"""TensorBoard reads every number of a training back from its logs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.histogram.summary_v2 import histogram_pb
from tensorboard.util.tensor_util import make_ndarray

from cnnviz.live.tensorboard import BUCKETS, logs

BEGUN = 1_790_000_000.5
LOSSES, ACCURACIES = [2.3, 1.7, 0.9, 0.4, 1e-9], [0.1, 0.5, 0.75, 1.0, 1 / 3]
ROWS = [(1, 2.0, 0.3, 1.9, 0.35), (2, 0.6, 0.8, 0.7, 0.8125)]


@pytest.fixture
def weights() -> dict[str, np.ndarray]:
    random = np.random.default_rng(1)
    return {
        "conv1/kernel": random.normal(size=(3, 3, 1, 8)).astype(np.float32),
        "conv1/bias": np.zeros(8, np.float32),
        "dense/kernel": random.normal(size=(7, 3)).astype(np.float32) * 1e-6,
    }


def opened(content: bytes, folder: Path) -> dict[str, EventAccumulator]:
    """Unpack a zip, and read each folder in it as TensorBoard does."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    read = {path.name: EventAccumulator(str(path), {"tensors": 0}) for path in (folder / "mine").iterdir()}
    for events in read.values():
        events.Reload()
    return read


def points(events: EventAccumulator, tag: str) -> list[tuple[int, float]]:
    assert events.SummaryMetadata(tag).plugin_data.plugin_name == "scalars"
    read = [(event.step, make_ndarray(event.tensor_proto)) for event in events.Tensors(tag)]
    assert all(value.dtype == np.float32 and value.shape == () for _, value in read)
    assert {event.wall_time for event in events.Tensors(tag)} == {BEGUN}
    return [(step, float(value)) for step, value in read]


def float32(values: list[float]) -> list[float]:
    return [float(np.float32(value)) for value in values]


def test_every_number_is_read_back(tmp_path, weights):
    read = opened(logs("mine", LOSSES, ACCURACIES, ROWS, weights, 5, BEGUN), tmp_path)
    train, validation = read["train"], read["validation"]
    assert points(train, "batch_loss") == list(enumerate(float32(LOSSES), start=1))
    assert points(train, "batch_accuracy") == list(enumerate(float32(ACCURACIES), start=1))
    for place, (events, tag) in enumerate(
        [
            (train, "epoch_loss"),
            (train, "epoch_accuracy"),
            (validation, "epoch_loss"),
            (validation, "epoch_accuracy"),
        ],
        start=1,
    ):
        assert points(events, tag) == list(enumerate(float32([row[place] for row in ROWS]), start=1))
    assert set(train.Tags()["tensors"]) == {"batch_loss", "batch_accuracy", "epoch_loss", "epoch_accuracy", *weights}
    assert set(validation.Tags()["tensors"]) == {"epoch_loss", "epoch_accuracy"}


def test_the_histograms_are_those_of_tensorboard_itself(tmp_path, weights):
    train = opened(logs("mine", LOSSES, ACCURACIES, ROWS, weights, 4, BEGUN), tmp_path)["train"]
    for name, values in weights.items():
        assert train.SummaryMetadata(name).plugin_data.plugin_name == "histograms"
        (event,) = train.Tensors(name)
        assert event.step == 4
        ours = make_ndarray(event.tensor_proto)
        assert ours.shape == (BUCKETS, 3) and ours[:, 2].sum() == values.size
        theirs = make_ndarray(histogram_pb(name, values).value[0].tensor)
        np.testing.assert_allclose(ours[:, :2], theirs[:, :2], rtol=1e-12, atol=1e-18)
        np.testing.assert_array_equal(ours[:, 2], theirs[:, 2])


def test_weights_that_are_no_numbers_are_left_out(tmp_path):
    weights = {"some": np.array([np.nan, 1, 2, np.inf], np.float32), "all": np.full(3, np.nan, np.float32)}
    train = opened(logs("mine", [], [], [], weights, 0, BEGUN), tmp_path)["train"]
    counts = {name: make_ndarray(train.Tensors(name)[0].tensor_proto)[:, 2].sum() for name in weights}
    assert counts == {"some": 2, "all": 0}


def test_tensorflow_reads_the_records_with_their_checksums(tmp_path, weights):
    import tensorflow as tf

    opened(logs("mine", LOSSES, ACCURACIES, ROWS, weights, 5, BEGUN), tmp_path)
    (path,) = (tmp_path / "mine" / "train").iterdir()
    events = list(tf.compat.v1.train.summary_iterator(str(path)))
    assert events[0].file_version == "brain.Event:2"
    values = {value.tag: value for event in events[1:] for value in event.summary.value}
    assert tf.make_ndarray(values["batch_loss"].tensor) == np.float32(LOSSES[-1])
    assert len(events) == 1 + len(LOSSES) + len(ROWS) + 1


def test_a_training_that_has_only_begun_has_logs_too(tmp_path):
    read = opened(logs("mine", [], [], [], {}, 0, BEGUN), tmp_path)
    assert not read["train"].Tags()["tensors"] and not read["validation"].Tags()["tensors"]
