"""The mistakes page in real Chromium: from a number of the matrix through its pictures to the map and the stepper."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from cnnviz import bundled
from cnnviz.datasets import dataset
from cnnviz.results.predictions import load_predictions
from tests.browser.main_page import START_SECONDS, MainPage
from tests.browser.navigation import go_to

NETWORK = "mnist_lab"


@pytest.fixture
def open_mistakes(serve, open_page):
    """open_mistakes(query, **options) -> the mistakes page."""

    def open_mistakes(query: str = "", **options) -> Page:
        page = open_page(f"{serve('app.py')}/mistakes?{query}", **options)
        page.get_by_test_id("confusion").wait_for(timeout=START_SECONDS * 1000)
        page.get_by_role("heading", name="Sample classifications").wait_for()
        return page

    return open_mistakes


def _cell(page: Page, shown: int, read: int):
    return page.get_by_test_id("confusion").locator("tbody tr").nth(shown).locator("button").nth(read)


def _chosen(page: Page):
    return page.get_by_test_id("confusion").locator('[aria-pressed="true"]')


def _row(page: Page, name: str):
    return page.get_by_role("group", name=name, exact=True).locator(".tile")


def test_the_matrix_shows_the_measured_figures(open_mistakes):
    page = open_mistakes()
    scores = bundled.record(NETWORK).read("scores")
    for shown, row in enumerate(scores["confusion"]):
        texts = page.get_by_test_id("confusion").locator("tbody tr").nth(shown).locator("button").all_inner_texts()
        assert texts == [str(count) for count in row]
    expect(page.get_by_text(f"{scores['correct']:,} of {scores['total']:,}")).to_be_visible()


def test_a_click_on_a_number_shows_its_pictures(open_mistakes):
    page = open_mistakes()
    shown, read = 6, 0
    indices = load_predictions(NETWORK).read_as(shown, read)
    _cell(page, shown, read).click()
    expect(page.get_by_role("heading", name="6 read as 0")).to_be_visible()
    page.wait_for_url("**cell=6-0*")
    tiles = _row(page, "6 read as 0")
    expect(tiles).to_have_count(len(indices))
    assert {int(tile.get_attribute("data-index")) for tile in tiles.all()} == set(indices.tolist())
    for tile in tiles.all():
        # How sure it was belongs to what was read.
        expect(tile).to_have_text(re.compile(r"^✗ 0 (> )?[\d.]+ %is 6$"))
    expect(_chosen(page)).to_have_count(1)


def test_cells_are_reached_by_keyboard(open_mistakes):
    page = open_mistakes("cell=0-0")
    _chosen(page).focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "End", "ArrowRight"):
        page.keyboard.press(key)
    expect(_cell(page, 2, 9)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**cell=2-9*")
    expect(_cell(page, 2, 9)).to_have_attribute("aria-pressed", "true")


def test_a_picture_is_opened_in_the_map_and_in_the_stepper_and_the_cell_is_kept(open_mistakes):
    page = open_mistakes("cell=7-7")
    tile = _row(page, "7, read right").and_(page.locator(":enabled")).first
    index = int(tile.get_attribute("data-index"))
    tile.click()
    main = MainPage(page).wait()
    main.wait_for_label("7")
    expect(page.get_by_text(f"Picture {index:,} of the MNIST test set, labelled 7.")).to_be_visible()
    expect(page.locator('[data-testid="gallery"] [aria-pressed="true"]')).to_have_count(0)
    assert f"picture={index}" in page.url

    go_to(page, "Mistakes")
    expect(_cell(page, 7, 7)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("radio", name="Layer by layer").or_(page.get_by_role("button", name="Layer by layer")).click()
    _row(page, "7, read right").and_(page.locator(":enabled")).nth(1).click()
    page.get_by_test_id("stepper").wait_for()
    # It is no drawing of the visitor's.
    expect(page.get_by_test_id("stepper").locator(".pane.input h3")).to_contain_text("The picture")
    expect(page.get_by_text(re.compile(r"Picture [\d,]+ of the MNIST test set, labelled 7\."))).to_be_visible()

    go_to(page, "Draw & see")
    main.wait()
    sample = page.get_by_test_id("gallery").get_by_role("button").first
    sample.click()
    expect(sample).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("of the MNIST test set, labelled")).to_be_hidden()
    assert "picture=" not in page.url


def test_how_sure_is_read_off_a_bar_by_mouse_and_keyboard(open_mistakes):
    page = open_mistakes()
    chart, said = page.get_by_test_id("calibration"), page.get_by_test_id("calibration-said")
    bars = chart.locator("button")
    expect(bars).to_have_count(10)
    answers = load_predictions(NETWORK)
    sure = answers.probabilities[range(10_000), answers.read]
    inside = (sure > 0.7) & (sure <= 0.8)
    right = (answers.read == answers.labels)[inside].sum()
    words = f"70–80 % sure: {inside.sum()} pictures, {right} read right"
    bars.nth(7).hover()
    expect(said).to_contain_text(words)
    # The arrow keys go on from there; there is no picture in the first.
    bars.nth(7).focus()
    page.keyboard.press("ArrowRight")
    expect(bars.nth(8)).to_be_focused()
    expect(said).to_contain_text("80–90 % sure")
    page.keyboard.press("Home")
    expect(said).to_have_text("0–10 % sure: no picture.")
    chart.get_by_text("All numbers").click()
    row = chart.get_by_role("row").filter(has=page.get_by_role("rowheader", name="70–80 %"))
    expect(row.get_by_role("cell").first).to_have_text(str(inside.sum()))


def test_right_and_wrong_are_told_apart_by_sign_and_word(open_mistakes):
    page = open_mistakes()
    for tile in _row(page, "The most confident mistakes").all():
        assert "✗" in tile.inner_text() and ", wrong" in tile.get_attribute("title")
    samples = _row(page, "Sample classifications")
    for tile in samples.all():
        assert ("✓" in tile.inner_text()) == (", right" in tile.get_attribute("title"))
    expect(samples.filter(has_text="✓")).not_to_have_count(0)
    expect(samples.filter(has_text="✗")).not_to_have_count(0)


@pytest.mark.parametrize(("width", "color_scheme"), [(1440, "light"), (390, "dark")])
def test_the_page_fits_its_window(open_mistakes, width, color_scheme):
    page = open_mistakes(width=width, color_scheme=color_scheme)
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth <= main.clientWidth")
    clipped = (
        "(cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent)"
    )
    assert page.get_by_test_id("confusion").locator("tbody button").evaluate_all(clipped) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_ten_long_class_names_can_be_read(serve, open_page, width):
    page = open_page(serve("tests/browser/long_names_app.py"), width=width)
    confusion = page.get_by_test_id("confusion")
    heads = confusion.locator("thead th")
    expect(heads).to_have_text(list(dataset("fashion_mnist").classes))
    window = confusion.bounding_box()
    boxes = [head.bounding_box() for head in confusion.locator("thead th span").all()]
    for left, right in pairwise(boxes):
        assert left["x"] + left["width"] <= right["x"] + 1
    for box in boxes:
        assert window["y"] <= box["y"] and box["x"] + box["width"] <= width
    for name in confusion.locator("tbody th").all():
        assert name.evaluate("(th) => th.scrollWidth <= th.clientWidth + 1")
    assert confusion.locator("tbody button").evaluate_all(
        "(all) => all.every((one) => one.scrollWidth <= one.clientWidth + 1)"
    )
