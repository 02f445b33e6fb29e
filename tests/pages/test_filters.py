"""The filters page's script, run by Streamlit itself, without a browser."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.pictures.strokes import Stroke, draw_strokes
from cnnviz.ui import warm_up
from cnnviz.ui.state import START_NETWORK, Selection
from tests.networks import IN_DEPTH
from tests.support.close import assert_close
from tests.support.page import open_page
from tests.support.wire import unpack

ONE = (Stroke(((140, 40), (138, 240)), 18),)


@pytest.fixture(scope="module", autouse=True)
def networks_loaded():
    for name in IN_DEPTH:
        cnnviz.load(name)


@pytest.fixture
def run(monkeypatch):
    """run(selection, ready=True) -> the page as it stands after one run, which must end without an exception."""

    def run(selection: Selection, *, ready: bool = True) -> AppTest:
        monkeypatch.setattr(warm_up, "is_ready", lambda name: ready)
        return open_page("pages/filters.py", selection)

    return run


def _messages(at: AppTest) -> list[tuple[dict, dict[str, np.ndarray]]]:
    return [unpack(element.proto.bytes) for element in at.get("bidi_component") if element.proto.bytes]


def _traces(at: AppTest) -> list[tuple[dict, dict[str, np.ndarray]]]:
    """The messages on the page that carry an answer."""
    return [(header, arrays) for header, arrays in _messages(at) if "input" in arrays]


@pytest.mark.parametrize("name", IN_DEPTH)
def test_the_browser_gets_the_answer_to_the_sample(run, name):
    ((header, arrays),) = _traces(run(Selection(network=name)))
    expected = cnnviz.load(name).trace_input(prepare(load_samples().ink(Selection().sample)).input)
    assert header["network"] == name
    for layer in ("conv2d", "conv2d_1"):
        assert_close(arrays[layer], expected[layer].output)


def test_the_browser_gets_the_answer_to_what_was_drawn_on_the_main_page(run):
    ((_, arrays),) = _traces(run(Selection(strokes=ONE)))
    np.testing.assert_array_equal(arrays["input"], prepare(draw_strokes(ONE)).input)


def test_until_the_network_is_loaded_the_page_says_so(run):
    at = run(Selection(), ready=False)
    assert any("Warming up" in info.value for info in at.info)
    assert not _traces(at)


def test_the_network_travels_with_the_page(run):
    names = {
        name for header, arrays in _messages(run(Selection())) if header["network"] == START_NETWORK for name in arrays
    }
    assert {"conv2d.kernel", "conv2d.bias", "dense.kernel"} <= names


def test_a_network_without_a_convolution_is_told_of_in_words(run):
    at = run(Selection(network="mnist_mlp"))
    (info,) = at.info
    assert "mnist_mlp has no convolution" in info.value
    mounted = [element.proto.component_name for element in at.get("bidi_component")]
    assert "cnnviz_filters" not in mounted
