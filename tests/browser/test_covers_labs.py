"""What the pages of the labs show is covered, hidden and asked for in real Chromium, and nothing else gives it away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.modules import in_module
from tests.browser.navigation import IDLE

BY_HAND = "convolution_lab?part=by_hand"
MOVED_X = "x_or_o?cells=0002088828080a0888200&feature=%5C"

REGIONS: list[tuple[str, str, str, list[str], list[str]]] = [
    (BY_HAND, "by-hand", "output", ["= 429", "Output, row 0"], ["18 · 1", "121", "Window 1 of 16"]),
    (BY_HAND, "by-hand", "sums", ["18 · 1", "Without the zeros"], ["429", "Window 1 of 16"]),
    (
        f"{BY_HAND}&stride=2",
        "by-hand",
        "output-size",
        ["Output size", "2.5", "Window 1 of 4", "output, 2 × 2", "Output, row 0", "not read"],
        ["18 · 1", "= 429"],
    ),
    (
        "convolution_lab?part=own_kernel&at=3-4",
        "workbench",
        "output",
        ["673", "Upright edges", "lays the kernel", "The output, 12 by 12", "Play", "Save the output"],
        ["The window", "Output row 3, column 4", "Sobel x"],
    ),
    (
        "convolution_lab?part=own_kernel&at=3-4",
        "workbench",
        "sums,output-size",
        ["673", "The window", "12 × 12", "12 by 12"],
        ["Upright edges", "Output row 3, column 4"],
    ),
    (
        "convolution_lab?part=filter_stack",
        "filter-stack",
        "output,sums,output-size",
        ["Map of filter 3", "This map as CSV", "Window on red", "adds up to", "28 × 28", "= 28", "0.017 bias"],
        ["760 numbers to learn", "75 weights", "The picture and the window"],
    ),
    (
        "convolution_lab?part=filter_stack",
        "filter-stack",
        "costs",
        ["760 numbers to learn", "75 weights"],
        ["28 × 28 × 10", "Map of filter 3"],
    ),
    (
        "convolution_lab?part=colour&side=200",
        "colour",
        "costs",
        ["120,000", "2,352", "75 weights", "only the weights of its window", "weights for each channel"],
        ["a weight for every number of the picture", "put together again"],
    ),
    (
        "convolution_lab?part=weights",
        "sliding",
        "output,output-size,sums",
        ["arrow keys show the sum", "255 · 0.3", "76.5", "13 places", "lights up", "14 × 13", "only weaker"],
        ["Weights, one weight", "the left one counts more", "One weight visits every number"],
    ),
    (
        "pooling_lab?right=1",
        "pooling",
        "pooled",
        ["of 9 pooled ones", "1 of 9 changed", "largest of", "Max, moved", "Swap the two", "Average, then ReLU"],
        ["16 of 36 numbers of the input changed", "Your numbers, moved"],
    ),
    (
        MOVED_X,
        "xo-walk",
        "matches",
        [
            "26 of 81",
            "differs in",
            "= −0.33",
            "cells agree",
            "Matches, 7 × 7",
            "0.91 against 0.56",
            "The largest of",
            "CSV",
        ],
        ["The nine products", "An O", "Compare it with a remembered X", "The vote"],
    ),
    (
        MOVED_X,
        "xo-walk",
        "products,numbers,vote",
        ["The nine products", "cells agree", "Number 1 is", "pooled twice", "against", "CSV"],
        ["26 of 81", "= −0.33", "Matches, 7 × 7", "pooled once"],
    ),
    (
        "train?epochs=3",
        "train",
        "training-curve",
        ["Loss: not measured yet", "Accuracy: not measured yet", "Predict first", "training, smoothed"],
        ["Nothing is being trained yet", "Learning rate"],
    ),
    (
        "shapes?look=5",
        "shapes",
        "costs,multiply-adds",
        ["104,342", "689,632", "417 KB", "156", "117,600", "28·28·25·6", "120,000", "784 places", "Table as CSV"],
        ["28 × 28 × 6", "4,704 values", "16 × 16"],
    ),
    (
        "shapes?look=5",
        "shapes",
        "fields",
        ["16 × 16", "4 apart", "The cell in row", "one cell sees", "Table as CSV"],
        ["104,342", "28 × 28 × 6", "117,600"],
    ),
    (
        "shapes?look=5",
        "shapes",
        "shapes",
        ["28 × 28 × 6", "4,704", "14 to 7", "The volumes", "12,820", "28·28·25·6", "784·128", "row 3", "784 places"],
        ["104,342", "16 × 16", "multiply-adds"],
    ),
]
"""A page, what it is ready with, regions, what they show, and what is shown beside."""


@pytest.fixture
def open_lab(serve, open_page) -> Callable[[str, str], Page]:
    """open_lab(address, test_id) -> the page once that component of it is shown and no script of it runs."""

    def open_lab(address: str, test_id: str) -> Page:
        page: Page = open_page(f"{serve('app.py')}/{address}")
        expect(page.get_by_test_id(test_id).first).to_be_visible()
        page.locator(IDLE).wait_for()
        # It says what is covered, once its module is there.
        expect(page.get_by_role("navigation", name="Pages").get_by_role("listitem").first).to_be_visible()
        return page

    return open_lab


def told(page: Page) -> str:
    """What the page tells: to whoever looks, points at it, or listens."""
    titles = page.locator("[title]").filter(visible=True).evaluate_all("nodes => nodes.map((node) => node.title)")
    return " ".join([page.locator("body").aria_snapshot(), *titles]).replace("\xa0", " ")


def told_with(page: Page, texts: Sequence[str]) -> str:
    """The same once all of these texts are in it, or once they had the time to come."""
    end = monotonic() + PATIENCE / 1000
    while not all(text in told(page) for text in texts) and monotonic() < end:
        page.wait_for_timeout(100)
    return told(page)


def told_without(page: Page, text: str) -> str:
    """The same once this text is not in it, or once it had the time to go."""
    end = monotonic() + PATIENCE / 1000
    while text in told(page) and monotonic() < end:
        page.wait_for_timeout(100)
    return told(page)


def covers(page: Page, **given: Any) -> None:
    """Cover something as Python would."""
    whole = {"covered": [], "gone": [], "locked": [], "pointed": [], "cell": None} | given
    page.evaluate(in_module("shared/covers.js", f"cover({json.dumps(whole)})"))


def pointed(page: Page) -> list[int] | None:
    return page.evaluate(in_module("shared/covers.js", "pointedCell()"))


@pytest.mark.parametrize("address", list(dict.fromkeys(address for address, *_ in REGIONS)))
def test_what_a_link_hides_is_nowhere_on_the_page(open_lab, address):
    rows = [row[1:] for row in REGIONS if row[0] == address]
    expected = [text for *_, hidden, beside in rows for text in [*hidden, *beside]]
    shown = told_with(open_lab(address, rows[0][0]), expected)
    assert [text for text in expected if text not in shown] == []
    for test_id, regions, hidden, beside in rows:
        page = open_lab(f"{address}&hide={regions}", test_id)
        # Before Python has spoken everything is covered.
        expect(page.locator("[data-covered]")).to_have_count(0)
        left = told_with(page, beside)
        assert [text for text in hidden if text in left] == []
        assert [text for text in beside if text not in left] == []


def test_a_cell_of_the_output_is_the_answer_by_click_and_by_keyboard(open_lab):
    page = open_lab(BY_HAND, "by-hand")
    covers(page, covered=["output", "sums"], cell="output")
    cells = page.get_by_test_id("by-hand-output").locator("button")
    expect(cells).to_have_text([""] * 16)
    expect(page.get_by_test_id("by-hand-play")).to_be_hidden()
    assert pointed(page) is None and page.locator(".by-hand .marked").count() == 0
    assert len(set(cells.evaluate_all("cells => cells.map((cell) => cell.style.background)"))) == 1
    assert "429" not in told(page) and "CSV: save output" not in told(page)

    cells.nth(6).click()
    assert pointed(page) == [1, 2]
    expect(cells.nth(6)).to_have_class(re.compile("marked"))
    expect(cells.nth(6)).to_have_attribute("aria-pressed", "true")
    # The window under it is shown, and what comes of it is not.
    expect(page.get_by_test_id("by-hand-input").locator(".marked")).to_have_count(9)
    page.keyboard.press("ArrowDown")
    assert pointed(page) == [2, 2]
    expect(cells.nth(10)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert pointed(page) == [0, 2]
    assert "window" not in page.url
    assert not re.search(r"\b(516|483|429)\b", told(page))

    covers(page)
    expect(cells.first).to_have_text("429")
    assert pointed(page) is None


def test_whoever_uses_the_keyboard_alone_begins_at_the_first_cell(open_lab):
    page = open_lab(BY_HAND, "by-hand")
    covers(page, covered=["output"], cell="output")
    # Without the sums covered their terms are shown once a cell is pointed at, and their value is not.
    expect(page.get_by_test_id("by-hand-sum")).to_have_text("")
    page.get_by_test_id("by-hand-weights").locator("input").last.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert pointed(page) == [0, 0]
    expect(page.get_by_test_id("by-hand-sum")).to_have_text(re.compile(r"18 · 1 .* = \?$"))
    expect(page.get_by_test_id("by-hand-terms")).to_have_text(re.compile(r"= \?$"))


def test_a_cell_of_a_kernels_output_is_pointed_at_on_its_canvas(open_lab):
    page = open_lab("convolution_lab?part=own_kernel", "workbench")
    output, bench = page.get_by_test_id("workbench-output"), page.get_by_test_id("workbench")
    # Where the output is largest the kernel stands on the stroke that is asked for.
    lively = bench.get_attribute("data-row"), bench.get_attribute("data-col")
    assert lively != ("0", "0")
    covers(page, covered=["output", "sums"])
    expect(output).to_be_hidden()
    expect(bench).to_have_attribute("data-row", "0")
    expect(bench).to_have_attribute("data-col", "0")
    assert page.get_by_test_id("preset-sobel_x").get_attribute("title") == ""

    covers(page, covered=["output", "sums"], cell="output")
    expect(output).to_be_visible()
    empty = output.evaluate("(canvas) => canvas.toDataURL()")
    page.get_by_test_id("preset-sobel_y").click()
    assert output.evaluate("(canvas) => canvas.toDataURL()") == empty
    assert pointed(page) is None
    output.focus()
    page.keyboard.press("Enter")
    assert pointed(page) == [0, 0]
    page.keyboard.press("ArrowRight")
    assert pointed(page) == [0, 1]
    box = output.bounding_box()
    output.click(position={"x": box["width"] * 4.5 / 12, "y": box["height"] * 3.5 / 12})
    assert pointed(page) == [3, 4]
    assert output.evaluate("(canvas) => canvas.toDataURL()") != empty
    expect(page.get_by_test_id("workbench-play")).to_be_hidden()
    assert not re.search(r"they add up to −?\d", told(page))


def test_what_is_covered_cannot_be_pointed_at_nor_read_from_its_size(open_lab):
    page = open_lab(f"{BY_HAND}&stride=2", "by-hand")
    covers(page, covered=["output", "output-size"])
    place = page.locator(".by-hand .output .place")
    small = place.bounding_box()
    page.mouse.click(small["x"] + 10, small["y"] + 10)
    expect(page.get_by_test_id("by-hand-sum").locator("b")).to_have_text(re.compile("429"))
    page.get_by_test_id("by-hand-sum").click()
    page.keyboard.press("End")
    assert pointed(page) is None and "429" not in told_without(page, "429")
    page.get_by_role("radio", name="1", exact=True).first.click()
    expect(page.get_by_test_id("by-hand-output").locator("button")).to_have_count(16)
    large = place.bounding_box()
    assert (large["width"], large["height"]) == (small["width"], small["height"])


def test_the_marks_of_covered_matches_and_pooled_numbers_are_gone_too(open_lab):
    page = open_lab(MOVED_X, "xo-walk")
    rings = page.get_by_test_id("xo-compared").locator(".differs")
    expect(rings.first).to_be_visible()
    covers(page, covered=["matches", "numbers", "vote"])
    expect(rings).to_have_count(0)
    for test_id in ("xo-matches", "xo-rectified", "xo-flat", "xo-mean", "xo-verdict"):
        expect(page.get_by_test_id(test_id).locator("span").or_(page.get_by_test_id(test_id)).first).to_be_hidden()
    page.get_by_test_id("xo-image").locator("span").nth(10).hover()
    assert "cells agree" not in told(page) and "/ 9 =" not in told(page)

    page = open_lab("pooling_lab?right=1", "pooling")
    won = page.get_by_test_id("pooling").locator(".source .won")
    expect(won).to_have_count(2)
    covers(page, covered=["pooled"])
    expect(won).to_have_count(0)
    page.get_by_test_id("pooling-before-input").locator("input").nth(8).focus()
    expect(won).to_have_count(0)
    covers(page)
    expect(won).to_have_count(2)
