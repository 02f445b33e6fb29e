"""The state of a session and the address, in step: what counts when the two differ."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_text import drawing_to_text, text_to_drawing
from cnnviz.ui.state import Selection
from cnnviz.ui.state.selection import LONGEST_DRAWING
from cnnviz.ui.why.declared import WHY

SCRIBBLE = tuple(Stroke(tuple((10 + 5 * at % 200, 20 + at) for at in range(200)), 16) for _ in range(4))


def script():
    """A page of which only the state matters; "do" in the session is what happens on it."""
    import streamlit as st

    from cnnviz.ui import state
    from cnnviz.ui.states import STATES
    from cnnviz.ui.why.declared import WHY

    state.open_page(st.session_state["page"], STATES)
    if "do" in st.session_state:
        st.session_state.pop("do")(state)
    st.session_state["why"] = state.chosen(WHY)
    st.session_state["given"] = state.given()
    st.session_state["links"] = {page: state.link(page) for page in STATES}


def visit(at: AppTest, page: str, query: dict[str, str], do=None) -> AppTest:
    at.session_state["page"] = page
    if do:
        at.session_state["do"] = do
    at.query_params.clear()
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


@pytest.fixture
def at() -> AppTest:
    return AppTest.from_function(script, default_timeout=60)


def query_of(at: AppTest) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[-1] for name, value in at.query_params.items()}


def test_a_link_holds_what_is_shared_what_was_chosen_there_and_what_no_page_knows(at):
    visit(at, "Why", {"network": "mnist_cnn", "label": "3", "course": "4"})
    link = at.session_state["links"]["Networks"]
    assert link == {"network": "mnist_cnn", "course": ["4"]}
    visit(at, "Networks", {"network": "mnist_cnn", "course": "4"})
    assert query_of(at) == {"network": "mnist_cnn", "course": "4"}
    assert at.session_state["links"]["Why"] == {"network": "mnist_cnn", "label": "3", "course": ["4"]}


def test_an_address_that_says_something_else_is_the_truth_with_the_start_for_what_it_does_not_say(at):
    visit(at, "Why", {"network": "mnist_cnn", "label": "3", "centre": "no"})
    before = at.session_state["given"]
    visit(at, "Why", {"method": "saliency"})
    assert at.session_state["why"].label == WHY.start.label and at.session_state["why"].method == "saliency"
    assert at.session_state["selection"] == Selection()
    assert at.session_state["given"] > before


def test_an_address_that_the_browser_has_not_renewed_yet_is_no_news(at):
    visit(at, "Why", {"label": "3"})
    visit(at, "Why", {"label": "3"}, do=lambda state: state.choose(WHY, label="5"))
    # The next run begins before the browser has heard of it.
    visit(at, "Why", {"label": "3"})
    assert at.session_state["why"].label == "5" and query_of(at) == {"label": "5"}


def test_a_link_shown_before_something_changed_does_not_take_the_change_back(at):
    visit(at, "Networks", {})
    link = at.session_state["links"]["Why"]
    visit(at, "Networks", {}, do=lambda state: state.select(network="mnist_cnn"))
    at.session_state["state"].offered["Why"] = [link, {"label": "3"}]
    visit(at, "Why", {"label": "3"})
    assert at.session_state["selection"].network == "mnist_cnn" and at.session_state["why"].label == "3"


def test_a_drawing_that_is_too_long_stays_in_its_session(at):
    assert len(drawing_to_text(SCRIBBLE)) > LONGEST_DRAWING
    visit(at, "Why", {}, do=lambda state: state.select(strokes=SCRIBBLE))
    assert query_of(at) == {"strokes": "long"}
    visit(at, "Why", {"strokes": "long", "label": "3"})
    assert at.session_state["selection"].strokes == SCRIBBLE
    visit(at, "Why", {"label": "5"})
    assert at.session_state["selection"].strokes == ()
    visit(at, "Why", {"strokes": "long", "label": "7"})
    assert query_of(at) == {"label": "7"}


def test_a_digit_is_short():
    seven = [Stroke(tuple((60 + 2.5 * at, 60 + at / 2) for at in range(56)), 16)]
    seven += [Stroke(tuple((200 - at, 88 + 2 * at) for at in range(75)), 16)]
    assert len(drawing_to_text(seven)) < 300
    assert text_to_drawing(drawing_to_text(seven)) == tuple(seven)


@pytest.mark.parametrize(
    "text", ["", "~", "Q", "Q_", "Q_F8", "A_F8_CM", "Q_F8_CM!", "9_F8_CM", "Q__________", "Q_F8_CMf"]
)
def test_what_is_no_drawing_is_none(text):
    assert text_to_drawing(text) is None


def with_a_choice():
    """A page with a choice of the network."""
    import streamlit as st

    from cnnviz.ui import state
    from cnnviz.ui.states import STATES

    state.open_page(st.session_state["page"], STATES)
    names = ["cats_dogs", "mnist_cnn"]
    st.selectbox("Network", names, **state.shown("network", "mnist_cnn", lambda name: state.select(network=name)))


def test_a_page_that_is_opened_tells_the_browser_what_its_controls_show_and_then_leaves_them_alone():
    """The browser has them anew: what it is not told, it shows as the first of the options and sends with any click."""
    at = AppTest.from_function(with_a_choice, default_timeout=60)
    for page in ("Mistakes", "Networks", "Mistakes"):
        visit(at, page, {"network": "mnist_cnn"})
        assert (at.selectbox[0].proto.set_value, at.selectbox[0].value) == (True, "mnist_cnn")
        visit(at, page, {"network": "mnist_cnn"})
        assert (at.selectbox[0].proto.set_value, at.selectbox[0].value) == (False, "mnist_cnn")
