"""Links in the text of a page: to other pages with what is chosen, in the same tab, and none out of the app unasked."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.main_page import START_SECONDS
from tests.browser.navigation import IDLE


def test_a_page_named_in_a_text_is_a_link_that_carries_what_is_chosen(serve, open_page):
    page = open_page(f"{serve('app.py')}/why?network=mnist_cnn&centre=no")
    link = page.get_by_test_id("stMarkdownContainer").get_by_role("link", name="Draw & see")
    link.wait_for(timeout=START_SECONDS * 1000)
    page.locator(IDLE).wait_for()
    tabs = len(page.context.pages)
    # While a script runs, the text may be put there anew between the press and the release of a mouse.
    link.dispatch_event("click")
    expect(page).to_have_title("Draw & see · cnnviz")
    expect(page).to_have_url(re.compile(r"/\?network=mnist_cnn&centre=no$"))
    # It opened no other tab.
    assert len(page.context.pages) == tabs
    expect(page.get_by_role("heading", level=1, name="Draw & see")).to_be_focused()


def test_a_link_leads_there_while_the_page_still_loads(serve, open_page):
    page = open_page("about:blank", alone=True)
    held = []
    page.route("**/navigation/navigation.js", lambda route: held.append(route))
    page.goto(f"{serve('app.py')}/why?network=mnist_cnn")
    tabs = len(page.context.pages)
    page.get_by_role("link", name="Draw & see").dispatch_event("click", timeout=START_SECONDS * 1000)
    expect(page).to_have_title("Draw & see · cnnviz")
    assert len(page.context.pages) == tabs
    for _ in range(600):
        if held:
            break
        page.wait_for_timeout(100)
    assert held
    for route in held:
        route.continue_()
    expect(page.get_by_role("heading", level=1, name="Draw & see")).to_be_visible()


def test_a_part_named_in_a_text_is_a_link_to_it(serve, open_page):
    page = open_page(f"{serve('app.py')}/convolution_lab?part=colour")
    link = page.get_by_role("link", name="Several filters")
    link.wait_for(timeout=START_SECONDS * 1000)
    page.locator(IDLE).wait_for()
    link.click()
    expect(page.get_by_test_id("filter-stack-depth")).to_be_visible()
    expect(page).to_have_url(re.compile("part=filter_stack"))


def test_where_there_is_no_camera_the_page_says_what_to_do_and_leads_nowhere_else(serve, open_page):
    page = open_page(f"{serve('app.py')}/?source=Camera")
    expect(page.get_by_text("does not let this page use a camera")).to_be_visible()
    expect(page.get_by_test_id("stCameraInput").get_by_role("link")).to_have_count(0)
