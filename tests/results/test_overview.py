"""What is known of networks without loading them, side by side."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from cnnviz import bundled
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.results.overview import ORDERS, by_dataset, overview
from cnnviz.ui.networks.zipped import zipped
from tests.trainings import SCORES, write_record


@pytest.fixture
def one(tmp_path, monkeypatch):
    record = write_record(tmp_path, "mnist_lab")
    monkeypatch.setattr(bundled, "record", lambda name: record)
    return overview("mnist_lab")


def test_an_overview_has_the_records_figures(one):
    assert one.scores["correct"] == SCORES["correct"]
    assert one.drawn == 31 / 40
    assert one.is_convolutional
    assert len(one.history) == one.run["epochs"] == 6
    assert one.words.startswith("A small LeNet")


def test_a_network_without_a_record_has_an_overview(tmp_path, monkeypatch):
    monkeypatch.setattr(bundled, "record", lambda name: RunFolder(tmp_path / name, name))
    empty = overview("mnist_lab")
    assert (empty.run, empty.scores, empty.history, empty.drawn) == ({}, {}, [], None)
    assert all(by_dataset([empty], order) == {"MNIST": [empty]} for order in ORDERS)


def test_networks_are_sorted_within_their_data_set(one):
    dense = replace(
        one,
        name="dense",
        layers=tuple(layer for layer in one.layers if layer.kind != "Conv2D"),
        costs=replace(one.costs, parameters=10**6, multiply_adds=5),
        run={"seconds": 20},
        scores=SCORES | {"accuracy": 0.99},
    )
    unknown = replace(one, name="unknown", run={}, scores={})
    colour = replace(one, name="colour", dataset=bundled.dataset_of("cifar_vgg"))
    everyone = [colour, unknown, one, dense]

    def order_by(figure):
        groups = by_dataset(everyone, figure)
        assert list(groups) == ["MNIST", "CIFAR-10"]
        assert groups["CIFAR-10"] == [colour]
        return [each.name for each in groups["MNIST"]]

    assert not dense.is_convolutional
    assert order_by("accuracy") == ["dense", "mnist_lab", "unknown"]
    assert order_by("parameters") == ["mnist_lab", "unknown", "dense"]
    assert order_by("multiply-adds") == ["dense", "mnist_lab", "unknown"]
    assert order_by("training time") == ["dense", "mnist_lab", "unknown"]


def test_a_folder_is_zipped_whole(tmp_path):
    record = write_record(tmp_path, "mnist_lab")
    with zipfile.ZipFile(io.BytesIO(zipped(record.tensorboard, "logs"))) as archive:
        assert archive.namelist() == ["logs/train/events.out.tfevents.1", "logs/validation/events.out.tfevents.1"]
        assert archive.read("logs/train/events.out.tfevents.1") == b"logs of train"
