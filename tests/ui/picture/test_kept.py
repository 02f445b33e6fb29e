"""A picture goes to the page that keeps it and back to the next visit, and to no other."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from cnnviz.ui.picture import kept as kept_module
from cnnviz.ui.picture.kept import MOST_MEGABYTES, Kept, find
from cnnviz.ui.picture.kept_route import fetch, give_back


def page() -> None:
    """Say which picture a visit has, after what the browser gave back was taken in."""
    import streamlit as st

    from cnnviz.ui import state
    from cnnviz.ui.picture.kept import keep_in_browser, settle, take_back

    if st.button("Remove"):
        settle("upload")
        state.select(upload=None)
    if st.button("Another"):
        settle("upload")
        state.select(upload=b"another")
    take_back()
    st.text(str(state.selection().upload))
    st.text(str(state.selection().swap))
    keep_in_browser("here")


@pytest.fixture
def visit() -> AppTest:
    test = AppTest.from_function(page)
    test.query_params |= {"source": "Upload", "swap": "1"}
    return test.run()


def kept_of(visit: AppTest) -> Kept:
    return visit.session_state["kept-pictures"]


def shown(visit: AppTest) -> list[str]:
    assert not visit.exception
    return [text.value for text in visit.text]


def ask(answer, body: bytes = b"", **query: str) -> Response:
    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {"type": "http", "method": "POST", "headers": [], "query_string": urlencode(query).encode()}
    return asyncio.run(answer(Request(scope, receive)))


def test_what_is_given_back_is_the_visit_s_picture_and_its_readings_stay(visit):
    kept = kept_of(visit)
    assert kept.asks("upload")
    assert ask(give_back, b"mine", visit=kept.token, way="upload").status_code == 204
    assert shown(visit.run()) == ["b'mine'", "True"]
    assert not kept.asks("upload")
    # What comes twice, or late, changes nothing.
    ask(give_back, b"old", visit=kept.token, way="upload")
    assert shown(visit.run()) == ["b'mine'", "True"]


@pytest.mark.parametrize(("button", "left"), [(0, "None"), (1, "b'another'")], ids=["removed", "replaced"])
def test_what_the_visitor_does_meanwhile_counts_for_more(visit, button, left):
    kept = kept_of(visit)
    ask(give_back, b"mine", visit=kept.token, way="upload")
    assert shown(visit.button[button].click().run())[0] == left
    ask(give_back, b"mine", visit=kept.token, way="upload")
    assert shown(visit.run())[0] == left


def test_only_the_visit_s_own_picture_is_handed_out_by_its_name(visit):
    kept = kept_of(visit)
    visit.button[1].click().run()
    name = kept.known["upload"][1]
    good = {"visit": kept.token, "way": "upload", "name": name}
    response = ask(fetch, **good)
    assert (response.status_code, response.body) == (200, b"another")
    assert response.headers["cache-control"] == "no-store"
    for wrong in ({"visit": "no"}, {"way": "photo"}, {"way": "no"}, {"name": ""}, {"name": "0"}):
        assert ask(fetch, **good | wrong).status_code == 404
    visit.button[0].click().run()
    assert ask(fetch, **good).status_code == 404


def test_what_cannot_be_taken_back_is_said_in_a_sentence(visit, monkeypatch):
    token = kept_of(visit).token
    assert MOST_MEGABYTES == 20
    monkeypatch.setattr("cnnviz.ui.picture.kept_route._MOST_BYTES", 4)
    for status, body, query in [
        (404, b"mine", {"visit": "no", "way": "upload"}),
        (400, b"mine", {"visit": token, "way": "no"}),
        (400, b"", {"visit": token, "way": "upload"}),
        (413, b"large", {"visit": token, "way": "upload"}),
    ]:
        response = ask(give_back, body, **query)
        assert response.status_code == status
        assert response.body.endswith(b".")
    assert shown(visit.run())[0] == "None"


def test_a_visit_s_pictures_go_with_it():
    kept = Kept()
    token = kept.token
    kept_module._visits[token] = kept
    assert find(token) is kept
    del kept
    assert find(token) is None


def test_a_visit_without_a_brought_picture_has_nothing_to_do_with_it():
    test = AppTest.from_function(page).run()
    assert "kept-pictures" not in test.session_state
