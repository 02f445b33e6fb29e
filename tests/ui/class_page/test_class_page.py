"""The page *Class* as Python makes it: the lessons to choose from, and where students join a room."""

from __future__ import annotations

import base64
import json

from streamlit.testing.v1 import AppTest

from cnnviz.ui.class_page.offered import joins, offered
from cnnviz.ui.lessons import shelf
from cnnviz.ui.rooms.own import open_own
from tests.support.page import component, open_page


def sent(at) -> dict:
    """What the page sent to its component."""
    (data,) = json.loads(component(at, "class_room").json)
    return data


def test_every_lesson_that_ships_is_offered():
    assert [lesson["name"] for lesson in offered()] == shelf.names()
    assert all(lesson["variants"] >= 1 and lesson["title"] and lesson["about"] for lesson in offered())


def test_the_visitors_own_lessons_come_first_with_what_a_room_is_made_of():
    def page():
        import streamlit as st

        from cnnviz.ui.class_page.offered import offered
        from cnnviz.ui.lessons import shelf
        from cnnviz.ui.lessons.writing import beginning

        if not shelf.mine():
            for title in ("First", "Übung"):
                shelf.open_mine(beginning().replace("My lesson", title).encode(), f"{title}.md")
        st.session_state["offered"] = offered()

    at = AppTest.from_function(page, default_timeout=60).run()
    latest, first, *ships = at.session_state["offered"]
    assert (latest["title"], first["title"]) == ("Übung", "First")
    assert open_own(latest["text"]).lesson.front.title == "Übung"
    assert (latest["number"], latest["thumbnail"], latest["variants"]) == ("", "", 1)
    assert [lesson["name"] for lesson in ships] == shelf.names() and not any(lesson["text"] for lesson in ships)


def test_students_join_at_every_address_of_the_app():
    others, own = joins(["http://192.168.1.20:8501", "https://school.example/cnnviz"], "KTRM")
    assert (others["host"], others["link"], others["own"]) == (
        "192.168.1.20:8501",
        "http://192.168.1.20:8501/?c=KTRM",
        False,
    )
    assert (own["host"], own["link"], own["own"]) == (
        "https://school.example/cnnviz",
        "https://school.example/cnnviz/?c=KTRM",
        True,
    )
    picture = base64.b64decode(own["qr"].partition("base64,")[2])
    assert picture.startswith(b"<?xml") and own["side"] >= 280


def test_the_page_knows_the_room_of_its_address_and_no_secret():
    data = sent(open_page("pages/class.py", c="KTRM"))
    assert data["code"] == "KTRM" and [join["link"].endswith("/?c=KTRM") for join in data["joins"]] == [True]
    assert sent(open_page("pages/class.py", c="AEIO"))["code"] is None
