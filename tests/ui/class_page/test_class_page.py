"""The page *Class* as Python makes it: the lessons to choose from, and where students join a room."""

from __future__ import annotations

import base64
import json

from cnnviz.ui.class_page.offered import joins, offered
from cnnviz.ui.lessons import shelf
from tests.support.page import component, open_page


def sent(at) -> dict:
    """What the page sent to its component."""
    (data,) = json.loads(component(at, "class_room").json)
    return data


def test_every_lesson_that_ships_is_offered():
    assert [lesson["name"] for lesson in offered()] == shelf.names()
    assert all(lesson["variants"] >= 1 and lesson["title"] and lesson["about"] for lesson in offered())


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
