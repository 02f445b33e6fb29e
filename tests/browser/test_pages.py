"""Every page, opened by its own URL."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from cnnviz.ui.shell import PAGES


@pytest.mark.parametrize("script", PAGES)
def test_a_page_opens_by_its_url_and_logs_no_error(serve, open_page, script):
    path = "" if script == "app.py" else Path(script).stem
    page = open_page(f"{serve('app.py')}/{path}")
    expect(page).to_have_title(f"{PAGES[script]} · cnnviz", timeout=60_000)
    expect(page.locator(".st-key-header").get_by_text(PAGES[script], exact=True)).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
