"""Back and Forward: one step of a person is one entry, and one press leads back over it, on every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cnnviz.ui.pages import PAGES
from tests.browser.main_page import SEVEN, START_SECONDS, MainPage
from tests.browser.navigation import IDLE, go_to
from tests.browser.test_urls import path_of, settle


def entries(page: Page) -> int:
    return page.evaluate("history.length")


def title(name: str) -> str:
    return f"{name} · cnnviz"


def click_mistake(page: Page) -> None:
    page.get_by_test_id("tiles").first.locator("button:enabled").first.click()


def click_picture_of_channel(page: Page) -> None:
    page.get_by_test_id("looks-picture").first.click()


def open_dataset_picture(page: Page) -> None:
    page.get_by_role("button", name="mnist_lab").last.click()


def open_card(page: Page) -> None:
    page.get_by_role("button", name="See it read a picture").first.click()


LEADS_AWAY: dict[str, Callable[[Page], None]] = {
    "Mistakes": click_mistake,
    "Looks for": click_picture_of_channel,
    "Datasets": open_dataset_picture,
    "Networks": open_card,
}
"""What leads to Draw & see in the midst of a page."""


@pytest.mark.parametrize("name", PAGES.values())
def test_a_page_adds_no_entry_by_itself_and_one_press_leads_back(serve, open_page, name):
    other = "X or O" if name != "X or O" else "Shapes"
    page = open_page(f"{serve('app.py')}/{path_of(other)}")
    expect(page).to_have_title(title(other))
    settle(page)
    before = entries(page)
    go_to(page, name)
    expect(page).to_have_title(title(name))
    settle(page)
    assert entries(page) == before + 1
    page.go_back()
    expect(page).to_have_title(title(other))
    settle(page)
    assert page.url.split("?")[0].endswith(f"/{path_of(other)}")
    assert entries(page) == before + 1


@pytest.mark.parametrize("name", LEADS_AWAY)
def test_a_click_that_leads_to_another_page_is_one_entry(serve, open_page, name):
    page = open_page(f"{serve('app.py')}/{path_of(name)}")
    expect(page).to_have_title(title(name))
    settle(page)
    before, address = entries(page), page.url
    LEADS_AWAY[name](page)
    expect(page).to_have_title(title("Draw & see"))
    settle(page)
    assert entries(page) == before + 1
    page.go_back()
    expect(page).to_have_title(title(name))
    settle(page)
    assert page.url == address
    page.go_forward()
    expect(page).to_have_title(title("Draw & see"))


def test_each_stroke_is_one_entry_and_back_takes_it_away(serve, open_page):
    page = open_page(serve("app.py"))
    main = MainPage(page).wait()
    before = entries(page)
    addresses = []
    for stroke in (SEVEN, [(60, 140), (200, 140)]):
        addresses.append(page.url)
        main.draw(stroke)
        page.wait_for_function("(url) => location.href !== url", arg=addresses[-1])
        settle(page)
    assert entries(page) == before + 2
    for address in reversed(addresses):
        page.go_back()
        settle(page)
        assert page.url == address


@pytest.mark.parametrize("presses", [2, 3])
def test_presses_of_back_while_a_script_runs_end_on_the_right_page(serve, open_page, presses):
    page = open_page(f"{serve('app.py')}/{path_of('X or O')}")
    way = ["X or O", "Networks", "Datasets", "Shapes"]
    for name in way[1:]:
        go_to(page, name)
        expect(page).to_have_title(title(name))
        settle(page)
    # Not page.go_back(), which waits for the address.
    page.evaluate(
        "async (presses) => { for (let turn = 0; turn < presses; turn++) {"
        " history.back(); await new Promise((resolve) => setTimeout(resolve, 30)) } }",
        presses,
    )
    name = way[-1 - presses]
    expect(page).to_have_title(title(name), timeout=START_SECONDS * 1000)
    settle(page)
    page.locator(IDLE).wait_for()
    assert page.url.split("?")[0].endswith(f"/{path_of(name)}")
    # Nothing of the pages between has been written over it, and the way forward is still there.
    for following in way[len(way) - presses :]:
        page.go_forward()
        expect(page).to_have_title(title(following))
        settle(page)
        assert page.url.split("?")[0].endswith(f"/{path_of(following)}")
