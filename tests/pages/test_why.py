"""The Why page's script, run by Streamlit itself, without a browser."""

from __future__ import annotations

import time

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz import attribution
from cnnviz.datasets.samples import load_samples
from cnnviz.edits import ChannelOff, Edit
from cnnviz.pictures.prepare import prepare
from cnnviz.ui import warm_up
from cnnviz.ui.state import Selection
from tests.support.close import BACKWARD, assert_close
from tests.support.page import component, open_page
from tests.support.page import run as run_again
from tests.support.wire import unpack

VALUES = prepare(load_samples().ink(Selection().sample)).input


@pytest.fixture
def run(monkeypatch):
    """run(network, edits, **query) -> the page as it stands once all is worked out."""

    def run(network: str = "mnist_lab", edits: tuple[Edit, ...] = (), **query: str) -> AppTest:
        cnnviz.load(network)
        monkeypatch.setattr(warm_up, "is_ready", lambda name: True)
        return _settled(open_page("pages/why.py", Selection(network=network, edits=edits), **query))

    return run


def _settled(at: AppTest) -> AppTest:
    """Run the page until nothing is being worked out."""
    end = time.monotonic() + 60
    while any(job.is_running for job in at.session_state["jobs"].values()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return run_again(at)


def _message(at: AppTest, name: str = "why") -> tuple[dict, dict[str, np.ndarray]]:
    return unpack(component(at, name).bytes)


def test_the_page_begins_with_two_methods_on_the_class_that_is_read(run):
    at, network = run(), cnnviz.load("mnist_lab")
    header, arrays = _message(at)
    assert [panel["name"] for panel in header["panels"]] == ["grad_cam", "occlusion"]
    assert header["label"] == "7" and at.selectbox(key="label-mnist_lab").value == "read"
    np.testing.assert_array_equal(arrays["input"], VALUES)
    assert_close(arrays["0"], attribution.grad_cam(network, VALUES), BACKWARD)
    assert_close(arrays["1"], attribution.occlusion(network, VALUES, patch=4, stride=2), BACKWARD)
    assert not {"label", "method", "beside", "patch", "stride", "trust"} & at.query_params.keys()


@pytest.mark.parametrize("name", attribution.names())
def test_a_link_shows_every_method_for_any_class(run, name):
    header, arrays = _message(run(method=name, beside="saliency", label="3", patch="5", stride="5"))
    method, options = attribution.method(name), {"patch": 5, "stride": 5} if name == "occlusion" else {}
    expected = attribution.function(name)(cnnviz.load("mnist_lab"), VALUES, "3", **options)
    assert_close(arrays["0"], expected, BACKWARD)
    panel = header["panels"][0]
    assert (panel["title"], panel["words"], panel["formula"], panel["source"], panel["signed"]) == (
        method.title,
        method.words,
        method.formula,
        method.source,
        method.signed,
    )
    assert header["label"] == "3"
    if name == "integrated_gradients":
        figure = attribution.completeness(cnnviz.load("mnist_lab"), VALUES, 3, expected)
        assert f"{figure.change:.4g}".replace("-", "−") in panel["note"]
        assert f"{figure.total:.3g}".replace("-", "−")[:4] in panel["note"]


def test_occlusion_says_what_it_fills_a_patch_with(run):
    header, _ = _message(run(beside="occlusion", patch="5", stride="5"))
    assert header["panels"][1]["note"] == "A hidden patch is 5 × 5 pixels that are all set to 0, empty paper."


def test_an_edited_network_is_asked_and_marked(run):
    edits = (ChannelOff("conv2d_1", 5),)
    at, trained = run(edits=edits, method="saliency"), cnnviz.load("mnist_lab")
    _, arrays = _message(at)
    expected = attribution.saliency(trained.edited(edits), VALUES)
    assert_close(arrays["0"], expected, BACKWARD)
    assert not np.allclose(expected, attribution.saliency(trained, VALUES), rtol=1e-3, atol=1e-5)
    assert any("edited" in words.value for words in at.markdown)


def test_what_is_chosen_is_in_the_url_and_reset_takes_it_out(run):
    at = run()
    at.selectbox(key="method").set_value("saliency")
    at.selectbox(key="label-mnist_lab").set_value("1")
    at.number_input(key="patch-mnist_lab").set_value(6)
    _settled(at.run())
    chosen = {name: at.query_params[name] for name in ("method", "label", "patch")}
    assert chosen == {"method": "saliency", "label": "1", "patch": "6"}
    assert _message(at)[0]["panels"][0]["name"] == "saliency"
    _settled(at.button(key="why-reset").click().run())
    assert not {"method", "label", "patch"} & at.query_params.keys()
    header, _ = _message(at)
    assert header["label"] == "7" and header["panels"][0]["name"] == "grad_cam"
    assert at.number_input(key="patch-mnist_lab").value == 4


def test_rubbish_in_the_url_is_ignored(run):
    at = run(label="x", method="tea_leaves", beside="", patch="1e999", stride="-3", trust="perhaps", opacity="abc")
    header, _ = _message(at)
    assert [panel["name"] for panel in header["panels"]] == ["grad_cam", "occlusion"]
    assert (at.number_input(key="patch-mnist_lab").value, at.number_input(key="stride-mnist_lab").value) == (4, 2)


def test_a_stride_that_does_not_go_with_the_patch_is_said_and_the_map_stays(run):
    at = run(patch="6", stride="3")
    before = _message(at)[1]["1"]
    at.number_input(key="stride-mnist_lab").set_value(7)
    _settled(at.run())
    assert at.error[0].value.startswith("A stride of 7 does not go with a patch of 6: choose 1 to 6")
    assert at.number_input(key="stride-mnist_lab").value == 7
    np.testing.assert_array_equal(_message(at)[1]["1"], before)


def test_a_network_without_convolution_says_why_it_has_no_grad_cam(run):
    header, arrays = _message(run("mnist_mlp", beside="saliency"))
    assert header["panels"][0]["note"].startswith("mnist_mlp has no convolution")
    assert "0" not in arrays and arrays["1"].shape == (28, 28)


def test_the_check_shows_what_the_cascade_returns(run):
    at = run(trust="yes", method="saliency", beside="gradient_times_input")
    header, arrays = _message(at, "cascade")
    for row, name in enumerate(("saliency", "gradient_times_input")):
        trained, stages = attribution.cascade(attribution.function(name), cnnviz.load("mnist_lab"), VALUES)
        np.testing.assert_allclose(arrays[f"{row}-0"], trained, atol=1e-5)
        for place, (stage, shown) in enumerate(zip(stages, header["rows"][row]["stages"], strict=True), start=1):
            np.testing.assert_allclose(arrays[f"{row}-{place}"], stage.map, atol=1e-5)
            assert shown["layer"] == stage.layer
            assert shown["size"] == pytest.approx(stage.absolute, abs=0.01)
            assert shown["rank"] == pytest.approx(stage.signed, abs=0.01)
    assert at.query_params["trust"] == "yes"


def test_long_work_can_be_stopped_and_begun_again(run, monkeypatch):
    computed = []

    def endless(network, picture, label, progress, **options):
        computed.append(options)
        for step in range(10**6):
            time.sleep(0.002)
            progress(step / 10**6 + 1e-6)

    monkeypatch.setattr(attribution, "function", lambda name: endless)
    cnnviz.load("mnist_lab")
    monkeypatch.setattr(warm_up, "is_ready", lambda name: True)
    at = open_page("pages/why.py")
    at.selectbox(key="method").set_value("occlusion")
    at.number_input(key="stride-mnist_lab").set_value(1)
    at.run()
    assert not at.exception
    assert _message(at)[0]["panels"][0]["note"] == "It is being worked out."
    assert at.session_state["jobs"]["map-0"].is_running
    at.button(key="stop-map-0").click().run()
    _settled(at)
    assert _message(at)[0]["panels"][0]["note"] == "Stopped."
    count = len(computed)
    at.button(key="again-map-0").click().run()
    assert len(computed) == count + 1 and computed[-1] == {"patch": 4, "stride": 1}
    for job in at.session_state["jobs"].values():
        job.stop()
