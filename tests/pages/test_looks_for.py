"""The script of the page Looks for, run by Streamlit itself, without a browser."""

from __future__ import annotations

import json
import threading
import time

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz import bundled
from cnnviz.channels.excitement import load_excitement
from cnnviz.channels.synthesis import synthesise
from cnnviz.ui import jobs
from cnnviz.ui.components.looks import show_synthesised
from cnnviz.ui.state import Selection
from tests.support.page import component, open_page
from tests.support.page import run as run_again

PAGE = "pages/looks_for.py"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run(query, **selection) -> the page after one run that ended without an exception."""
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path / "no-data"))

    def run(query: dict[str, str] | None = None, network: str = "mnist_lab") -> AppTest:
        cnnviz.load(network)
        return open_page(PAGE, Selection(network=network), **(query or {}))

    return run


def _sent(at: AppTest, name: str) -> tuple[dict, bytes]:
    head, _, pixels = component(at, name).bytes.partition(b"\n")
    return json.loads(head), pixels


def test_the_page_begins_with_the_first_channel_of_the_first_layer(run):
    at = run()
    header, pixels = _sent(at, "looks_picked")
    found, dataset = load_excitement("mnist_lab").layers["conv2d"], bundled.dataset_of("mnist_lab")
    *best, mine = header["tiles"]
    assert [tile["index"] for tile in best] == found.pictures[0].tolist()
    assert [tile["value"] for tile in best] == pytest.approx(found.values[0].tolist())
    shown = np.frombuffer(pixels, np.uint8).reshape(-1, 28, 28, 1)
    for tile, picture in zip(best, shown, strict=False):
        np.testing.assert_array_equal(picture, dataset.test_picture(tile["index"]))
        row, col, channel = tile["position"]
        assert channel == 0 and tile["region"] == [max(row - 2, 0), max(col - 2, 0), min(row + 3, 28), min(col + 3, 28)]
    assert mine["mine"]
    assert header["histogram"]["counts"] == found.counts[0].tolist()
    assert sum(header["histogram"]["counts"]) + found.zeros[0] == header["histogram"]["total"] == 784_000
    assert f"in {found.above[0] / found.total:.1%} of all its cells" in header["words"][0]
    assert f"{found.firing[0]:,} of 1,000 pictures" in header["words"][0]
    assert header["histogram_words"].startswith("784,000 values")
    assert at.query_params == {}


def test_your_picture_gives_what_the_network_computes(run):
    header, pixels = _sent(run({"layer": "conv2d_1", "channel": "3"}), "looks_picked")
    mine = header["tiles"][-1]
    picture = np.frombuffer(pixels, np.uint8).reshape(-1, 28, 28, 1)[-1].astype(np.float32) / 255
    output = cnnviz.load("mnist_lab").trace_input(picture)["conv2d_1"].output[..., 3]
    assert mine["value"] == pytest.approx(float(output.max()), abs=0.02)
    assert output[tuple(mine["position"][:2])] == pytest.approx(float(output.max()), abs=0.02)


def test_the_gallery_shows_every_channels_best_patch(run):
    header, pixels = _sent(run({"layer": "conv2d_1"}), "looks_gallery")
    found, dataset = load_excitement("mnist_lab").layers["conv2d_1"], bundled.dataset_of("mnist_lab")
    assert [card["name"] for card in header["cards"]] == [str(channel) for channel in range(16)]
    height, width, _ = header["cards"][0]["shape"]
    first = np.frombuffer(pixels[: height * width], np.uint8).reshape(height, width)
    whole = dataset.test_picture(int(found.pictures[0, 0]))[..., 0]
    patches = np.lib.stride_tricks.sliding_window_view(whole, (height, width))
    assert (patches == first).all(axis=(2, 3)).any()


def test_the_gallery_is_not_sent_anew_for_each_channel(run):
    first, other = (_sent(run({"channel": channel}), "looks_gallery") for channel in ("1", "5"))
    assert first == other


def test_a_channel_and_a_layer_stay_in_the_url_and_a_new_layer_begins_anew(run):
    at = run()
    at.session_state["gallery"] = {"channel": 4}
    run_again(at)
    assert at.query_params == {"channel": "4"}
    assert _sent(at, "looks_picked")[0]["title"] == "conv2d, channel 4 (of 0 to 5)"
    at.session_state["gallery"] = {}
    at.selectbox(key="looks-layer-mnist_lab").set_value("dense_1")
    run_again(at)
    assert at.query_params == {"layer": "dense_1"}
    header, _ = _sent(at, "looks_gallery")
    assert [card["name"] for card in header["cards"]] == [str(digit) for digit in range(10)]
    assert _sent(at, "looks_picked")[0]["channel"] == 0
    at.button(key="looks-reset").click()
    run_again(at)
    assert at.query_params == {} and _sent(at, "looks_gallery")[0]["layer"] == "conv2d"


@pytest.mark.parametrize("query", [{"layer": "nonsense"}, {"channel": "99"}, {"channel": "-1"}, {"channel": "²"}])
def test_nonsense_in_the_url_is_the_beginning(run, query):
    header, _ = _sent(run(query), "looks_picked")
    assert (header["layer"], header["channel"]) == ("conv2d", 0)


@pytest.mark.parametrize("sent", [None, "3", 7, -1, [1], True])
def test_a_gallery_that_sends_nonsense_shows_a_channel_that_exists(run, sent):
    at = run({"channel": "2"})
    at.session_state["gallery"] = {"channel": sent}
    assert _sent(run_again(at), "looks_picked")[0]["channel"] in (0, 2)


def test_a_clicked_picture_is_opened_in_the_network(run):
    at = run()
    index = _sent(at, "looks_picked")[0]["tiles"][2]["index"]
    at.session_state["channel"] = {"picture": index}
    run_again(at)
    assert at.session_state["selection"].picture == index and at.session_state["selection"].source == "Samples"
    assert "cnnviz_network_map" in {each.proto.component_name for each in at.get("bidi_component")}


def test_what_is_above_zero_is_said_in_the_layers_own_terms(run):
    found = load_excitement("mnist_lab").layers
    header, _ = _sent(run({"layer": "relu_1", "channel": "1"}), "looks_picked")
    assert header["words"][0].startswith("It fires (is above 0) somewhere in ")
    zeros = int(found["relu_1"].zeros[1])
    assert f"{zeros:,} of them ({zeros / 49_000:.1%}) are exactly 0" in header["histogram_words"]
    header, _ = _sent(run({"layer": "dense_1", "channel": "1"}), "looks_picked")
    assert header["words"][0].endswith("No ReLU cuts off what is below 0: that counts as well.")
    header, _ = _sent(run({"layer": "softmax", "channel": "1"}), "looks_picked")
    assert f"on average {found['softmax'].mean[1]:.1%}" in header["words"][0]


def test_channels_that_never_fire_are_marked(run):
    found = load_excitement("mnist_lab").layers
    (silent, *_), (dead, *_) = (np.flatnonzero(found[name].above == 0).tolist() for name in ("dense", "relu_2"))
    assert silent == dead
    header, _ = _sent(run({"layer": "relu_2", "channel": str(dead)}), "looks_picked")
    assert header["words"] == ["Dead: it is 0 everywhere, in all 1,000 pictures."]
    assert [tile["mine"] for tile in header["tiles"]] == [True]
    cards = _sent(run({"layer": "relu_2"}), "looks_gallery")[0]["cards"]
    assert [index for index, card in enumerate(cards) if card["note"] == "dead"] == np.flatnonzero(
        found["relu_2"].above == 0
    ).tolist()
    header, _ = _sent(run({"layer": "dense", "channel": str(silent)}), "looks_picked")
    assert header["words"][0].startswith("Silent: no value is above 0")


def test_of_pictures_that_may_not_be_shipped_only_numbers_are_shown(run):
    at = run({"layer": "dense"}, "cats_dogs")
    header, _ = _sent(at, "looks_picked")
    assert [tile["mine"] for tile in header["tiles"]] == [True]
    assert sum(header["histogram"]["counts"]) == 1000
    assert any("no picture of Cats and dogs may come with the app" in caption.value for caption in at.caption)


def test_a_network_whose_channels_were_not_looked_at_is_said_in_a_sentence(run, monkeypatch, tmp_path):
    monkeypatch.setattr("cnnviz.channels.excitement.path_of", lambda name: tmp_path / "none.npz")
    (info,) = run().info
    assert "`python -m cnnviz excite mnist_lab`" in info.value


def test_a_made_up_picture_is_the_librarys(run):
    at = run({"layer": "conv2d_1", "channel": "5", "made": "yes", "seed": "3"})
    for _ in range(40):
        if not any(button.label == "Stop" for button in at.button):
            break
        run_again(at)
    header, pixels = _sent(at, "looks_made")
    network = cnnviz.load("mnist_lab")
    picture = synthesise(network, "conv2d_1", 5, seed=3)
    made, best = (bar["value"] for bar in header["bars"])
    assert made == pytest.approx(float(network.trace_input(picture)["conv2d_1"].output[..., 5].max()), rel=1e-3)
    assert best == pytest.approx(float(load_excitement("mnist_lab").layers["conv2d_1"].values[5, 0]))
    assert abs(np.frombuffer(pixels, np.uint8).reshape(28, 28, 1) / 255 - picture).max() < 0.02
    assert any("lower hill" in caption.value for caption in at.caption) == (made < best)
    at.button(key="other-noise").click()
    run_again(at)
    assert at.query_params["seed"] == "4"


def test_a_picture_that_is_done_while_it_is_shown_growing_is_shown_once(run, monkeypatch):
    may_end = threading.Event()

    def grow(*arguments, seed, progress):
        progress(0.5, np.zeros((28, 28, 1), np.float32))
        may_end.wait(60)
        return np.ones((28, 28, 1), np.float32)

    def show_and_end(channel, response, *, key):
        show_synthesised(channel, response, key=key)
        may_end.set()
        jobs.give_time(st.session_state["jobs"].values(), 60)

    monkeypatch.setattr("cnnviz.ui.looks_for.synthesis.synthesise", grow)
    monkeypatch.setattr("cnnviz.ui.looks_for.synthesis.show_synthesised", show_and_end)
    at = run({"layer": "conv2d_1", "channel": "5", "made": "yes", "seed": "77"})
    assert may_end.is_set()
    run_again(at)
    _, pixels = _sent(at, "looks_made")
    assert set(pixels) == {255}


@pytest.mark.parametrize("ink", [0, 1])
def test_a_picture_that_excites_less_than_a_test_picture_is_said_to(run, monkeypatch, ink):
    """A channel's largest value for an empty or a full picture is below that of the best test picture."""
    monkeypatch.setattr(
        "cnnviz.ui.looks_for.synthesis.synthesise",
        lambda *arguments, seed, progress: np.full((28, 28, 1), ink, np.float32),
    )
    at = run({"layer": "dense_1", "channel": "2", "made": "yes"})
    made, best = (bar["value"] for bar in _sent(at, "looks_made")[0]["bars"])
    assert made < best
    assert any("lower hill" in caption.value for caption in at.caption)


def test_a_growing_picture_is_shown_and_can_be_stopped(run, monkeypatch):
    def slowly(network, layer, channel, *, seed, progress):
        for step in range(1, 10_000):
            time.sleep(0.005)
            progress(step / 10_000, np.full((28, 28, 1), 0.4, np.float32))

    monkeypatch.setattr("cnnviz.ui.looks_for.synthesis.synthesise", slowly)
    at = run({"layer": "conv2d_1", "made": "yes"})
    header, pixels = _sent(at, "looks_made")
    assert set(pixels) == {102} and header["bars"][0]["value"] < header["bars"][1]["value"]
    next(button for button in at.button if button.label == "Stop").click()
    for _ in range(40):
        run_again(at)
        if any("stopped" in markdown.value for markdown in at.markdown):
            break
        time.sleep(0.05)
    assert set(_sent(at, "looks_made")[1]) == {102}
    assert [button.label for button in at.button if "again" in button.label] == ["Begin again"]
    assert not any(button.label == "Stop" for button in at.button)
    at.toggle(key="made").set_value(False)
    run_again(at)
    assert not at.query_params.get("made")
