"""A student in a room, in real Chromium: joining, answers that arrive, a teacher who leads, and a room that is gone."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.test_accessibility import AXE, BEYOND, LOOK, SMALL, settle

LESSON = "3_one_number"
PREDICT, REVEAL, WORK, VOTE = range(4)


class Room:
    """A room, and its teacher, who asks by the routes alone."""

    def __init__(self, url: str, lesson: str = LESSON) -> None:
        self._url = f"{url}/cnnviz/room"
        made = self.ask("", {"lesson": lesson, "variant": 0})
        self.code, self._secret = made["code"], made["secret"]

    def ask(self, path: str, body: object = None, secret: str = "") -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json", "authorization": f"Bearer {secret}"}
        with urllib.request.urlopen(urllib.request.Request(self._url + path, data, headers), timeout=60) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def steer(self, **order: object) -> None:
        self.ask(f"/{self.code}/steer", order, self._secret)

    def seen(self, step: int) -> dict[str, Any]:
        return self.ask(f"/{self.code}/teacher?step={step}", None, self._secret)

    def answered(self, step: int, turn: int = 1, count: int = 1) -> list[tuple[str, bool, int]]:
        """Return the bars of a step's round, once so many answers are there and judged: text, right, count."""
        deadline = time.monotonic() + PATIENCE / 1000
        while True:
            found = self.seen(step)["answers"]["rounds"][turn - 1]
            if found["answered"] >= count and not found["unjudged"]:
                return [(bar["text"], bar["right"], bar["count"]) for bar in found["tally"]]
            assert time.monotonic() < deadline, found
            time.sleep(0.2)


@pytest.fixture
def room(serve) -> Room:
    return Room(serve("app.py"))


@pytest.fixture
def student(serve, open_page, room) -> Callable[..., Page]:
    """student(**options) -> the page of a student who came by a link to the lesson in the room."""
    return lambda **options: open_page(f"{serve('app.py')}/?lesson={LESSON}&c={room.code}", **options)


def panel(page: Page):
    return page.get_by_test_id("lesson-panel")


def answer(page: Page, option: str) -> None:
    panel(page).get_by_role("radio", name=option, exact=True).check()
    panel(page).get_by_role("button", name="Send").click()


def test_by_four_letters_one_is_in_the_class_and_answers_arrive(serve, open_page, room):
    page = open_page(serve("app.py"), refused=True)
    page.get_by_role("button", name="Join", exact=True).click()
    dialog = page.get_by_role("dialog", name="Join your class")
    expect(dialog).to_contain_text("nothing is stored on disk or in a log")
    letters = dialog.get_by_label("Four letters")
    letters.fill("kate")
    letters.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("four letters, none of them a vowel")
    letters.fill(f" {room.code[:2].lower()}-{room.code[2:].lower()}")
    letters.press("Enter")
    expect(panel(page)).to_contain_text(f"Class {room.code} · at your own pace")
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"/layer_by_layer\?.*pin=conv2d\.0-0-3.*lesson={LESSON}.*c={room.code}"))
    expect(page.get_by_role("button", name="Join", exact=True)).to_have_count(0)
    answer(page, "1.0000")
    expect(panel(page).locator("h2:visible")).to_have_text("Only the bias")
    expect(panel(page).get_by_test_id("sent")).to_have_text("Sent to your class ✓")
    assert room.answered(PREDICT) == [("1.0000", False, 1)]
    # Another page and a reload make no second student.
    page.reload()
    expect(panel(page)).to_contain_text(f"Class {room.code} · at your own pace")
    assert room.seen(PREDICT)["joined"] == 1


def test_by_the_link_of_a_class_one_button_is_enough(serve, open_page, room):
    page = open_page(f"{serve('app.py')}/?c={room.code}", width=390, height=844, color_scheme="dark")
    page.get_by_role("button", name=f"Join the class {room.code}").click()
    expect(panel(page)).to_contain_text(f"Class {room.code} · at your own pace")
    assert room.seen(PREDICT)["joined"] == 1


def test_a_code_of_no_room_is_said_in_a_sentence_and_can_be_left(serve, open_page):
    page = open_page(f"{serve('app.py')}/?c=BCDF", refused=True)
    dialog = page.get_by_role("dialog", name="Join your class")
    dialog.get_by_role("button", name="Join the class BCDF").click()
    expect(dialog.get_by_role("alert")).to_contain_text("There is no room BCDF")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    expect(page).not_to_have_url(re.compile("c=BCDF"))


