"""1280 x 720, what most projectors show: what a page is about is in sight without scrolling."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.main_page import MainPage

WIDTH, HEIGHT = 1280, 720


@pytest.fixture
def project(serve, open_page):
    """project(path) -> the page as a projector shows it."""

    def project(path: str) -> Page:
        return open_page(f"{serve('app.py')}/{path}", width=WIDTH, height=HEIGHT)

    return project


def edges(node: Locator) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of an element in the window."""
    box = node.bounding_box()
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def test_the_main_page_shows_all_bars_of_the_answer_and_the_whole_sum(project):
    main = MainPage(project("")).wait()
    expect(main.answer.locator("table")).to_be_in_viewport(ratio=1)
    main.click(4)
    assert main.focus().equation
    expect(main.ledger).to_be_in_viewport(ratio=1)
    assert main.page.get_by_test_id("stMain").evaluate("(node) => node.scrollTop") == 0


def test_filters_begins_with_the_first_and_shows_all_six(project):
    page = project("filters")
    cards = page.get_by_test_id("filter-card")
    expect(cards).to_have_count(6)
    gallery = edges(page.locator(".cards"))
    for card in cards.all():
        _, top, _, bottom = edges(card)
        assert gallery[1] <= top and bottom <= min(gallery[3], HEIGHT)


def test_why_shows_the_picture_and_both_maps_side_by_side(project):
    page = project("why")
    boards = page.locator(".why .board")
    expect(boards).to_have_count(3)
    tops = {edges(board)[1] for board in boards.all()}
    assert len(tops) == 1
    assert all(edges(board)[3] <= HEIGHT and edges(board)[2] <= WIDTH for board in boards.all())


@pytest.mark.parametrize("width", [1280, 1440])
def test_on_shapes_nothing_lies_over_the_table(serve, open_page, width):
    page = open_page(f"{serve('app.py')}/shapes", width=width, height=HEIGHT)
    side = page.locator(".shapes .sight")
    expect(side.locator("canvas")).to_be_visible()
    left = edges(side)[0]
    # Beside the table.
    assert left > width / 2
    for cell in page.locator(".shapes .rows tr:nth-child(-n + 4) > *").all():
        assert edges(cell)[2] <= left
