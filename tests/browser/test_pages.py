"""Every page, opened by its own URL and by its link."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from cnnviz.ui.pages import PAGES
from tests.browser.navigation import IDLE, go_to


@pytest.mark.parametrize("script", PAGES)
def test_a_page_opens_by_its_url_and_logs_no_error(serve, open_page, script):
    path = "" if script == "app.py" else Path(script).stem
    page = open_page(f"{serve('app.py')}/{path}")
    expect(page).to_have_title(f"{PAGES[script]} · cnnviz", timeout=60_000)
    expect(page.get_by_role("heading", level=1, name=PAGES[script], exact=True)).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_every_page_is_reached_by_its_link_with_the_network_that_was_chosen(serve, open_page):
    page = open_page(f"{serve('app.py')}/?network=mnist_cnn")
    first, *others = PAGES.values()
    for name in (*others, first):
        go_to(page, name)
        expect(page).to_have_title(f"{name} · cnnviz")
        expect(page.get_by_role("heading", level=1, name=name, exact=True)).to_be_visible()
        expect(page.locator(IDLE)).to_be_visible(timeout=120_000)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert "network=mnist_cnn" in page.url
