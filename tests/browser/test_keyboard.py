"""The way through the app by keyboard alone: the focus is always somewhere, it is seen, and no page is far."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from cnnviz.ui.pages import PAGES, PURPOSES, SECTIONS
from tests.browser.navigation import IDLE

MOST_PRESSES = 8

FOCUSED = """() => {
    let node = document.activeElement
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement
    const style = getComputedStyle(node)
    const box = node.getBoundingClientRect()
    return {
        tag: node.tagName.toLowerCase(),
        text: node.textContent.trim(),
        seen: node.matches(":focus-visible") && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        outline: style.outlineColor,
        inSight: box.width > 0 && box.top >= 0 && box.bottom <= innerHeight,
    }
}"""
"""What has the focus, in a component or outside, and whether its mark is on the screen."""


class Keyboard:
    """A visitor without a mouse, who counts the keys that they press."""

    def __init__(self, page: Page):
        self.page = page
        self.presses = 0

    def press(self, key: str) -> dict[str, object]:
        """Press a key, and return what has the focus then: it must be seen."""
        self.presses += 1
        self.page.keyboard.press(key)
        focused = self.page.evaluate(FOCUSED)
        assert focused["tag"] != "body" and focused["seen"] and focused["inSight"], (key, focused)
        return focused

    def go_to(self, name: str) -> None:
        """Open a page: go to its section, open it, go to its link, follow it."""
        section = next(index for index, pages in enumerate(SECTIONS.values()) if name in pages.values())
        pages = list(list(SECTIONS.values())[section].values())
        if self.page.evaluate(FOCUSED)["tag"] == "h1":
            focused = self.press("Shift+Tab")
        else:
            # At the beginning the page itself comes first, which can be scrolled.
            assert self.press("Tab")["tag"] == "main"
            focused = self.press("Tab")
        at = list(SECTIONS).index(str(focused["text"]))
        self._turn("ArrowRight", "ArrowLeft", section - at, len(SECTIONS))
        self.press("Enter")
        self._turn("ArrowDown", "ArrowUp", pages.index(name), len(pages))
        self.page.keyboard.press("Enter")
        self.presses += 1

    def _turn(self, on: str, back: str, steps: int, count: int) -> None:
        """Press the key that gets there sooner: after the last comes the first."""
        forwards, backwards = steps % count, -steps % count
        for _ in range(min(forwards, backwards)):
            self.press(on if forwards <= backwards else back)


def test_every_page_is_at_most_eight_presses_from_another_and_its_name_has_the_focus(serve, open_page):
    page = open_page(f"{serve('app.py')}/networks")
    expect(page.get_by_role("heading", level=1, name="Networks")).to_be_visible()
    keyboard = Keyboard(page)
    # From the beginning of a page, then from one end of the navigation to the other, and all in between.
    for name in ("Epochs", "Shapes", "Layer by layer", "Datasets", "Draw & see", "X or O", "Why", "Compare"):
        keyboard.presses = 0
        keyboard.go_to(name)
        assert keyboard.presses <= MOST_PRESSES, name
        expect(page).to_have_title(f"{name} · cnnviz")
        heading = page.get_by_role("heading", level=1, name=name, exact=True)
        expect(heading).to_be_focused()
        page.locator(IDLE).wait_for()
        # Still after the page has run to its end.
        expect(heading).to_be_focused()
        assert page.evaluate(FOCUSED)["seen"], name


def test_no_pair_of_pages_is_farther_apart():
    def far(steps: int, count: int) -> int:
        return min(steps % count, -steps % count)

    places = [(section, index) for section, pages in enumerate(SECTIONS.values()) for index in range(len(pages))]
    assert len(places) == len(PAGES)
    sizes = [len(pages) for pages in SECTIONS.values()]
    # From a page's name Shift and Tab lead to the last section; from the beginning of a page it takes two to the first.
    for start, presses in ((len(SECTIONS) - 1, 1), (0, 2)):
        for section, index in places:
            assert presses + far(section - start, len(SECTIONS)) + 1 + far(index, sizes[section]) + 1 <= MOST_PRESSES


def test_a_section_opens_beside_its_button_and_closes_again(serve, open_page):
    page = open_page(f"{serve('app.py')}/networks")
    expect(page.get_by_role("heading", level=1, name="Networks")).to_be_visible()
    navigation = page.get_by_role("navigation", name="Pages")
    section = navigation.get_by_role("button", name="Labs")
    keyboard = Keyboard(page)
    for _ in range(3):
        keyboard.press("Tab")
    expect(section).to_be_focused()
    keyboard.press("Enter")
    expect(section).to_have_attribute("aria-expanded", "true")
    expect(navigation.get_by_role("link", name="Convolution")).to_be_focused()
    keyboard.press("Escape")
    expect(section).to_be_focused()
    expect(section).to_have_attribute("aria-expanded", "false")
    expect(navigation.get_by_role("link")).to_have_count(0)
    # By mouse the focus stays, and the links come next.
    section.click()
    expect(section).to_be_focused()
    keyboard.press("Tab")
    expect(navigation.get_by_role("link", name="Convolution")).to_be_focused()
    page.mouse.click(700, 12)
    expect(navigation.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("script", ["app.py", "pages/networks.py"])
def test_a_page_has_one_heading_of_the_first_level_its_name_and_says_what_it_is_for(serve, open_page, script):
    name = PAGES[script]
    page = open_page(f"{serve('app.py')}/{'' if script == 'app.py' else script.removeprefix('pages/')[:-3]}")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_text(PURPOSES[name], exact=True)).to_be_visible()
