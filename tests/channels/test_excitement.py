"""What excites a network's channels: worked out here again, plainly, and what ships."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz import bundled
from cnnviz.__main__ import main
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.channels.channel import Channel
from cnnviz.channels.excitement import BINS, TOP_PICTURES, layers_shown, load_excitement, path_of, save_excitement
from cnnviz.channels.measure import bar_width, excite, measured_pictures
from cnnviz.network import load
from tests.networks import hand_made

NAMES = bundled.names()


@pytest.fixture(scope="module")
def outputs():
    """mnist_lab's outputs for all shipped test pictures, layer by layer: (pictures, cells, channels)."""
    network = load("mnist_lab")
    traces = [network.trace(image) for image in bundled.dataset_of("mnist_lab").shipped.test.images]
    names = [layer.name for layer in layers_shown(network.layers)]
    return {
        name: np.stack([trace[name].output.reshape(-1, trace[name].output.shape[-1]) for trace in traces])
        for name in names
    }


@pytest.mark.parametrize("layer", layers_shown(read_blueprint(bundled.weights_path("mnist_lab"))), ids=lambda x: x.name)
def test_what_ships_is_what_a_plain_loop_finds(layer, outputs):
    found, values = load_excitement("mnist_lab").layers[layer.name], outputs[layer.name]
    indices = bundled.dataset_of("mnist_lab").shipped.indices
    _, width, *_ = layer.output_shape if len(layer.output_shape) == 3 else (1, 1)
    channels = layer.output_shape[-1]
    assert found.total == values[..., 0].size
    for channel in sorted({0, channels // 2, channels - 1}):
        mine = values[..., channel]
        np.testing.assert_allclose(
            found.values[channel], np.sort(mine.max(axis=1))[::-1][:TOP_PICTURES], rtol=1e-4, atol=1e-5
        )
        for index, value, (row, col) in zip(
            found.pictures[channel], found.values[channel], found.cells[channel], strict=True
        ):
            (picture,) = np.flatnonzero(indices == index)
            assert mine[picture, row * width + col] == pytest.approx(value, rel=1e-4, abs=1e-5)
            assert mine[picture].max() == pytest.approx(value, rel=1e-4, abs=1e-5)
        assert found.lowest[channel] == pytest.approx(mine.min(), rel=1e-4, abs=1e-5)
        assert found.mean[channel] == pytest.approx(mine.mean(dtype=float), rel=1e-4, abs=1e-5)
        # Another processor adds up in another order: what is next to 0 may be on its other side.
        assert found.above[channel] == pytest.approx((mine > 0).sum(), rel=1e-3, abs=2)
        assert found.firing[channel] == pytest.approx((mine > 0).any(axis=1).sum(), abs=1)
        edges = (found.first[channel] + np.arange(BINS + 1)) * found.step[channel]
        counted = np.histogram(mine[mine != 0].astype(float), edges)[0]
        assert abs(counted - found.counts[channel]).max() <= max(2, counted.max() / 500)


@pytest.mark.parametrize("name", ["functions-inside", "batch-normalisation", "global-pooling", "functions-as-layers"])
def test_any_network_is_counted_exactly(name):
    network = hand_made(name)
    images = np.random.default_rng(3).integers(0, 256, (12, *network.input_shape), np.uint8)
    traces = [network.trace_input(image.astype(np.float32) / 255) for image in images]
    # What is counted are these very numbers: worked out anew, one next to 0 or to a bar's edge may be beyond it.
    kept = {trace.input.tobytes(): trace for trace in traces}
    answers = SimpleNamespace(layers=network.layers, trace_input=lambda values: kept[values.tobytes()])
    found = excite(answers, images, np.arange(100, 112))
    assert found.count == 12 and list(found.layers) == [layer.name for layer in layers_shown(network.layers)]
    for layer_name, each in found.layers.items():
        values = np.stack([trace[layer_name].output.reshape(-1, len(each.lowest)) for trace in traces])
        largest = values.max(axis=1)
        np.testing.assert_array_equal(each.values, -np.sort(-largest, axis=0)[:TOP_PICTURES].T)
        np.testing.assert_array_equal(np.take_along_axis(largest.T, each.pictures - 100, axis=1), each.values)
        np.testing.assert_array_equal(each.lowest, values.min(axis=(0, 1)))
        np.testing.assert_allclose(each.mean_above, np.maximum(values, 0).mean(axis=(0, 1)), rtol=1e-4, atol=1e-6)
        np.testing.assert_array_equal(each.above, (values > 0).sum(axis=(0, 1)))
        np.testing.assert_array_equal(each.zeros, (values == 0).sum(axis=(0, 1)))
        np.testing.assert_array_equal(each.counts.sum(axis=1) + each.zeros, values[..., 0].size)
        bars = np.floor(values.astype(float) / each.step) - each.first
        assert bars.min() >= 0 and bars.max() < BINS


def test_a_relu_follows_exactly_from_the_layer_before():
    network = hand_made("global-pooling")
    images = np.random.default_rng(4).integers(0, 256, (15, *network.input_shape), np.uint8)
    before = excite(network, images, np.arange(15)).layers[network.layers[1].name]
    after = before.rectified()
    assert (after.lowest >= 0).all() and (after.first >= 0).all()
    np.testing.assert_array_equal(after.counts.sum(axis=1), after.above)
    np.testing.assert_array_equal(after.zeros, before.total - before.above)
    for channel in range(len(after.first)):
        bars = {int(before.first[channel]) + bar: count for bar, count in enumerate(before.counts[channel].tolist())}
        for bar, count in enumerate(after.counts[channel].tolist()):
            assert count == bars.get(int(after.first[channel]) + bar, 0)


@pytest.mark.parametrize("name", NAMES)
def test_every_network_ships_with_all_its_channels(name):
    measured, layers = load_excitement(name), read_blueprint(bundled.weights_path(name))
    assert list(measured.layers) == [layer.name for layer in layers_shown(layers)]
    for layer in layers_shown(layers):
        found = measured.layers[layer.name]
        cells = layer.outputs // layer.output_shape[-1]
        assert found.values.shape == (layer.output_shape[-1], TOP_PICTURES)
        assert found.total == measured.count * cells
        np.testing.assert_array_equal(found.counts.sum(axis=1) + found.zeros, found.total)
        assert (np.diff(found.values, axis=1) <= 0).all() and (found.lowest <= found.values[:, 0]).all()
        assert (found.lowest - 1e-5 <= found.mean).all() and (found.mean <= found.values[:, 0] + 1e-5).all()
        if len(layer.output_shape) == 3:
            assert (found.cells.reshape(-1, 2).max(axis=0) < layer.output_shape[:2]).all()


@pytest.mark.parametrize("name", [name for name in NAMES if bundled.dataset_of(name).shipped_pictures])
def test_the_network_gives_the_shipped_values(name):
    """Two pictures each, in every channel of every layer that has them among its nine."""
    measured, network, dataset = load_excitement(name), load(name), bundled.dataset_of(name)
    pictures = np.concatenate([found.pictures.ravel() for found in measured.layers.values()])
    assert set(pictures.tolist()) <= set(dataset.shipped.indices.tolist())
    for picture in np.argsort(np.bincount(pictures))[-2:]:
        trace = network.trace_input(dataset.test_picture(int(picture)).astype(np.float32) / 255)
        for layer_name, found in measured.layers.items():
            about = Channel(name, trace[layer_name].layer, 0, measured)
            for channel, rank in np.argwhere(found.pictures == picture):
                output, cell = trace[layer_name].output, tuple(found.cells[channel, rank])
                position = (*cell, channel) if output.ndim == 3 else (channel,)
                assert output[position] == pytest.approx(found.values[channel, rank], rel=2e-3, abs=1e-4)
                top, left, bottom, right = about.patch(cell, channel)
                assert bottom > top and right > left


def test_a_feature_of_tokens_has_a_cell_for_each_token():
    network = hand_made("tokens")
    images = np.random.default_rng(0).integers(0, 256, (12, *network.input_shape), np.uint8)
    measured = excite(network, images, np.arange(12))
    traced = {index: network.trace_input(image.astype(np.float32) / 255) for index, image in enumerate(images)}
    for name in ("multi_head_attention", "layer_normalization"):
        found, layer = measured.layers[name], network.layers[[each.name for each in network.layers].index(name)]
        channel = Channel("tokens", layer, 3, measured)
        vars(channel)["layers"] = network.layers
        cell, best = tuple(found.cells[3, 0].tolist()), int(found.pictures[3, 0])
        token, feature = channel.position(cell)
        assert (channel.kind, feature) == ("channel", 3)
        assert traced[best][name].output[token, feature] == found.values[3, 0] == traced[best][name].output[:, 3].max()
        response = channel.response(traced[best])
        assert (response.cell, response.value) == (cell, pytest.approx(found.values[3, 0]))
        top, left, bottom, right = channel.patch(cell, 3)
        assert bottom > top and right > left


def test_all_files_together_are_small():
    assert sum(path_of(name).stat().st_size for name in NAMES) < 1_500_000


@settings(max_examples=60)
@given(st.floats(-1e4, 1e4, width=32), st.floats(0, 1e4, width=32))
def test_bars_are_few_and_no_wider_than_they_must_be(low, span):
    high = low + span
    width = bar_width(low, high)
    assert np.floor(high / width) - np.floor(low / width) < BINS
    assert f"{width:e}"[0] in "125"
    if span > abs(high) / 1e4 > 1e-6:
        assert np.floor(high / width) - np.floor(low / width) >= BINS / 5


def test_what_is_written_is_read_again(tmp_path, monkeypatch):
    measured = load_excitement("mnist_lab")
    monkeypatch.setattr("cnnviz.channels.excitement.path_of", lambda name: tmp_path / "excitement.npz")
    assert load_excitement("mnist_lab") is None
    save_excitement("mnist_lab", measured)
    again = load_excitement("mnist_lab")
    for name, found in measured.layers.items():
        for field, array in vars(found).items():
            np.testing.assert_array_equal(getattr(again.layers[name], field), array)


def test_the_command_asks_for_one_network_or_all(capsys):
    assert main(["excite"]) == main(["excite", "mnist_lab", "--all"]) == 2
    assert "Name one network, or give --all" in capsys.readouterr().err


def test_pictures_that_may_not_ship_have_to_be_here(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=r"No picture of Cats and dogs ships.*cats_vs_dogs\.npz"):
        measured_pictures(bundled.dataset_of("cats_dogs"))


def test_the_command_writes_what_the_page_reads(tmp_path, monkeypatch, capsys):
    images, indices = measured_pictures(bundled.dataset_of("mnist_lab"))
    monkeypatch.setattr("cnnviz.channels.excitement.path_of", lambda name: tmp_path / "excitement.npz")
    monkeypatch.setattr("cnnviz.channels.measure.measured_pictures", lambda dataset: (images[:20], indices[:20]))
    assert main(["excite", "mnist_lab"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "excitement.npz")
    assert load_excitement("mnist_lab").count == 20
