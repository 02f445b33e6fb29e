"""The page X or O in real Chromium: paint, point, vote; the numbers shown are the library's."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from cnnviz.labs.x_or_o import FEATURES, vote, walk
from cnnviz.labs.x_or_o_images import SAMPLES, image_to_text, move, text_to_image

X, O = SAMPLES["X"], SAMPLES["O"]  # noqa: E741  # The lab is about these letters.


@pytest.fixture
def open_x_or_o(serve, open_page):
    """open_x_or_o(**options) -> the page."""

    def open_x_or_o(**options) -> Page:
        page = open_page(f"{serve('app.py')}/x_or_o", **options)
        page.get_by_test_id("xo-step-8").wait_for(timeout=60_000)
        return page

    return open_x_or_o


def cell(page: Page, row: int, col: int) -> Locator:
    return page.get_by_test_id("xo-board").get_by_role("button").nth(9 * row + col)


def wait_for_image(page: Page, image: np.ndarray) -> None:
    page.locator(f'.walk[data-image="{image_to_text(image)}"]').wait_for()


def numbers(grid: Locator) -> list[float]:
    return [float(text.replace("−", "-")) for text in grid.locator("[data-row]").all_inner_texts()]


def drag(page: Page, cells: list[tuple[int, int]]) -> None:
    """Paint with the mouse: down on the first cell, over the others, up on the last."""
    for place, (row, col) in enumerate(cells):
        box = cell(page, row, col).bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
        if place == 0:
            page.mouse.down()
    page.mouse.up()


def test_an_o_painted_with_the_mouse_is_voted_an_o(open_x_or_o):
    page = open_x_or_o()
    verdict = page.get_by_test_id("xo-verdict")
    expect(verdict).to_have_text("An X: 1.00 against 0.56.")
    page.get_by_role("button", name="Clear").click()
    wait_for_image(page, np.full((9, 9), -1))
    around = [(1, 3), (1, 4), (1, 5), (2, 6), (3, 7), (4, 7), (5, 7), (6, 6), (7, 5), (7, 4), (7, 3), (6, 2), (5, 1)]
    drag(page, [*around, (4, 1), (3, 1), (2, 2)])
    wait_for_image(page, O)
    expect(verdict).to_have_text("An O: 1.00 against 0.56.")
    page.wait_for_url(f"**cells={image_to_text(O)}*")
    steps = walk(O)
    flat = numbers(page.get_by_test_id("xo-flat"))
    np.testing.assert_allclose(flat, steps.flat, atol=0.00501)
    ballot = page.get_by_test_id("xo-vote")
    expect(ballot.locator("[data-letter=O]")).to_contain_text("1 + 1 + 1 + 1 = 4; 4 / 4 = 1")
    expect(ballot.locator("[data-letter=X]")).to_contain_text("5/9 + 5/9 + 5/9 + 5/9 + 5/9 = 25/9; 25/9 / 5 = 0.5556")

    page.get_by_role("button", name="Move right").click()
    wait_for_image(page, move(O, 0, 1))
    expect(verdict).to_have_text(f"{vote(walk(move(O, 0, 1)).flat).words}.")
    page.get_by_role("button", name="Undo").click()
    wait_for_image(page, O)
    page.get_by_role("button", name="Break it").click()
    expect(page.get_by_test_id("xo-compared").last).not_to_have_attribute("aria-label", re.compile(" 21 of"))
    page.get_by_role("button", name="Reset").click()
    wait_for_image(page, X)
    page.wait_for_url(re.compile(r"x_or_o\??$"))


def test_pointing_at_a_match_shows_its_nine_products_without_the_server(open_x_or_o):
    page = open_x_or_o()
    matches, mean = page.get_by_test_id("xo-matches"), page.get_by_test_id("xo-mean")
    expect(mean).to_have_text("5 / 9 = 0.56")
    page.context.set_offline(True)
    page.get_by_test_id("xo-feature").nth(1).click()
    steps, feature = walk(X), list(FEATURES).index("X")
    np.testing.assert_allclose(numbers(matches), steps.matches[..., feature].ravel(), atol=0.00501)
    row, col = 2, 4
    matches.locator(f"[data-row='{row}'][data-col='{col}']").hover()
    products = steps.products[row, col, :, :, feature]
    assert numbers(page.get_by_test_id("xo-products")) == products.ravel().tolist()
    expect(mean).to_have_text(f"{products.sum():.0f} / 9 = {products.mean():.2f}".replace("-", "−"))
    # Counted from 0, as on every page.
    expect(page.get_by_test_id("xo-step-3").locator(".readout")).to_contain_text("Window at row 2, column 4: ")
    frame = page.get_by_test_id("xo-image").locator(".frame").bounding_box()
    corner = page.get_by_test_id("xo-image").locator(f"[data-row='{row}'][data-col='{col}']").bounding_box()
    assert (frame["x"], frame["y"]) == pytest.approx((corner["x"], corner["y"]), abs=1)

    matches.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert numbers(page.get_by_test_id("xo-products")) == steps.products[1, 3, :, :, feature].ravel().tolist()
    page.get_by_test_id("xo-image").focus()
    for key, (row, col) in (("ArrowDown", (2, 3)), ("ArrowRight", (2, 4)), ("ArrowUp", (1, 4)), ("ArrowLeft", (1, 3))):
        page.keyboard.press(key)
        assert numbers(page.get_by_test_id("xo-products")) == steps.products[row, col, :, :, feature].ravel().tolist()
    for name, expected in (("rectified", steps.rectified), ("pooled", steps.pooled)):
        grid = page.get_by_test_id(f"xo-{name}")
        np.testing.assert_allclose(numbers(grid), expected[..., feature].ravel(), atol=0.00501)
    page.get_by_test_id("xo-pooled").locator("[data-row='3'][data-col='3']").hover()
    expect(page.get_by_test_id("xo-step-5").locator(".readout")).to_contain_text("hangs over the edge")
    for which in range(3):
        again = numbers(page.get_by_test_id("xo-pooled-again").nth(which))
        np.testing.assert_allclose(again, steps.pooled_again[..., which].ravel(), atol=0.00501)
    with page.expect_download() as download:
        page.get_by_test_id("xo-step-4").get_by_role("button", name="PNG").click()
    with Image.open(download.value.path()) as picture:
        # The first match is 0.78, blue; after ReLU nothing is orange.
        red, _, blue = picture.convert("RGB").getpixel((20, 20))
        assert picture.size == (7 * 40, 7 * 40)
        assert red < blue
    page.context.set_offline(False)


def test_a_shared_link_shows_the_same_and_numbers_can_be_typed(serve, open_page):
    image, numbers = SAMPLES["slanted"], "_".join(["0.25"] * 12)
    page = open_page(f"{serve('app.py')}/x_or_o?cells={image_to_text(image)}&feature=%2F&numbers={numbers}")
    wait_for_image(page, image)
    assert [
        cell.get_attribute("aria-pressed") == "true"
        for cell in page.get_by_test_id("xo-board").get_by_role("button").all()
    ] == (image.ravel() > 0).tolist()
    expect(page.get_by_test_id("xo-feature").nth(2)).to_have_attribute("aria-pressed", "true")
    ballot, error = page.get_by_test_id("xo-typed-vote"), page.get_by_test_id("xo-error")
    expect(ballot.locator(".verdict")).to_have_text("Neither: 0.25 against 0.25.")

    ballot.get_by_label("Number 5", exact=True).fill("abc")
    expect(error).to_have_text("Number 5 is “abc”: it has to be a number from 0 to 1, such as 0.45.")
    expect(ballot.locator(".verdict")).to_have_text("Neither: 0.25 against 0.25.")
    ballot.get_by_label("Number 5", exact=True).fill("1")
    expect(error).to_be_hidden()
    expect(ballot.locator("[data-letter=X]")).to_contain_text("0.25 + 0.25 + 1 + 0.25 + 0.25 = 2; 2 / 5 = 0.4")
    expect(ballot.locator(".verdict")).to_have_text("An X: 0.40 against 0.25.")
    page.wait_for_url("**numbers=0.25_0.25_0.25_0.25_1_*")


@pytest.mark.parametrize(("width", "color_scheme"), [(1440, "dark"), (390, "light")])
def test_keys_paint_and_the_page_fits_its_window(open_x_or_o, width, color_scheme):
    page = open_x_or_o(width=width, color_scheme=color_scheme)
    cell(page, 0, 0).focus()
    for key in ("ArrowLeft", "ArrowUp", "Space", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expected = X.copy()
    expected[0, 0], expected[1, 1] = 1, -1
    wait_for_image(page, expected)
    expect(cell(page, 1, 1)).to_be_focused()
    expect(page.get_by_test_id("xo-verdict")).to_have_text(f"{vote(walk(expected).flat).words}.")
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth <= main.clientWidth")
    clipped = "(cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length"
    for grid in page.locator(".squares").all():
        assert grid.locator("[data-row]").evaluate_all(clipped) == 0
        box = grid.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    with page.expect_download() as download:
        page.get_by_role("button", name="All numbers as CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text())))
    flat = [float(row["value"]) for row in rows if row["step"] == "flat"]
    assert flat == walk(expected).flat.tolist()
    image = [int(row["value"]) for row in rows if row["step"] == "image"]
    assert image == text_to_image(image_to_text(expected)).ravel().tolist()
