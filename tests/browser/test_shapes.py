"""The Shapes page in real Chromium: a network is built by hand, breaks, is mended, and is shared as a link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz.architecture.keras_code import keras_code
from cnnviz.architecture.shapes import shapes_to_csv, work_out
from cnnviz.architecture.text import text_to_shape, text_to_specs
from tests.browser.main_page import START_SECONDS

VGG = "138,357,544"


READY = "[data-testid=shapes][data-state=ready]"


@pytest.fixture
def open_link(serve, open_page):
    """open_link(query, **options) -> the page as a shared link opens it."""

    def open_link(query: str, **options) -> Page:
        page = open_page(f"{serve('app.py')}/shapes?{query}", **options)
        expect(page.locator(READY)).to_be_visible(timeout=START_SECONDS * 1000)
        return page

    return open_link


def _rows(page: Page) -> Locator:
    return page.get_by_test_id("shapes-layer")


def _total(page: Page) -> Locator:
    return page.get_by_test_id("shapes-totals").locator("b").first


def _cell(page: Page, layer: int, name: str) -> Locator:
    return _rows(page).nth(layer - 1).locator(f"td.{name} b")


def _url(page: Page) -> dict[str, str]:
    return dict(re.findall(r"[?&](\w+)=([^&]*)", page.url))


def test_vgg_16_by_preset_a_row_changed_by_hand_and_undone(open_link):
    page = open_link("")
    expect(_total(page)).to_have_text("104,342")
    page.get_by_test_id("shapes-preset").select_option("VGG-16")
    expect(_total(page)).to_have_text(VGG)
    text = page.get_by_test_id("shapes").inner_text()
    for part in ("93MB", "15,237,608 values", "58.1 MiB", "138,344,128", "3·3·128·128 = 147,456"):
        assert part in text
    expect(_rows(page)).to_have_count(22)
    shapes = work_out(text_to_shape("224x224x3"), text_to_specs(_url(page)["layers"]))
    for number, row in enumerate(shapes.rows, start=1):
        assert _cell(page, number, "weights").inner_text() == f"{row.layer.parameters:,}"
    assert page.get_by_test_id("shapes-code").inner_text() == keras_code(shapes)

    filters = page.get_by_label("filters, Convolution, layer 1", exact=True)
    filters.fill("32")
    expect(_cell(page, 1, "weights")).to_have_text("896")
    expect(_cell(page, 2, "weights")).to_have_text("18,496")
    expect(filters).to_be_focused()
    expect(page.get_by_test_id("shapes-preset")).to_have_value("?")
    page.get_by_role("button", name="Undo").click()
    expect(_total(page)).to_have_text(VGG)
    page.get_by_role("button", name="Remove: Max pooling, layer 3").click()
    expect(_cell(page, 3, "output")).to_have_text("224 × 224 × 128")
    page.get_by_label("Add a layer after Convolution, layer 2").select_option(label="Max pooling")
    expect(_total(page)).to_have_text(VGG)

    with page.expect_download() as download:
        page.get_by_role("button", name="Table as CSV").click()
    assert download.value.path().read_text() == shapes_to_csv(shapes)


def test_what_cannot_be_says_why_and_nothing_typed_is_lost(open_link):
    page = open_link("input=12x12x1&layers=c4k5-m2-f-d10")
    kernel = page.get_by_label("kernel, Convolution, layer 1", exact=True)
    kernel.fill("13")
    problem = page.get_by_test_id("shapes-problem")
    expect(problem).to_contain_text("needs at least 13 × 13 cells, but the maps that come in have 12 × 12")
    expect(_rows(page).nth(1)).to_contain_text("waits for layer 1")
    kernel.fill("abc")
    expect(problem).to_contain_text("not “abc”")
    expect(kernel).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Duplicate: Flatten, layer 3").click()
    expect(_rows(page)).to_have_count(5)
    expect(kernel).to_have_value("abc")
    kernel.fill("3")
    expect(_cell(page, 1, "output")).to_have_text("10 × 10 × 4")
    page.get_by_role("button", name="Move down: Max pooling, layer 2").click()
    expect(problem).to_contain_text("move it up, before Flatten (layer 2)")
    expect(_rows(page).nth(2)).to_contain_text("Max pooling")
    page.get_by_label("Input height").fill("0")
    expect(page.get_by_test_id("shapes-input-problem")).to_contain_text("height must be a whole number from 1 to 4,096")
    page.get_by_role("button", name="Reset").click()
    expect(_total(page)).to_have_text("104,342")
    expect(page).not_to_have_url(re.compile("layers"))


@pytest.mark.parametrize("options", [{}, {"width": 390, "height": 844, "touch": True}], ids=["laptop", "phone"])
def test_a_shared_link_shows_the_same(open_link, options):
    page = open_link("input=32x32x3&layers=c10k5-m2-f-d2z&look=2", **options)
    expect(_rows(page)).to_have_count(4)
    expect(_cell(page, 1, "output")).to_have_text("28 × 28 × 10")
    expect(_cell(page, 4, "weights")).to_have_text("3,922")
    row = work_out((32, 32, 3), text_to_specs("c10k5-m2-f-d2z")).rows[1]
    sees = page.get_by_test_id("shapes-sees")
    expect(sees).to_contain_text(f"row {row.cell[0]}, column {row.cell[1]} sees 6 × 6 pixels")
    glass, square = (page.locator(f".sight {part}").bounding_box() for part in (".glass", ".square"))
    assert square["width"] / glass["width"] == pytest.approx(6 / 32, abs=0.01)
    assert (square["x"] - glass["x"]) / glass["width"] == pytest.approx(row.region.left / 32, abs=0.01)
    _rows(page).nth(0).locator("button.look").hover()
    expect(sees).to_contain_text("5 × 5 pixels")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
