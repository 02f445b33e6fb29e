"""From page to page by the links in the header."""

from __future__ import annotations

from playwright.sync_api import expect

from cnnviz.ui.shell import PAGES
from tests.browser.navigation import IDLE, go_to


def test_every_page_is_reached_by_its_link_and_says_where_one_is(serve, open_page):
    page = open_page(f"{serve('app.py')}/?network=mnist_cnn")
    first, *others = PAGES.values()
    for name in (*others, first):
        go_to(page, name)
        expect(page).to_have_title(f"{name} · cnnviz")
        expect(page.get_by_test_id("stPopover").filter(has_text=f"· {name}")).to_be_visible()
        expect(page.locator(IDLE)).to_be_visible(timeout=120_000)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert "network=mnist_cnn" in page.url
