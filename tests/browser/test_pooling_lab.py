"""The pooling lab in real Chromium: typing, pointing, moving, and opening a link."""

from __future__ import annotations

from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import cnnviz
from cnnviz.arithmetic import KERAS_LEAKY_SLOPE
from cnnviz.datasets.samples import load_samples
from cnnviz.labs.pooling_compared import compare
from cnnviz.pictures.prepare import prepare
from cnnviz.ui.labs.pooling.settings import STROKE
from cnnviz.ui.state import Selection
from tests.browser.navigation import IDLE

READY = "[data-testid={}][data-state=ready]"


@pytest.fixture
def open_lab(serve, open_page):
    """open_lab(part, **options) -> the lab."""

    def open_lab(part: str = "Pooling", **options) -> Page:
        page = open_page(f"{serve('app.py')}/pooling_lab", **options)
        expect(page.locator(READY.format("pooling"))).to_be_visible(timeout=120_000)
        if part == "Activation":
            page.get_by_role("radio", name=part).click()
            expect(page.locator(READY.format("activations"))).to_be_visible(timeout=120_000)
        return page

    return open_lab


@pytest.fixture
def open_link(serve, open_page):
    """open_link(query) -> the lab as a shared link opens it."""

    def open_link(query: str) -> Page:
        page = open_page(f"{serve('app.py')}/pooling_lab?{query}")
        expect(page.locator(READY.format("pooling"))).to_be_visible(timeout=120_000)
        return page

    return open_link


def _output(page: Page, name: str) -> list[list[float]]:
    cells = page.get_by_test_id(f"pooling-{name}").locator("span:not(.outside)").all_inner_texts()
    side = round(len(cells) ** 0.5)
    return np.array([float(text.replace("−", "-")) for text in cells]).reshape(side, side).tolist()


def _expected(numbers: np.ndarray, **options) -> dict[str, list[list[float]]]:
    compared = compare(numbers, 2, stride=2, padding="valid", **options)
    return {
        f"{when}-{kind}": np.round(output, 2 if kind == "average" else 1).tolist()
        for when, pooled in (("before", compared.before), ("after", compared.after))
        for kind, output in pooled.outputs.items()
    }


def test_numbers_are_typed_pooled_moved_and_shared(open_lab, open_link):
    page = open_lab()
    numbers = np.array(STROKE, np.float64)
    assert _output(page, "before-max") == _expected(numbers)["before-max"]

    page.get_by_label("Your numbers, row 5, column 0").fill("4")
    numbers[5, 0] = 4
    expect(page.get_by_test_id("pooling-before-max").locator("span").nth(6)).to_have_text("4")
    page.get_by_test_id("pooling-before-average").locator("span").nth(6).hover()
    sums = page.get_by_test_id("pooling-sums")
    expect(sums).to_contain_text("largest of 0, 0, 4, 0 = 4 at row 5, column 0")
    expect(sums).to_contain_text("(0 + 0 + 4 + 0) ÷ 4 = 1")
    expect(sums).to_contain_text("√(0² + 0² + 4² + 0²) = 4")

    page.get_by_label("Move left").click()
    changes = page.get_by_test_id("pooling-changes")
    expect(changes).to_contain_text("Not moved")
    page.get_by_label("Move left").click()
    expect(changes).to_have_text(compare(numbers, 2, stride=2, padding="valid", right=-1).words())
    expect(changes).to_contain_text("the gap repeats the numbers at the edge")
    for name, output in _expected(numbers, right=-1).items():
        assert _output(page, name) == pytest.approx(np.array(output), abs=0.051)

    # What is no number is said in a sentence; it stays in its cell, and what was pooled stays on the page.
    wrong = page.get_by_label("Your numbers, row 0, column 0")
    for text, words in (("abc", "“abc” is not a number"), ("1e999", "is too large"), ("", "A cell is empty")):
        wrong.fill(text)
        expect(page.get_by_test_id("pooling-fault")).to_contain_text(words)
        assert wrong.input_value() == text
        assert wrong.get_attribute("aria-invalid") == "true"
        assert _output(page, "before-max") == _expected(numbers)["before-max"]
    wrong.fill("0")
    expect(page.get_by_test_id("pooling-fault")).to_be_empty()
    page.wait_for_url("**right=-1*")

    shared = open_link(urlsplit(page.url).query)
    expect(shared.get_by_test_id("pooling-changes")).to_contain_text("Moved 1 left")
    assert _output(shared, "before-max") == _expected(numbers)["before-max"]
    shared.get_by_role("button", name="Reset").click()
    expect(shared.get_by_label("Your numbers, row 5, column 0")).to_have_value("0")


