"""From page to page, as a visitor goes, and what a page sends on the way."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from cnnviz.ui.pages import SECTIONS, title_of

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
"""The page while no script of it runs."""


def go_to(page: Page, name: str) -> None:
    """Open a page by its name in the navigation: open its section, click its link, and wait until the page is it."""
    section = next(section for section, pages in SECTIONS.items() if name in pages.values())
    navigation = page.get_by_role("navigation", name="Pages")
    navigation.get_by_role("button", name=section).click()
    navigation.get_by_role("link", name=name, exact=True).click()
    # What is clicked before that is a part of the page that is left.
    expect(page).to_have_title(title_of(name))