def test_the_teacher_leads_pauses_votes_twice_and_shows(student, room):
    room.steer(pace="teacher")
    room.steer(step=VOTE)
    page = student()
    title, line = panel(page).locator("h2:visible"), panel(page).get_by_test_id("class-line")
    expect(title).to_have_text("How many maps?")
    expect(line).to_contain_text("your teacher leads")
    expect(panel(page).get_by_role("button", name="Next")).to_be_disabled()
    room.steer(pause=True)
    expect(panel(page).get_by_text("Your teacher has paused the class.")).to_be_visible()
    panel(page).get_by_role("radio", name="96", exact=True).check()
    expect(panel(page).get_by_role("button", name="Send")).to_be_disabled()
    room.steer(pause=False)
    expect(panel(page).get_by_role("button", name="Send")).to_be_enabled()
    answer(page, "96")
    expect(panel(page)).to_contain_text("the second vote opens when your teacher says so")
    assert room.answered(VOTE) == [("96", False, 1)]
    # The page tells nothing yet, and neither does the room.
    expect(panel(page).get_by_test_id("lesson-verdict")).to_have_count(0)
    room.steer(round=2)
    answer(page, "16")
    assert room.answered(VOTE, 2) == [("16", True, 1)]
    expect(title).to_have_text("How many maps?")
    expect(panel(page).get_by_test_id("results")).to_have_count(0)
    room.steer(show=VOTE)
    expect(panel(page).get_by_test_id("results")).to_contain_text("1 alone, 1 after talking")
    room.steer(step=VOTE + 1)
    expect(title).to_have_text("One for each filter")
    expect(panel(page).get_by_test_id("lesson-verdict")).to_contain_text("16")
    room.steer(step=WORK)
    expect(title).to_have_text("All its products")
    expect(page).to_have_url(re.compile(r"/layer_by_layer\?.*pin=conv2d\.8-10-3"))


def test_all_look_at_one_thing_and_are_back_then(student, room):
    page = student()
    expect(panel(page)).to_contain_text("at your own pace")
    expect(page).to_have_url(re.compile(r"/layer_by_layer\?"))
    room.steer(look="draw?source=Samples&sample=3")
    expect(panel(page).get_by_test_id("look")).to_contain_text("Your teacher wants all to look at this.")
    expect(page).to_have_title("Draw & see · cnnviz")
    expect(page).to_have_url(re.compile(rf"sample=3.*lesson={LESSON}.*c={room.code}"))
    room.steer(look=None)
    expect(page).to_have_title("Layer by layer · cnnviz")
    expect(panel(page).get_by_test_id("look")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/layer_by_layer\?.*pin=conv2d\.0-0-3"))


def test_without_the_network_answers_wait_and_a_room_that_ended_says_so(student, room):
    page = student(refused=True)
    expect(panel(page)).to_contain_text("at your own pace")
    page.route("**/cnnviz/room/**", lambda route: route.abort("internetdisconnected"))
    expect(panel(page)).to_contain_text("your answers are kept here and sent as soon as it can")
    answer(page, "1.0000")
    expect(panel(page).get_by_test_id("sent")).to_have_text("Waiting to be sent")
    page.unroute("**/cnnviz/room/**")
    expect(panel(page).get_by_test_id("sent")).to_have_text("Sent to your class ✓")
    assert room.answered(PREDICT) == [("1.0000", False, 1)]
    panel(page).get_by_role("button", name="I didn’t get this").click()
    expect(panel(page).get_by_role("button", name="I get it now")).to_be_visible()
    assert room.seen(REVEAL)["steps"][REVEAL]["flags"] == 1
    room.steer(end=True)
    expect(panel(page)).to_contain_text("The room has ended or the server was restarted")
    # The lesson goes on alone.
    panel(page).get_by_role("button", name="Next").click()
    expect(panel(page).locator("h2:visible")).to_have_text("All its products")


def test_axe_finds_nothing_at_joining_and_in_a_room(serve, open_page, room):
    page = open_page(f"{serve('app.py')}/?c={room.code}", width=390, height=844)
    page.get_by_role("button", name=f"Join the class {room.code}").wait_for()
    page.add_script_tag(path=AXE)
    assert page.evaluate(LOOK, [list(BEYOND), []]) == []
    page.get_by_role("button", name=f"Join the class {room.code}").click()
    room.steer(nicknames=True)
    panel(page).get_by_role("button", name="Nickname").click()
    panel(page).get_by_label("What you want to be called").fill("Ada")
    panel(page).get_by_role("button", name="Keep").click()
    expect(panel(page).get_by_role("button", name="You are Ada")).to_be_focused()
    room.steer(pace="teacher")
    room.steer(step=VOTE)
    answer(page, "96")
    expect(panel(page).get_by_test_id("sent")).to_have_text("Sent to your class ✓")
    room.steer(look="draw?source=Samples&sample=3")
    room.steer(show=VOTE)
    expect(panel(page).get_by_test_id("results")).to_be_visible()
    expect(panel(page).get_by_test_id("look")).to_be_visible()
    settle(page)
    assert page.evaluate(LOOK, [list(BEYOND), []]) == []
    assert page.evaluate(SMALL) == []
