"""The compare page in real Chromium: one picture, two answers, two maps that leave each other alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

import cnnviz
from cnnviz.pictures.strokes import PAD_SIZE
from cnnviz.results.comparison import partners
from tests.browser.main_page import FOCUS, SAMPLE_QUERY, SEVEN, START_SECONDS, column_in, sample_trace
from tests.browser.steady import steady_box

NAMES = ("mnist_cnn", "mnist_lab")
QUERY = f"network={NAMES[0]}&partner={NAMES[1]}&{SAMPLE_QUERY}"


@pytest.fixture
def open_compare(serve, open_page):
    """open_compare(query, **options) -> the compare page, with both maps on it."""

    def open_compare(query: str = QUERY, **options) -> Page:
        page = open_page(f"{serve('app.py')}/compare?{query}", **options)
        expect(page.locator('[data-testid="network-map"][data-state="ready"]')).to_have_count(
            2, timeout=START_SECONDS * 1000
        )
        return page

    return open_compare


def _map(page: Page, index: int) -> Locator:
    return page.get_by_test_id("network-map").nth(index)


def _bars(page: Page, network: int) -> list[float]:
    bars = page.get_by_test_id("paired-answers").locator(f".bar-{network}")
    return bars.evaluate_all("(bars) => bars.map((bar) => parseFloat(bar.style.width))")


def _point(page: Page, index: int, x: float, y: float) -> None:
    canvas = _map(page, index).get_by_test_id("map-canvas")
    canvas.scroll_into_view_if_needed()
    canvas.hover(position={"x": x, "y": y})


def test_both_answers_stand_side_by_side(open_compare):
    page = open_compare()
    for network, name in enumerate(NAMES):
        trace = sample_trace(name)
        assert _bars(page, network) == pytest.approx([100 * share for share in trace.probabilities.tolist()], abs=1e-3)
        row = page.get_by_test_id("paired-answers").locator(".networks tr").nth(network)
        expect(row).to_contain_text(f"{cnnviz.load(name).parameters:,} parameters")
        columns = _map(page, network).locator(".headings .column")
        expect(columns).to_have_count(len(cnnviz.load(name).layers) + 1)
    expect(page.get_by_test_id("paired-answers").get_by_role("status")).to_have_text(re.compile(r"^Both read an? \d$"))


def test_both_read_every_stroke(open_compare):
    page = open_compare(f"network={NAMES[0]}&partner={NAMES[1]}&sample=1")
    box = steady_box(page.get_by_test_id("pad"))
    places = [(box["x"] + x * box["width"] / PAD_SIZE, box["y"] + y * box["height"] / PAD_SIZE) for x, y in SEVEN]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=8)
    page.mouse.up()
    expect(page.get_by_test_id("paired-answers").get_by_role("status")).to_have_text("Both read a 7")
    assert min(_bars(page, 0)[7], _bars(page, 1)[7]) > 50


def test_pointing_at_one_map_leaves_the_other_as_it_is(open_compare):
    page = open_compare()
    for moved, still in ((0, 1), (1, 0)):
        before, pictures = _map(page, still).evaluate(FOCUS), _ledger_pictures(page, still)
        own = _map(page, moved).evaluate(FOCUS)
        column = column_in(_map(page, moved), 0)
        left = _map(page, moved).bounding_box()["x"]
        for step in range(4):
            _point(page, moved, column["x"] - left + 12 + 3 * step, 12 + 3 * step)
        shown = _map(page, moved).evaluate(FOCUS)
        assert shown != own and shown["tensorflow"].endswith("✓")
        page.mouse.down()
        page.mouse.up()
        assert _map(page, still).evaluate(FOCUS) == before
        assert _ledger_pictures(page, still) == pictures


def _ledger_pictures(page: Page, index: int) -> list[str]:
    """The pictures in a map's ledger, as what is painted on them."""
    canvases = _map(page, index).get_by_test_id("ledger").locator("canvas")
    return canvases.evaluate_all("(all) => all.map((canvas) => canvas.toDataURL())")


def test_a_picture_that_they_read_differently_becomes_the_picture(open_compare):
    page = open_compare()
    tile = page.get_by_test_id("tiles").locator(".tile:enabled").first
    index = int(tile.get_attribute("data-index"))
    reads = [text.split()[1] for text in tile.locator(".right, .wrong").all_inner_texts()]
    tile.click()
    expect(page.get_by_text(f"Picture {index:,} of the MNIST test set")).to_be_visible()
    answers = page.get_by_test_id("paired-answers").locator(".answer")
    for network, read in enumerate(reads):
        expect(answers.nth(network)).to_have_text(re.compile(rf"^{read}, "))
    page.wait_for_url(f"**picture={index}*")


def test_the_second_network_is_chosen_and_stays_in_the_url(open_compare):
    first, *others = partners("mnist_lab")
    page = open_compare("network=mnist_lab&source=Samples")
    row = page.get_by_test_id("paired-answers").locator(".networks tr").nth(1)
    expect(row).to_contain_text(first)
    page.get_by_test_id("stSelectbox").nth(1).locator("input").click()
    page.get_by_role("option", name=re.compile(f"^{others[-1]} ·")).click()
    expect(row).to_contain_text(others[-1])
    page.wait_for_url(f"**partner={others[-1]}*")


@pytest.mark.parametrize(("width", "color_scheme"), [(1440, "light"), (390, "dark")])
def test_the_page_fits_its_window(open_compare, width, color_scheme):
    page = open_compare(width=width, color_scheme=color_scheme)
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth <= main.clientWidth")
    for part in ("paired-answers", "tiles"):
        box = page.get_by_test_id(part).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
