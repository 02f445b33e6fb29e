"""One state, one URL: what is chosen survives a reload, Back, another session, and the way through the header."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_text import drawing_to_text
from cnnviz.ui.pages import PAGES
from tests.browser.main_page import START_SECONDS
from tests.browser.navigation import IDLE, go_to

SEVEN = drawing_to_text([Stroke(((70, 60), (200, 64), (185.5, 110), (150, 170), (128, 235)), 18)])
SHARED = {"network": "mnist_cnn", "centre": "no", "strokes": SEVEN, "pin": "conv2d.3-4-5"}

OWN = {
    "Draw & see": {"scale": "map", "zoom": "2"},
    "Layer by layer": {},
    "Filters": {"sort": "weight"},
    "Compare": {"scale": "network", "zoom": "3"},
    "Convolution": {"part": "own_kernel", "kernel": "1_2~3_4.5", "stride": "2"},
    "Pooling & activation": {"part": "activation", "slope": "0.25"},
    "X or O": {"feature": "/"},
    "Shapes": {"layers": "c4-r-f-d3-z", "look": "2"},
    "Train": {"data": "fashion_mnist", "classes": "0-3", "stack": "f-d8r-d2-z", "rate": "0.01", "augment": "mirrored"},
    "Why": {"label": "3", "method": "saliency", "opacity": "40", "alone": "yes"},
    "What if": {"part": "fool", "method": "pgd", "target": "4"},
    "Looks for": {"layer": "conv2d", "channel": "2"},
    "Networks": {"order": "multiply-adds"},
    "Mistakes": {"opens": "Layer by layer"},
    "Epochs": {"epoch": "1"},
    "Datasets": {"set": "fashion_mnist", "class": "bag", "page": "2", "picked": "3"},
    "Lessons": {"level": "school", "sheets": "3"},
    "Class": {},
}
"""What each page's address says beside what all pages share."""

WITNESSES = {
    "Draw & see": ("[data-testid=map-canvas]", ".controls [aria-pressed=true]", "each map"),
    "Layer by layer": ("[data-testid=stepper]", "[data-testid=stepper][data-position='3,4,5']", ""),
    "Filters": (".filters", ".sort [aria-pressed=true]", "largest weight"),
    "Datasets": (
        "[data-testid=dataset-picture]",
        "[data-testid=dataset-picture]:nth-of-type(4)[aria-pressed=true]",
        "",
    ),
}
"""Of some pages what appears, and an element that shows what the address says, with its text."""

COMPLETES = {"Datasets": "set=mnist"}
"""What a page's script adds to an address that says nothing: an entry is whole only then."""


def said(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def settle(page: Page) -> None:
    """Wait until the page's script has run, and whatever it runs again for."""
    for _ in range(2):
        page.locator(IDLE).wait_for(timeout=START_SECONDS * 1000)
        expect(page.get_by_text("Warming up").locator("visible=true")).to_have_count(0, timeout=START_SECONDS * 1000)


def path_of(name: str) -> str:
    script = next(script for script, page in PAGES.items() if page == name)
    return "" if script == "app.py" else script.removeprefix("pages/").removesuffix(".py")


def assert_says(page: Page, name: str, query: dict[str, str]) -> None:
    # The address is another at once, but the page's script has not begun to run then.
    expect(page).to_have_title(f"{name} · cnnviz")
    settle(page)
    page.wait_for_function(
        "(query) => JSON.stringify([...new URLSearchParams(location.search)].sort()) === query",
        arg=_sorted(query),
        timeout=START_SECONDS * 1000,
    )
    if name in WITNESSES:
        _, witness, text = WITNESSES[name]
        expect(page.locator(witness).first).to_contain_text(text)


def _sorted(query: dict[str, str]) -> str:
    pairs = ",".join(f'["{key}","{value}"]' for key, value in sorted(query.items()))
    return f"[{pairs}]"


@pytest.mark.parametrize("name", OWN)
def test_what_a_page_shows_is_what_its_address_says(serve, open_page, name):
    query = SHARED | OWN[name] | {"course": "4"}
    page = open_page(f"{serve('app.py')}/{path_of(name)}?{urlencode(query)}", alone=True)
    assert_says(page, name, query)
    page.reload()
    assert_says(page, name, query)
    other = "Networks" if name != "Networks" else "Mistakes"
    go_to(page, other)
    settle(page)
    assert_says(page, other, SHARED | {"course": "4"})
    go_to(page, name)
    assert_says(page, name, query)
    page.go_back()
    assert_says(page, other, SHARED | {"course": "4"})
    page.go_back()
    assert_says(page, name, query)


@pytest.mark.parametrize("name", OWN)
def test_a_link_in_a_session_that_holds_something_else_shows_what_the_link_says(serve, open_page, name):
    page = open_page(f"{serve('app.py')}/{path_of(name)}?{urlencode(SHARED | OWN[name])}")
    assert_says(page, name, SHARED | OWN[name])
    # Without a step of the visitor there is no new entry.
    page.evaluate(
        "(address) => { dispatchEvent(new Event('click')); history.pushState({}, '', address); "
        "dispatchEvent(new PopStateEvent('popstate')) }",
        "?",
    )
    settle(page)
    page.wait_for_function(
        "(said) => !/mnist_cnn|strokes/.test(location.search) && location.search.includes(said)",
        arg=COMPLETES.get(name, ""),
    )
    page.go_back()
    assert_says(page, name, SHARED | OWN[name])
