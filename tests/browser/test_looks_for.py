"""The page Looks for in real Chromium: from the gallery to a channel, its pictures, and one made up for it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from cnnviz.channels.excitement import load_excitement
from tests.browser.main_page import START_SECONDS, MainPage
from tests.browser.navigation import go_to

NETWORK = "mnist_lab"


@pytest.fixture
def open_looks(serve, open_page):
    """open_looks(query, **options) -> the page, reached by its link."""

    def open_looks(query: str = "", **options) -> Page:
        page = open_page(f"{serve('app.py')}/?{query}", **options)
        go_to(page, "Looks for")
        page.get_by_test_id("looks-picked").wait_for(timeout=START_SECONDS * 1000)
        return page

    return open_looks


def _channel(page: Page, channel: int):
    return page.get_by_test_id("looks-channel").nth(channel)


def _tiles(page: Page):
    return page.get_by_role("group", name="The pictures that excite it most").get_by_test_id("looks-picture")


def test_from_a_layer_to_a_channel_to_its_pictures_to_the_map(open_looks):
    page = open_looks()
    found = load_excitement(NETWORK).layers
    page.get_by_role("combobox", name=re.compile("Layer")).click()
    page.get_by_role("option", name=re.compile(r"^conv2d_1 ")).click()
    expect(page.get_by_test_id("looks-channel")).to_have_count(16)
    expect(_channel(page, 0)).to_have_attribute("aria-pressed", "true")

    _channel(page, 5).click()
    page.wait_for_url("**channel=5*")
    assert "layer=conv2d_1" in page.url
    expect(page.get_by_role("heading", name="conv2d_1, channel 5 (of 0 to 15)")).to_be_visible()
    expect(_tiles(page)).to_have_count(9)
    for tile, index, value in zip(
        _tiles(page).all(), found["conv2d_1"].pictures[5], found["conv2d_1"].values[5], strict=True
    ):
        assert int(tile.get_attribute("data-index")) == index
        assert tile.locator("b").inner_text() == f"{value:.2f}"
        expect(tile.locator(".frame")).to_be_visible()
    bars = page.get_by_test_id("looks-histogram").locator("rect")
    counts = [int(bar.get_attribute("data-count")) for bar in bars.all()]
    assert sum(counts) + found["conv2d_1"].zeros[5] == found["conv2d_1"].total
    # The network itself may still be on its way.
    expect(page.get_by_text("your picture")).to_be_visible(timeout=START_SECONDS * 1000)

    _channel(page, 5).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**channel=6*")
    expect(_channel(page, 6)).to_be_focused()
    expect(page.get_by_role("heading", name="conv2d_1, channel 6")).to_be_visible()

    page.get_by_text("Make one up").click()
    page.wait_for_url("**made=yes*")
    expect(page.get_by_role("button", name="Begin with other noise")).to_be_visible(timeout=30_000)
    values = page.get_by_test_id("looks-made").locator("dd b")
    bars = page.get_by_test_id("looks-made").locator("dd i")
    expect(bars).to_have_count(2)
    lengths = [bar.bounding_box()["width"] for bar in bars.all()]
    numbers = [float(text) for text in values.all_inner_texts()]
    assert lengths[0] / lengths[1] == pytest.approx(numbers[0] / numbers[1], rel=0.02)
    expect(values.last).to_have_text(f"{found['conv2d_1'].values[6, 0]:.2f}")

    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_role("heading", name="conv2d, channel 0")).to_be_visible()
    expect(_channel(page, 0)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_test_id("looks-channel")).to_have_count(6)
    assert not re.search("layer=|channel=|made=", page.url)

    row, col = found["conv2d"].cells[0, 0]
    _tiles(page).first.click()
    MainPage(page).wait()
    expect(page.get_by_text("of the MNIST test set, labelled")).to_be_visible()
    expect(page.get_by_test_id("network-map").locator(".spoken")).to_contain_text(f"row {row}, column {col}")
    expect(page.get_by_test_id("network-map").locator(".spoken")).to_contain_text("channel 0")


def test_a_link_leads_to_its_channel(serve, open_page):
    page = open_page(f"{serve('app.py')}/looks_for?layer=conv2d_1&channel=14")
    expect(_channel(page, 14)).to_have_attribute("aria-pressed", "true", timeout=START_SECONDS * 1000)
    expect(page.get_by_role("heading", name="conv2d_1, channel 14")).to_be_visible()


def test_a_made_up_picture_that_excites_less_than_a_test_picture_is_said_to(serve, open_page):
    page = open_page(f"{serve('app.py')}/looks_for?layer=conv2d&channel=0&made=yes")
    expect(page.get_by_role("button", name="Begin with other noise")).to_be_visible(timeout=START_SECONDS * 1000)
    numbers = page.get_by_test_id("looks-made").locator("dd b")
    expect(numbers).to_have_count(2)
    made, best = map(float, numbers.all_inner_texts())
    assert made < best, "choose another channel: the one made up for this one excites it more"
    expect(page.get_by_text("a test picture excites the channel more than what was made up")).to_be_visible()


@pytest.mark.parametrize(("width", "color_scheme"), [(1440, "light"), (390, "dark")])
def test_the_page_fits_its_window(open_looks, width, color_scheme):
    page = open_looks(width=width, color_scheme=color_scheme)
    expect(_tiles(page)).to_have_count(9)
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth <= main.clientWidth")
    cut = "(tiles, width) => tiles.filter((tile) => tile.getBoundingClientRect().right > width)"
    assert _tiles(page).evaluate_all(cut, width) == []
