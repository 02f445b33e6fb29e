"""Parts of the convolution lab in real Chromium: what is typed, stepped to and pointed at is what Python computes."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from cnnviz.datasets.samples import load_samples
from cnnviz.labs.convolution import convolve
from cnnviz.labs.first_filters import first_filters
from cnnviz.labs.sliding import slide
from cnnviz.labs.worked_examples import FOUR, SIX_BY_SIX, SIX_BY_SIX_WEIGHTS

OUTPUT = slide(SIX_BY_SIX, SIX_BY_SIX_WEIGHTS)


@pytest.fixture
def open_part(serve, open_page):
    """open_part(title, test_id, **options) -> the lab with that part of it, reached by its button."""

    def open_part(title: str, test_id: str, **options) -> Page:
        page = open_page(f"{serve('app.py')}/convolution_lab", **options)
        page.get_by_role("radio", name=title).or_(page.get_by_role("button", name=title, exact=True)).click()
        page.get_by_test_id(test_id).first.wait_for(timeout=60_000)
        return page

    return open_part


@pytest.fixture
def open_link(serve, open_page):
    """open_link(query, **options) -> a part as somebody sees it who was sent its link."""

    def open_link(query: dict[str, str], **options) -> Page:
        return open_page(f"{serve('tests/browser/lab_part_app.py')}/?{urlencode(query)}", **options)

    return open_link


def query_of(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def value(text: str) -> float:
    return float(text.replace("−", "-"))


def numbers(page: Page, test_id: str) -> list[float]:
    return [value(text) for text in page.get_by_test_id(test_id).locator("button, span").all_inner_texts()]


def sum_shown(page: Page, test_id: str) -> float:
    return value(page.get_by_test_id(test_id).locator("b").inner_text().strip("= "))


def test_six_by_six_from_429_to_the_last_window(open_part, open_link):
    page = open_part("6 × 6 by hand", "by-hand")
    line, terms, count = (page.get_by_test_id(f"by-hand-{name}") for name in ("sum", "terms", "count"))
    expect(line).to_have_text(re.compile(r"^18 · 1 \+ 54 · 0 .* \+ 204 · 1 = 429$"))
    expect(terms).to_have_text("Without the zeros: 18 + 51 + 121 + 35 + 204 = 429")
    assert numbers(page, "by-hand-output") == OUTPUT.ravel().tolist()
    for window in range(1, 17):
        expect(count).to_have_text(re.compile(rf"^Window {window} of 16"))
        assert sum_shown(page, "by-hand-sum") == OUTPUT.ravel()[window - 1] == sum(numbers(page, "by-hand-products"))
        if window < 16:
            page.get_by_test_id("by-hand-next").click()
    expect(page.get_by_test_id("by-hand-next")).to_be_disabled()
    page.wait_for_url("**window=16*")
    page.keyboard.press("Home")
    page.get_by_test_id("by-hand-output").locator("button").nth(5).click()
    for key, window in (("ArrowRight", 7), ("ArrowDown", 11), ("ArrowLeft", 10), ("ArrowUp", 6)):
        page.keyboard.press(key)
        expect(count).to_have_text(re.compile(rf"^Window {window} of 16"))

    middle = page.get_by_test_id("by-hand-weights").locator("input").nth(4)
    middle.fill("-2")
    changed = SIX_BY_SIX_WEIGHTS.copy()
    changed[1, 1] = -2
    expected = slide(SIX_BY_SIX, changed)
    expect(page.get_by_test_id("by-hand-output").locator("button").first).to_have_text(f"{expected[0, 0]:g}")
    assert numbers(page, "by-hand-output") == expected.ravel().tolist()
    middle.fill("1e999")
    expect(page.get_by_test_id("by-hand-fault")).to_have_text(re.compile("“1e999” is too large"))
    expect(middle).to_have_attribute("aria-invalid", "true")
    expect(middle).to_have_value("1e999")
    assert numbers(page, "by-hand-output") == expected.ravel().tolist()

    with page.expect_download() as download:
        page.get_by_role("button", name="CSV: save output as numbers").click()
    np.testing.assert_array_equal(np.loadtxt(download.value.path(), delimiter=","), expected)

    page.get_by_role("radio", name="2", exact=True).or_(page.get_by_role("button", name="2", exact=True)).click()
    expect(page.get_by_test_id("by-hand-output").locator("button")).to_have_count(4)
    page.wait_for_url("**stride=2*")
    again = open_link(query_of(page))
    again.get_by_test_id("by-hand-sum").locator("b").wait_for()
    assert numbers(again, "by-hand-output") == expected[::2, ::2].ravel().tolist()

    page.get_by_role("button", name="Reset").click()
    expect(line).to_have_text(re.compile("= 429$"))
    expect(page.get_by_test_id("by-hand-fault")).to_be_hidden()
    assert query_of(page) == {"part": "by_hand"}


def test_play_goes_on_by_itself_and_stops(open_link):
    page = open_link({"part": "by_hand", "window": "14"})
    count = page.get_by_test_id("by-hand-count")
    expect(count).to_have_text(re.compile("^Window 14"))
    page.get_by_test_id("by-hand-play").click()
    expect(count).to_have_text(re.compile("^Window 16"))
    expect(page.get_by_test_id("by-hand-play")).to_have_text("▶ Play")


def test_a_weight_changes_the_picture(open_part):
    page = open_part("From one weight to a filter", "sliding")
    pairs = page.get_by_test_id("sliding").nth(1)
    expect(pairs.get_by_test_id("sliding-output")).to_have_count(3)
    first, _, both = pairs.get_by_test_id("sliding-output").all()
    colours = "(matrix) => [...matrix.children].map((cell) => cell.style.background)"
    before = [each.evaluate(colours) for each in (first, both)]
    weights = pairs.get_by_test_id("sliding-weights").first.locator("input")
    weights.nth(1).fill("-1")
    expect(page.get_by_text("(1.1, 4)")).to_be_visible()
    after = [each.evaluate(colours) for each in (first, both)]
    assert before[0] != after[0] and before[1] != after[1]
    assert query_of(page)["first"] == "1_-1"

    expected = slide(FOUR, np.array([1, -1]))
    row, col = 5, 6
    first.locator("span").nth(row * 13 + col).hover()
    sentence = pairs.locator(".sum")
    expect(sentence).to_have_text(
        f"Row 5, column 6: {FOUR[row, col]} · 1 + {FOUR[row, col + 1]} · (−1) = {expected[row, col]:g}"
    )
    page.keyboard.press("Escape")
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(sentence).to_have_text(re.compile("^Row 5, column 7: "))
    matrix = page.get_by_test_id("flattened-matrix")
    matrix.locator("span").nth(8 * 14 + 3).hover()
    expect(page.get_by_test_id("flattened").locator(".sum")).to_have_text(
        re.compile(f"^Row 8, column 3 holds {FOUR[8, 3]}. In the one row it is number {8 * 14 + 4} of 196")
    )
    matrix.focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_test_id("flattened").locator(".sum")).to_have_text(re.compile("^Row 7, column 3 holds "))


def test_a_cell_of_the_stack_is_the_sum_of_its_channels(open_part, open_link):
    page = open_part("Several filters", "filter-stack")
    expect(page.get_by_test_id("filter-stack-depth")).to_have_text(re.compile("^28 × 28 × 10"))
    samples = load_samples("cifar10")
    picture = samples.images[samples.labels == 0][0].astype(np.float32) / 255
    filters = first_filters(10, 5)
    outputs = convolve(picture, filters.kernel, filters.bias)
    row, col, place = 3, 20, 7
    panel = page.get_by_test_id("filter-stack-map").nth(place)
    cell = panel.bounding_box()["width"] / 28
    panel.hover(position={"x": (col + 0.5) * cell, "y": (row + 0.5) * cell})
    shown = re.compile(rf"^Filter {place}, row {row}, column {col}: ")
    expect(page.get_by_test_id("filter-stack-sum")).to_have_text(shown)
    assert sum_shown(page, "filter-stack-sum") == pytest.approx(outputs[row, col, place], abs=5.1e-4)
    products = picture[row : row + 5, col : col + 5] * filters.kernel[..., place]
    subtotals = [value(text) for text in page.get_by_test_id("filter-stack-subtotal").all_inner_texts()]
    np.testing.assert_allclose(subtotals, products.sum(axis=(0, 1)), atol=5.1e-4)
    panel.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(f"**at={row + 1}-{col}-{place}*")
    # What was told comes back from Python, and must not take the focus away.
    page.keyboard.press("ArrowDown")
    page.wait_for_url(f"**at={row + 2}-{col}-{place}*")
    again = open_link(query_of(page))
    expect(again.get_by_test_id("filter-stack-sum")).to_have_text(page.get_by_test_id("filter-stack-sum").inner_text())


def test_channels_are_weighed_and_put_together(open_part, open_link):
    page = open_part("Colour", "colour")
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="frog").click()
    samples = load_samples("cifar10")
    picture = samples.images[samples.labels == 6][0]
    panel = page.get_by_test_id("colour-panel-picture")
    panel.locator("canvas[width='32']").wait_for()
    cell = panel.bounding_box()["width"] / 32
    panel.hover(position={"x": 10.5 * cell, "y": 20.5 * cell})
    red, green, blue = picture[20, 10].tolist()
    expect(page.get_by_test_id("colour-where")).to_have_text(
        f"Row 20, column 10: red {red}, green {green}, blue {blue}."
    )
    together = page.get_by_test_id("colour-value-together")
    expect(together).to_have_text(f"{red}, {green}, {blue}")
    page.get_by_role("checkbox", name="red on").uncheck()
    page.get_by_test_id("colour-blue").fill("50")
    expect(together).to_have_text(f"0, {green}, {int(blue / 2 + 0.5)}")
    drawn = (
        page.get_by_test_id("colour-panel-together")
        .locator("canvas")
        .evaluate("(canvas) => [...canvas.getContext('2d').getImageData(0, 0, 32, 32).data]")
    )
    expected = np.floor(picture * [0, 1, 0.5] + 0.5)
    np.testing.assert_array_equal(np.reshape(drawn, (32, 32, 4))[..., :3], expected)
    page.wait_for_url("**rgb=0-100-50*")
    again = open_link(query_of(page))
    expect(again.get_by_role("checkbox", name="red on")).not_to_be_checked()
    expect(again.get_by_test_id("colour-blue")).to_have_value("50")


@pytest.mark.parametrize("part", ["weights", "by_hand", "filter_stack", "colour"])
def test_every_part_fits_a_phone(open_link, part):
    page = open_link({"part": part}, width=390, height=844, color_scheme="dark")
    page.get_by_role("button", name="Reset").wait_for()
    page.locator(".themed").first.wait_for()
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth <= main.clientWidth")
    spills = "(roots) => roots.filter((root) => root.scrollWidth > root.clientWidth + 1).map((root) => root.className)"
    assert page.locator(".themed").evaluate_all(spills) == []
