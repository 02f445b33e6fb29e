"""The page Lessons in a browser: where its links lead, by mouse and keyboard, and the files that are dropped on it."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from cnnviz import lessons
from cnnviz.ui.lessons.writing import beginning
from tests.browser.main_page import START_SECONDS
from tests.browser.navigation import IDLE
from tests.browser.test_accessibility import look_through

LONG = START_SECONDS * 1000
ELSEWHERE = "network=mnist_cnn&source=Draw&sample=3&pin=conv2d.1-1-1"
"""What is chosen on the page: a lesson begins with something else."""


@pytest.fixture
def open_lessons(serve, open_page):
    """open_lessons(query, **options) -> the page Lessons, with all of its cards."""

    def open_lessons(query: str = "", **options) -> Page:
        page = open_page(f"{serve('app.py')}/lessons?{query}", **options)
        expect(page.get_by_test_id("lesson-cards")).to_have_attribute("data-state", "ready", timeout=LONG)
        page.locator(IDLE).wait_for(timeout=LONG)
        return page

    return open_lessons


def bring(page: Page, content: bytes, name: str = "mine.md") -> None:
    page.get_by_role("button", name="Open a lesson").click()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/markdown", "buffer": content})
    expect(page.locator("input[type=file]")).to_have_count(0)


def said(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def test_start_leads_to_the_first_step_with_the_lessons_own_network_and_picture(open_lessons):
    page = open_lessons(ELSEWHERE)
    cards = page.get_by_test_id("lesson-cards").locator(".card")
    expect(cards).to_have_count(len(lessons.names()))
    start = page.get_by_role("link", name="Start “One number, all its reasons”")
    # What keeps other links fresh leaves it alone.
    start.hover()
    start.dispatch_event("pointerdown")
    tabs = len(page.context.pages)
    start.click()
    expect(page).to_have_title("Layer by layer · cnnviz")
    page.locator(IDLE).wait_for(timeout=LONG)
    shown = said(page)
    assert shown.pop("lesson") == "3_one_number"
    # The address says nothing that is so at the start.
    assert shown == {"source": "Samples", "pin": "conv2d.0-0-3"}
    assert len(page.context.pages) == tabs
    page.go_back()
    expect(page).to_have_title("Lessons · cnnviz")
    expect(page).to_have_url(re.compile(r"/lessons\?(?!.*\blesson=).*network=mnist_cnn"))


def test_by_keyboard_a_lesson_is_shared_printed_and_begun(open_lessons):
    page = open_lessons("level=school&sheets=3")
    card = page.get_by_test_id("lesson-cards").locator("[data-lesson='2_x_or_o']")
    expect(card.get_by_role("heading", level=3)).to_have_text("2 X or O, worked by hand")
    start = card.get_by_role("link", name="Start")
    start.focus()
    for name in ("Worksheet of", "Key to", "Share"):
        page.keyboard.press("Tab")
        expect(card.get_by_role("button" if name == "Share" else "link", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    link = dialog.get_by_label("The link").input_value()
    expect(dialog.get_by_role("img")).to_be_visible()
    assert link.startswith(page.url.partition("lessons")[0] + "x_or_o?") and "lesson=2_x_or_o" in link
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    sheets = card.get_by_role("link", name="Worksheet of")
    assert sheets.evaluate("link => link.href").endswith("/cnnviz/worksheet/2_x_or_o?variants=3")
    expect(sheets).to_have_attribute("target", "_blank")
    start.press("Enter")
    expect(page).to_have_title("X or O · cnnviz")
    assert said(page)["lesson"] == "2_x_or_o"


def test_a_lesson_of_ones_own_is_opened_checked_and_begun_and_gone_in_another_browser(open_lessons):
    page = open_lessons(ELSEWHERE)
    bring(page, beginning().replace("My lesson", "Maps <i>& more").encode())
    expect(page.get_by_text("mine.md, line 2: HTML is not allowed")).to_be_visible()
    bring(page, beginning().replace("My lesson", "Maps *and* more").encode())
    expect(page.get_by_role("heading", level=3, name="Maps *and* more")).to_be_visible()
    expect(page.get_by_text("HTML is not allowed")).to_have_count(0)
    expect(page.get_by_text("Checked: its one answer is true")).to_be_visible(timeout=LONG)
    bring(page, b"\0" * 10_000_000, "large.md")
    expect(page.get_by_text("large.md: the file has 10,000,000 bytes, and a lesson at most 100,000.")).to_be_visible()
    look_through(page)
    other = open_lessons(alone=True)
    expect(other.get_by_role("heading", level=2, name="My lessons")).to_be_visible()
    expect(other.get_by_text("Maps *and* more")).to_have_count(0)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page).to_have_title("Draw & see · cnnviz")
    page.locator(IDLE).wait_for(timeout=LONG)
    assert said(page)["lesson"].startswith("mine-") and "network" not in said(page)
