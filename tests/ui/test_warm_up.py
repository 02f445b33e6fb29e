"""Loading in the background, and what every page shows when it fails."""

import threading

import keras
import pytest

import cnnviz
from cnnviz import bundled
from cnnviz.results.comparison import partners
from cnnviz.ui import warm_up
from cnnviz.ui.pages import PAGES
from cnnviz.ui.state import START_NETWORK
from tests.support.page import open_page

FROM_FILES = (
    "pages/mistakes.py",
    "pages/networks.py",
    "pages/datasets.py",
    "pages/pooling_lab.py",
    "pages/convolution_lab.py",
    "pages/x_or_o.py",
    "pages/shapes.py",
    "pages/train.py",
    "pages/looks_for.py",
    "pages/lessons.py",
    "pages/class.py",
)
"""Pages of what was measured and collected once, or is worked out on the page: they need no network's answer."""
ANSWERED = [script for script in PAGES if script not in FROM_FILES]
LEAST = {"pages/epochs.py": 100_000, "pages/why.py": 4_000}
"""How many bytes a page gets at least once the network is there, where that is less than a whole network."""


@pytest.fixture
def fresh(monkeypatch):
    """The warm-up as it is in a new process, but started by the test; what it changes in Keras is undone."""
    monkeypatch.setattr(warm_up, "_failed", {})
    monkeypatch.setattr(warm_up, "_wanted", [])
    monkeypatch.setattr(warm_up, "_start", lambda: None)
    monkeypatch.setattr(warm_up, "HEAD_START", 0)
    monkeypatch.setattr(warm_up.gc, "freeze", lambda: None)
    monkeypatch.setattr(keras.backend, "clear_session", keras.backend.clear_session)


def test_with_a_brought_network_alone_keras_is_left_alone_and_the_others_are_loaded(fresh, monkeypatch):
    started, reset = [], []
    monkeypatch.setattr(warm_up, "_start", lambda: started.append(True))
    monkeypatch.setattr(keras.backend, "clear_session", lambda *arguments, **options: reset.append(True))
    assert warm_up.is_ready("own-0123456789abcdef")
    keras.backend.clear_session()
    assert started and not reset


def test_the_first_pages_network_is_loaded_first(fresh, monkeypatch):
    loaded = []
    monkeypatch.setattr(warm_up, "load", loaded.append)
    warm_up._load_all()
    assert loaded[0] == START_NETWORK
    assert sorted(loaded) == cnnviz.networks()


def test_a_network_that_somebody_asks_for_is_loaded_before_the_others(fresh, monkeypatch):
    loaded = []
    monkeypatch.setattr(warm_up, "load", loaded.append)
    warm_up.is_ready(cnnviz.networks()[0])
    warm_up._load_all()
    assert loaded[0] == cnnviz.networks()[0] != START_NETWORK


def test_asking_does_not_wait(fresh, monkeypatch):
    finish, loaded = threading.Event(), []

    def load_slowly(name):
        finish.wait(60)
        loaded.append(name)

    monkeypatch.setattr(warm_up, "load", load_slowly)
    monkeypatch.setattr(warm_up.known, "is_loaded", lambda name: name in loaded)
    thread = threading.Thread(target=warm_up._load_all)
    thread.start()
    assert not any(warm_up.is_ready(name) for name in cnnviz.networks())
    finish.set()
    thread.join()
    assert all(warm_up.is_ready(name) for name in cnnviz.networks())


def test_a_network_that_fails_is_said_in_one_sentence_and_the_others_are_loaded(fresh, monkeypatch, tmp_path, caplog):
    for name in cnnviz.networks():
        (tmp_path / f"{name}.py").touch()
    (tmp_path / f"{START_NETWORK}.keras").write_bytes(b"PK not a network")
    weights_path = bundled.weights_path
    monkeypatch.setattr("cnnviz.network._bundled", {})
    monkeypatch.setattr(
        bundled,
        "weights_path",
        lambda name: tmp_path / f"{name}.keras" if name == START_NETWORK else weights_path(name),
    )
    warm_up._load_all()
    with pytest.raises(
        ValueError, match=rf"/{START_NETWORK}\.keras is damaged: .+ Then start the app again\.$"
    ) as raised:
        warm_up.is_ready(START_NETWORK)
    assert "\n" not in str(raised.value) and not caplog.records[0].exc_info
    assert all(warm_up.is_ready(name) for name in cnnviz.networks() if name != START_NETWORK)


def test_visitors_do_not_reset_each_others_networks(fresh):
    warm_up._leave_sessions_alone()
    name = keras.layers.Dense(1).name
    keras.backend.clear_session()
    assert keras.layers.Dense(1).name != name, "Keras counts names anew, so it was reset"


@pytest.mark.parametrize("script", ANSWERED)
def test_every_page_says_that_a_network_cannot_be_loaded(fresh, monkeypatch, script):
    sentence = "The network cannot be loaded: its file is not there."
    monkeypatch.setattr(warm_up, "_failed", {START_NETWORK: sentence})
    page = open_page(script)
    assert [error.value for error in page.error] == [sentence]
    assert page.selectbox(key="network").value == START_NETWORK


@pytest.mark.parametrize("script", FROM_FILES)
def test_what_is_in_files_is_shown_though_no_network_is_there(fresh, monkeypatch, script):
    monkeypatch.setattr(warm_up.known, "is_loaded", lambda name: False)
    page = open_page(script)
    assert not page.error
    assert not page.info
    assert page.get("bidi_component") or page.get("html") or page.markdown


@pytest.mark.parametrize("script", ANSWERED)
def test_every_page_says_that_it_is_warming_up_and_then_shows_what_it_is_for(fresh, monkeypatch, script):
    monkeypatch.setattr(warm_up.known, "is_loaded", lambda name: False)
    page = open_page(script)
    waiting = b"".join(each.proto.bytes for each in page.get("bidi_component"))
    for name in (START_NETWORK, partners(START_NETWORK)[0]):
        cnnviz.load(name)
    monkeypatch.undo()
    page.run()
    assert not page.exception
    shown = b"".join(each.proto.bytes for each in page.get("bidi_component"))
    assert len(shown) > len(waiting) + LEAST.get(script, 400_000)
    assert not page.info
