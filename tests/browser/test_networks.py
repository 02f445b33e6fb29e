"""The Networks page in real Chromium: cards, curves that zoom, files to take away, and the way to the map."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from cnnviz import bundled
from tests.browser.navigation import IDLE
from tests.browser.steady import steady_box

WITH_HISTORY = [name for name in bundled.names() if bundled.record(name).epochs()]


@pytest.fixture
def open_networks(serve, open_page):
    """open_networks(**options) -> the page."""

    def open_networks(**options) -> Page:
        page = open_page(f"{serve('app.py')}/networks", **options)
        expect(page.locator(".comparison")).to_be_visible(timeout=120_000)
        # Until the header is there, a link is followed as on any site: the page is loaded anew.
        expect(page.get_by_role("heading", level=1, name="Networks")).to_be_visible()
        return page

    return open_networks


def _card(page: Page, name: str):
    return page.locator(f".st-key-card-{name}")


def _open_card(page: Page, name: str):
    """Click a network's row, and return its card."""
    row = page.locator(".comparison tr").filter(has=page.get_by_role("link", name=name, exact=True))
    # What is hit there is the link, which covers its row.
    row.locator("td").first.click(force=True)
    card = _card(page, name)
    # The page scrolls there and gives it the focus.
    expect(card.get_by_role("heading", name=name, exact=True)).to_be_focused()
    return card


def test_every_row_leads_to_the_networks_card_with_its_layers_drawn(open_networks):
    page = open_networks()
    for name in bundled.names():
        card = _open_card(page, name)
        heading = card.get_by_role("heading", name=name, exact=True)
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()
        expect(page).to_have_url(re.compile(f"card={name}"))
        expect(page.locator("[class*=st-key-card-]")).to_have_count(1)
        boxes = card.locator(".strip i").all()
        assert len(boxes) > 3
        assert all(box.bounding_box()["height"] >= 6 for box in boxes)


@pytest.mark.parametrize("path", ["networks", "datasets"])
def test_no_network_is_chosen_in_the_header_of_a_page_where_that_would_do_nothing(serve, open_page, path):
    page = open_page(f"{serve('app.py')}/{path}")
    page.locator(IDLE).wait_for()
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    expect(page.locator(".st-key-header").get_by_role("combobox")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 1280])
def test_the_longest_name_of_a_network_stands_whole_in_the_header(serve, open_page, width):
    name = max(bundled.names(), key=lambda name: len(name) + len(bundled.recipe(name).SUMMARY))
    page = open_page(f"{serve('app.py')}/mistakes?network={name}", width=width)
    chosen = page.locator(".st-key-header").get_by_role("combobox", name="Network")
    expect(chosen).to_have_value(f"{name} · {bundled.recipe(name).SUMMARY}")
    assert chosen.evaluate("(input) => input.scrollWidth <= input.clientWidth")


def test_dragging_over_the_curves_zooms_in(open_networks):
    page = open_networks()
    card = _open_card(page, WITH_HISTORY[0])
    chart = card.locator(".js-plotly-plot")
    expect(chart).to_be_visible()
    # It is drawn anew as long as the page runs.
    page.locator(IDLE).wait_for()
    ranges = "(chart) => [[...chart._fullLayout.xaxis.range], [...chart._fullLayout.xaxis2.range]]"
    before, _ = chart.evaluate(ranges)
    chart.scroll_into_view_if_needed()
    box = steady_box(chart.locator(".nsewdrag").first)
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.52, steps=5)
    page.mouse.up()
    zoomed = "([chart, low]) => chart._fullLayout.xaxis.range[0] > low"
    page.wait_for_function(zoomed, arg=[chart.element_handle(), before[0]])
    (low, high), below = chart.evaluate(ranges)
    assert before[0] < low < high < before[1]
    assert below == [low, high]


def test_the_history_and_the_logs_are_taken_away_whole(open_networks):
    page = open_networks()
    name = WITH_HISTORY[0]
    record, card = bundled.record(name), _open_card(page, name)
    with page.expect_download() as history:
        card.get_by_role("button", name="History as CSV").click()
    assert history.value.suggested_filename == f"{name}-history.csv"
    assert history.value.path().read_bytes() == record.history.read_bytes()
    with page.expect_download() as logs:
        card.get_by_role("button", name="TensorBoard logs").click()
    with zipfile.ZipFile(io.BytesIO(logs.value.path().read_bytes())) as archive:
        kept = {path.relative_to(record.tensorboard).as_posix() for path in record.tensorboard.rglob("*.v2")}
        assert set(archive.namelist()) == {f"{name}-tensorboard/{path}" for path in kept}
    expect(card.get_by_text(f"tensorboard --logdir {name}-tensorboard")).to_be_visible()


def test_a_card_leads_to_the_map_of_its_network(open_networks):
    page = open_networks()
    name = next(name for name in bundled.names() if name != "mnist_lab")
    _open_card(page, name).get_by_role("button", name="See it read a picture").click()
    page.wait_for_url(f"**network={name}*")
    expect(page.locator("[data-testid=network-map][data-state=ready]")).to_be_visible(timeout=120_000)
    assert page.get_by_test_id("stSelectbox").first.locator("input").input_value().startswith(name)


@pytest.mark.parametrize(("width", "color_scheme"), [(1440, "dark"), (390, "light")])
def test_the_page_fits_its_window(open_networks, width, color_scheme):
    page = open_networks(width=width, color_scheme=color_scheme)
    page.get_by_text("Every layer:").first.click()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    for part in page.locator(".networks > *").all():
        box = part.bounding_box()
        if box:
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
