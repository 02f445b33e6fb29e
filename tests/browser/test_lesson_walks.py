"""Every lesson, walked through from its first step to its last: covered before the answer, uncovered after."""

from __future__ import annotations

import pytest

from cnnviz.lessons import load, names
from cnnviz.ui.lessons.pins import AppPages
from tests.browser.lesson_walk import Walk

PROJECTOR = {"width": 1440, "height": 900, "color_scheme": "light"}
PHONE = {"width": 390, "height": 844, "color_scheme": "dark"}


@pytest.mark.parametrize(("name", "way"), [(name, at % 2) for at, name in enumerate(names())])
def test_a_lesson_is_walked_through(serve, open_page, name, way):
    page = open_page("about:blank", **(PROJECTOR, PHONE)[way])
    walk = Walk(page, load(name, AppPages()), right=not way, keyboard=bool(way))
    walk.go(serve("app.py"))