def test_relu_and_pooling_are_swapped_and_shared(open_lab, open_link):
    page = open_lab()
    expect(page.locator(READY.format("swapped"))).to_be_visible()
    for kind in ("max", "average", "l2"):
        expect(page.get_by_test_id(f"swapped-{kind}")).to_contain_text("0 of 9 values differ: the same in both orders.")
    page.get_by_role("button", name="Numbers below 0").click()
    average = page.get_by_test_id("swapped-average")
    expect(average).to_contain_text("5 of 9 values differ, by up to 3.25.")
    expect(page.get_by_test_id("swapped-max")).to_contain_text("0 of 9 values differ")
    expect(page.get_by_test_id("swapped-l2")).to_contain_text("6 of 9 values differ")
    # Outlined are those that differ, and no others.
    expect(average.locator(".outline")).to_have_count(2)
    expect(page.get_by_test_id("swapped-max").locator(".outline")).to_have_count(0)
    page.get_by_test_id("swapped-average-first").locator("span").nth(1).hover()
    expect(page.get_by_test_id("swapped-average-first-read")).to_have_text("(0 + 8 + 0 + 6) ÷ 4 = 3.5")
    expect(page.get_by_test_id("swapped-average-last-read")).to_have_text("ReLU of 2 → 2")
    expect(page.get_by_test_id("swapped-max-last-read")).to_have_text("ReLU of 8 → 8")
    page.get_by_test_id("swapped-average-first").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_test_id("swapped-average-last-read")).to_have_text("ReLU of 0.75 → 0.75")

    page.get_by_role("radio", name="tanh").click()
    expect(page.get_by_test_id("swapped-max")).to_contain_text("0 of 9 values differ")
    expect(average).not_to_contain_text("0 of 9")
    page.wait_for_url("**function=tanh*")
    shared = open_link(urlsplit(page.url).query)
    expect(shared.get_by_test_id("swapped-average")).to_contain_text("tanh is a curve")


def test_a_cell_of_a_map_is_followed_through_every_activation(open_lab):
    page = open_lab("Activation")
    page.get_by_test_id("activations-input").wait_for(timeout=120_000)
    trace = cnnviz.load("mnist_lab").trace_input(prepare(load_samples().ink(Selection().sample)).input)
    box = page.get_by_test_id("activations-input").bounding_box()
    row, col = 9, 14
    page.mouse.move(box["x"] + (col + 0.5) * box["width"] / 28, box["y"] + (row + 0.5) * box["height"] / 28)
    z = float(trace["conv2d"].output[row, col, 0])
    for place, value in enumerate((max(z, 0), z if z > 0 else KERAS_LEAKY_SLOPE * z, np.tanh(z), 1 / (1 + np.exp(-z)))):
        expect(page.get_by_test_id(f"activations-read-{place}")).to_contain_text(
            f"z = {_plain(z)} → y = {_plain(value)}"
        )
    curve = page.get_by_role("img", name="The curve of Sigmoid").bounding_box()
    page.mouse.move(curve["x"] + curve["width"] - 1, curve["y"] + 20)
    expect(page.get_by_test_id("activations-read-3")).to_contain_text("z = 4 → y = 0.982")


def _plain(value: float) -> str:
    text = f"{abs(round(value, 3)):.3f}".rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 and text != "0" else text


@pytest.mark.parametrize("part", ["Pooling", "Activation"])
def test_the_page_fits_a_phone(open_lab, part):
    page = open_lab(part, width=390, color_scheme="dark")
    page.locator(IDLE).wait_for()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
