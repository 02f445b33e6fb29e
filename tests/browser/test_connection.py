"""The connection to the server is lost and comes back: the page says so, and nothing that was drawn is lost."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.launch import ROOT, running_server
from cnnviz.ui.components.modules import url
from cnnviz.ui.pages import SECTIONS
from tests.browser.conftest import PATIENCE
from tests.browser.main_page import SEVEN, MainPage
from tests.browser.modules import in_module

ALL_FETCHED = "performance.getEntriesByName('cnnviz:all-fetched').length > 0"
NOT_HERE = """async (list) => {
    const urls = await (await fetch(list)).json()
    const answers = await Promise.allSettled(urls.map((url) => fetch(url)))
    return urls.filter((_, index) => !answers[index].value?.ok)
}"""
"""The modules, of a list of them, that cannot be had now."""
ONE = [(140, 40), (140, 240)]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may log errors: what cannot be reached makes the browser do so."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def assert_says_that_it_is_not_connected(main: MainPage) -> None:
    expect(main.page.get_by_text("Not connected. What you draw stays")).to_be_visible(timeout=5_000)
    expect(main.page.get_by_text("Not connected to the server.")).to_be_visible()


def assert_answer_is_old(main: MainPage) -> None:
    expect(main.page.locator('[data-testid="answer"][data-old]')).to_be_visible()
    expect(main.page.get_by_text("This answers what was there before, not your drawing.")).to_be_visible()


def assert_answered(main: MainPage, strokes: int) -> None:
    expect(main.page.get_by_text("Not connected").locator("visible=true")).to_have_count(0, timeout=PATIENCE)
    expect(main.page.locator("[data-old]")).to_have_count(0)
    main.page.wait_for_function(
        "(strokes) => new URL(location.href).searchParams.get('strokes')?.split('~').length === strokes", arg=strokes
    )


def test_without_the_network_the_pad_says_so_and_answers_afterwards(serve, page):
    page.goto(serve("app.py"))
    main = MainPage(page).wait()
    before = main.answer.get_attribute("data-label")
    page.context.set_offline(True)
    assert_says_that_it_is_not_connected(main)
    main.draw(SEVEN)
    assert_answer_is_old(main)
    assert main.answer.get_attribute("data-label") == before
    page.context.set_offline(False)
    main.wait_for_label("7")
    assert_answered(main, strokes=1)


def test_menus_open_and_no_module_is_missing_without_the_network(serve, page):
    page.goto(serve("app.py"))
    MainPage(page).wait()
    page.wait_for_function(ALL_FETCHED)
    page.context.set_offline(True)
    for section, pages in SECTIONS.items():
        navigation = page.get_by_role("navigation", name="Pages")
        navigation.get_by_role("button", name=section).click()
        for name in pages.values():
            expect(navigation.get_by_role("link", name=name, exact=True)).to_be_visible()
    page.get_by_role("combobox", name="Network").click()
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_text("TypeError")).to_have_count(0)
    # Nor is anything missing that this page, or another one, may need for the first time.
    assert page.evaluate(NOT_HERE, url("later.json")) == []


def test_a_server_that_was_started_anew_gets_the_drawing(page, tmp_path):
    with running_server(ROOT / "app.py", tmp_path / "log.txt") as server:
        page.goto(server.url)
        main = MainPage(page).wait()
        main.draw(SEVEN)
        main.wait_for_label("7")
        page.wait_for_url("**strokes=*")
    assert_says_that_it_is_not_connected(main)
    main.draw(ONE)
    assert_answer_is_old(main)
    with running_server(ROOT / "app.py", tmp_path / "log.txt", port=urlsplit(server.url).port):
        assert_answered(main, strokes=2)
        main.wait()
        assert page.evaluate(in_module("shared/connection.js", "connection.lost")) is False
        # And it goes on as before.
        page.get_by_test_id("pad-undo").click()
        main.wait_for_label("7")
        assert_answered(main, strokes=1)
