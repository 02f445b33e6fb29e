"""Every page, looked through by axe for what shuts people out: light and dark, on a projector and on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.launch import ROOT
from cnnviz.ui.pages import PAGES
from tests.browser.main_page import START_SECONDS
from tests.browser.navigation import IDLE

AXE = ROOT / "node_modules/axe-core/axe.min.js"
"""`make javascript` installs it."""

BEYOND = ("label-content-name-mismatch", "target-size", "table-fake-caption", "td-has-header", "focus-order-semantics")
"""What axe looks for only if it is asked to, beside all that it looks for by itself, best practices included."""

WINDOWS = ((1440, 900), (390, 844))

COLOURS = ("color-contrast", "link-in-text-block")
"""All rules whose outcome depends on the colours."""

NAMES = ("label-content-name-mismatch",)
"""The rule that compares names with the text that is in the window."""

LOOK = """async ([beyond, only]) => {
    const rules = Object.fromEntries(beyond.map((rule) => [rule, { enabled: true }]))
    const runOnly = only.length ? { type: "rule", values: only } : undefined
    const { violations } = await axe.run(document, { rules, runOnly, resultTypes: ["violations"] })
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html, failureSummary }) => [id, target.flat().join(" > "), html, failureSummary])
    )
}"""


def settle(page: Page) -> None:
    """Wait until the page's script has run, and whatever it runs again for."""
    for _ in range(2):
        page.locator(IDLE).wait_for(timeout=START_SECONDS * 1000)
        expect(page.get_by_text("Warming up").locator("visible=true")).to_have_count(0, timeout=START_SECONDS * 1000)
    # What is worked out meanwhile is shown later, such as the maps of Why.
    expect(page.get_by_test_id("stProgress")).to_have_count(0, timeout=START_SECONDS * 1000)
    # A component that is there before its script has made anything of it.
    expect(page.locator("[data-state=loading]")).to_have_count(0, timeout=START_SECONDS * 1000)


IS_IN = """(scheme) => {
    const { backgroundColor } = getComputedStyle(document.querySelector("[data-testid=stApp]"))
    const [red, green, blue] = backgroundColor.match(/\\d+/g).map(Number)
    return red + green + blue < 380 === (scheme === "dark")
}"""
"""Whether the page has the colours of a scheme: it changes them a moment after the browser does."""

SMALL = """() => {
    const roots = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].map((host) => host.shadowRoot)
    return roots
        .flatMap((root) => [...(root?.querySelectorAll("button") ?? [])])
        .filter((button) => button.checkVisibility())
        .filter((button) => button.offsetHeight < 24 || button.offsetWidth < 24)
        .map((button) => `${button.offsetWidth} x ${button.offsetHeight} pixels: ${button.outerHTML}`)
}"""
"""The buttons of the components that are too small to be hit."""


@pytest.mark.parametrize("script", PAGES)
def test_axe_finds_nothing(serve, open_page, script):
    page = open_page(f"{serve('app.py')}/{'' if script == 'app.py' else Path(script).stem}")
    settle(page)
    look_through(page)


@pytest.mark.parametrize("step", [0, 1])
def test_axe_finds_nothing_beside_a_lesson(serve, open_page, step):
    said = "&said=0.0.0.100" if step else ""
    page = open_page(f"{serve('app.py')}/?lesson=6_how_sure_is_sure&source=Samples&step={step}{said}")
    expect(page.get_by_test_id("lesson-panel").get_by_role("progressbar")).to_have_count(0)
    settle(page)
    look_through(page)


def look_through(page: Page) -> None:
    page.add_script_tag(path=AXE)
    found = []
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} pixels wide: {button}" for button in page.evaluate(SMALL)]
        for color_scheme in ("light", "dark"):
            page.emulate_media(color_scheme=color_scheme)
            page.wait_for_function(IS_IN, arg=color_scheme)
            # In the dark nothing but the colours is another.
            faults = page.evaluate(LOOK, [[], COLOURS] if color_scheme == "dark" else [BEYOND, []])
            found += ["\n".join((f"{color_scheme}, {width} pixels wide", *fault)) for fault in faults]
        # What is below the window has no text for axe that a name could differ from.
        whole = page.get_by_test_id("stMain").evaluate("(main) => main.scrollHeight")
        page.set_viewport_size({"width": width, "height": whole})
        faults = page.evaluate(LOOK, [[], NAMES])
        found += ["\n".join((f"{width} pixels wide, all of it", *fault)) for fault in faults]
    assert not found, "\n\n".join(found)


def test_axe_finds_nothing_where_own_classes_are_filled(serve, open_page):
    page = open_page(f"{serve('app.py')}/train?data=drawings&names=line|dot")
    settle(page)
    page.get_by_test_id("own-draw").first.click()
    look_through(page)
