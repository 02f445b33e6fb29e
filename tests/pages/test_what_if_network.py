"""What if, the network's part, run by Streamlit without a browser: what is sent is what the library computes."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.channels.effects import channel_effects
from cnnviz.datasets.samples import load_samples
from cnnviz.edits import Bias, ChannelOff, edit_words, format_edits, parse_edits
from cnnviz.pictures.prepare import prepare
from cnnviz.ui.wire import is_derived
from tests.support.close import BACKWARD, SHARE, assert_close
from tests.support.page import component, open_page, run
from tests.support.wire import unpack

SAMPLE = 23
VALUES = prepare(load_samples().ink(SAMPLE)).input
EDITS = "conv2d.off.3~conv2d_1.kernel.0-1-2-3.0.5"


@pytest.fixture(autouse=True, scope="module")
def loaded():
    for name in ("mnist_lab", "mnist_mlp"):
        cnnviz.load(name)


def open_sample(page: str = "pages/what_if.py", **query: str) -> AppTest:
    return open_page(page, **{"source": "Samples", "sample": str(SAMPLE), **query})


def message(at: AppTest, name: str = "what_if_network") -> tuple[dict, dict[str, np.ndarray]]:
    return unpack(component(at, name).bytes)


def do(at: AppTest, **state) -> AppTest:
    """Let the browser have sent something."""
    at.session_state["what-if-network-0"] = state
    return run(at)


def test_what_differs_travels_and_with_the_trained_answer_it_is_all():
    header, arrays = message(open_sample(edits=EDITS))
    trained, original = message(open_sample(), "what_if_original")
    network = cnnviz.load("mnist_lab")
    before, after = network.trace_input(VALUES), network.edited(parse_edits(EDITS)).trace_input(VALUES)
    assert header["reading"] == trained["reading"]
    assert header["edits"] == [[format_edits([edit]), edit_words(edit, network.layers)] for edit in parse_edits(EDITS)]
    assert_close(original["softmax"], before.probabilities)
    for name, layer in after.items():
        if is_derived(layer.layer):
            assert name not in arrays
        elif name in header["same"]:
            assert_close(before[name].output, layer.output)
        else:
            assert_close(arrays[name], layer.output)
    assert "softmax" in arrays and header["ranking"] is None


def test_without_edits_nothing_but_words_travels():
    header, arrays = message(open_sample())
    assert not arrays and not header["edits"] and len(header["same"]) == len(cnnviz.load("mnist_lab").layers)


def test_what_the_browser_sends_is_kept_in_the_selection_and_the_url():
    at = open_sample()
    sent = {"network": "mnist_lab", "edits": f"{EDITS}~conv2d.off.900~rubbish", "turn": 1}
    do(at, edit=sent, view={"network": "mnist_lab", "layer": "conv2d_1", "channel": 3, "slice": 0}, rank=True)
    header, _ = message(at)
    assert header["turn"] == 1 and [text for text, _ in header["edits"]] == EDITS.split("~")
    for name, text in {"edits": EDITS, "layer": "conv2d_1", "channel": "3", "rank": "yes"}.items():
        assert text in at.query_params[name]
    assert "slice" not in at.query_params
    # Let go of elsewhere, they do not come back by themselves.
    at.session_state["selection"] = replace(at.session_state["selection"], edits=())
    do(at, edit=sent)
    assert not message(at)[0]["edits"]
    do(at, edit={**sent, "turn": 2})
    assert message(at)[0]["edits"]


def test_edits_of_a_network_that_is_not_selected_any_more_are_not_taken():
    at = do(open_sample(network="mnist_mlp"), edit={"network": "mnist_lab", "edits": "dense.off.3", "turn": 1})
    assert not message(at)[0]["edits"]


@pytest.mark.parametrize("sent", ["x", 7, None, {}, {"network": ["mnist_lab"], "edits": 5}, {"turn": "x"}])
def test_what_no_browser_should_send_changes_nothing(sent):
    at = do(open_sample(), edit=sent, view=sent)
    assert not message(at)[0]["edits"]


def test_the_ranking_is_the_librarys():
    at = open_sample(rank="yes")
    for _ in range(20):
        ranking = message(at)[0]["ranking"]
        if ranking:
            break
        at.run()
    expected = channel_effects(cnnviz.load("mnist_lab"), VALUES)
    assert ranking["label"] == expected.label and ranking["lead"] == pytest.approx(expected.log_odds, rel=BACKWARD)
    # Two whose figures are as good as equal may come in either order.
    shown = {(layer, channel): figures for layer, channel, *figures in ranking["rows"]}
    assert len(shown) == len(expected.channels)
    for effect in expected.channels:
        probability, read, log_odds = shown[effect.layer, effect.channel]
        assert probability == pytest.approx(effect.probability, abs=SHARE) and read == effect.read
        assert log_odds == pytest.approx(effect.log_odds, rel=BACKWARD)
    odds = [log_odds for *_, log_odds in ranking["rows"]]
    assert odds == sorted(odds)


@pytest.mark.parametrize("query", [{"layer": "x" * 99, "channel": "-1", "slice": "9" * 30, "rank": "no", "part": "?"}])
def test_garbage_in_the_url_is_ignored(query):
    header, _ = message(open_sample(**query, edits="conv2d.off.99~~dense.bias.1.1e999"))
    assert header["view"]["channel"] == header["view"]["slice"] == 0
    assert not header["edits"] and not header["wanted"]


def test_a_network_without_convolutions_can_be_edited_too():
    header, arrays = message(open_sample(network="mnist_mlp", edits="dense_1.off.3~dense_2.bias.1.2"))
    edits = [ChannelOff("dense_1", 3), Bias("dense_2", 1, 2.0)]
    expected = cnnviz.load("mnist_mlp").edited(edits).trace_input(VALUES)
    assert_close(arrays["softmax"], expected.probabilities)
    assert "dense" in header["same"] and "dense_1" not in header["same"]


@pytest.mark.parametrize("page", ["app.py", "pages/layer_by_layer.py", "pages/filters.py", "pages/compare.py"])
def test_other_pages_show_the_edited_network_and_lead_back(page):
    at = open_sample(page, edits=EDITS)
    network = cnnviz.load("mnist_lab").edited(parse_edits(EDITS))
    assert any("conv2d channel 3 off" in each.value for each in at.markdown)
    assert any(f'"network":"{network.name}"'.encode() in each.proto.bytes for each in at.get("bidi_component"))
    at.button(key="unedit").click().run()
    assert not at.exception
    assert not any("conv2d channel 3 off" in each.value for each in at.markdown)
    assert "edits" not in at.query_params


def test_compare_sets_the_edited_network_against_the_trained_one_first():
    at = open_sample("pages/compare.py", edits=EDITS)
    first, second = json.loads(component(at, "paired_answers").json)[0]["networks"]
    network = cnnviz.load("mnist_lab")
    assert (first["name"], second["name"]) == ("edited mnist_lab", "mnist_lab")
    assert_close(second["probabilities"], network.trace_input(VALUES).probabilities)
    edited = network.edited(parse_edits(EDITS))
    assert_close(first["probabilities"], edited.trace_input(VALUES).probabilities)


def test_another_network_lets_go_of_the_edits():
    at = open_sample(edits=EDITS)
    at.selectbox(key="network").set_value("mnist_mlp").run()
    assert not at.exception and "edits" not in at.query_params
    assert not message(at)[0]["edits"]
