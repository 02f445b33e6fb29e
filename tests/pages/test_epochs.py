"""The Epochs page's script, run by Streamlit itself, without a browser."""

from __future__ import annotations

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz import bundled
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.results import snapshots
from cnnviz.ui import warm_up
from cnnviz.ui.state import Selection
from tests.support.close import assert_close
from tests.support.page import component, open_page
from tests.support.wire import unpack
from tests.trainings import BEST, SNAPSHOTS, write_record, write_snapshots

IN_HEADER = ("open-yours", "join", "share")
"""The keys of the buttons that every page with a network has."""


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """A folder of records: mnist_lab has snapshots, no other network has any."""
    folder = tmp_path_factory.mktemp("models")
    write_snapshots(write_record(folder, "mnist_lab"))
    cnnviz.load("mnist_lab")
    return folder


@pytest.fixture
def run(models, monkeypatch):
    """run(network, ready=True, **query) -> the page as it stands after one run."""
    monkeypatch.setattr(bundled, "record", lambda name: RunFolder(models / name, name))
    st.cache_resource.clear()

    def run(network: str = "mnist_lab", *, ready: bool = True, **query: str) -> AppTest:
        monkeypatch.setattr(warm_up, "is_ready", lambda name: ready)
        return open_page("pages/epochs.py", Selection(network=network), **query)

    return run


def _message(at: AppTest) -> tuple[dict, dict[str, np.ndarray]]:
    return unpack(component(at, "epochs").bytes)


def test_the_browser_gets_what_the_network_made_of_the_sample_after_every_epoch(run):
    header, arrays = _message(run())
    assert header["epochs"] == list(SNAPSHOTS)
    assert header["best_epoch"] == BEST
    values = prepare(load_samples().ink(Selection().sample)).input
    np.testing.assert_array_equal(arrays["input"], values)
    for place, epoch in enumerate(SNAPSHOTS):
        network = snapshots.network_at("mnist_lab", epoch)
        trace = network.trace_input(values)
        np.testing.assert_array_equal(arrays["kernels"][place], network.layers[0].weights["kernel"])
        assert_close(arrays["maps"][place], trace["conv2d"].output)
        assert_close(arrays["probabilities"][place], trace.probabilities)


def test_the_browser_gets_the_history(run):
    header, _ = _message(run())
    assert header["history"][0] == [1, 0.5, 0.6]
    assert len(header["history"]) == 6


def test_the_maps_of_another_layer_can_be_chosen(run):
    at = run(layer="relu_1")
    assert at.selectbox(key="layer").value == "relu_1"
    header, arrays = _message(at)
    assert header["layer"]["shape"] == [7, 7, 16]
    assert header["layer"]["signed"] is False
    assert arrays["maps"].shape == (len(SNAPSHOTS), 7, 7, 16)
    assert arrays["maps"].min() >= 0
    at.selectbox(key="layer").set_value("conv2d_1").run()
    assert _message(at)[0]["layer"]["signed"] is True
    assert at.query_params["layer"] == "conv2d_1"


def test_a_layer_that_does_not_exist_is_the_first(run):
    assert run(layer="conv9d").selectbox(key="layer").value == "conv2d"


def test_a_network_without_snapshots_says_so_and_offers_those_with(run):
    at = run("mnist_cnn")
    assert "The weights of mnist_cnn were not kept during its training" in at.info[0].value
    assert [button.key for button in at.button if button.key not in IN_HEADER] == ["choose-mnist_lab"]
    at.button(key="choose-mnist_lab").click().run()
    assert not at.exception
    assert at.session_state["selection"].network == at.selectbox(key="network").value == "mnist_lab"
    assert _message(at)[0]["network"] == "mnist_lab"


def test_where_no_network_has_snapshots_the_page_says_so(run, tmp_path, monkeypatch):
    monkeypatch.setattr(bundled, "record", lambda name: RunFolder(tmp_path / name, name))
    at = run()
    assert at.info[0].value.endswith("No network here has them.")
    assert [button.key for button in at.button] == list(IN_HEADER)


def test_until_the_network_is_loaded_the_page_says_so(run):
    at = run(ready=False)
    assert any("Warming up" in info.value for info in at.info)
