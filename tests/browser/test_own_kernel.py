""" "Your own kernel" in real Chromium: what a visitor types is convolved at once, with the library's numbers."""

from __future__ import annotations

import io
import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from cnnviz.labs.convolution import convolve
from cnnviz.labs.kernels import NAMED_KERNELS, SOBEL_X
from cnnviz.labs.worked_examples import FOUR, SIX_BY_SIX
from cnnviz.pictures.shipped import astronaut
from tests.browser.traffic import Traffic

READY = "[data-testid=workbench][data-state=ready]"


@pytest.fixture
def open_lab(serve, open_page):
    """open_lab(**options) -> the page, with `traffic`, which counts what it and the server say."""

    def open_lab(**options) -> Page:
        page = open_page("about:blank", **options)
        page.traffic = Traffic(page)
        page.goto(f"{serve('app.py')}/convolution_lab")
        page.get_by_role("radio", name="Your own kernel", exact=True).click()
        page.locator(READY).wait_for(timeout=60_000)
        return page

    return open_lab


def lay_on(page: Page, source: str) -> None:
    before = page.locator(READY).get_attribute("data-picture")
    page.get_by_role("radio", name=source, exact=True).click()
    page.locator(f"{READY}:not([data-picture='{before}'])").wait_for()


def cell(page: Page, row: int, col: int):
    return page.get_by_test_id("kernel-cell").and_(page.get_by_label(f"Kernel, row {row}, column {col}", exact=True))


def output(page: Page) -> np.ndarray:
    """What the page saves of the output as CSV."""
    with page.expect_download() as download:
        page.get_by_test_id("workbench-csv").click()
    return np.loadtxt(download.value.path(), delimiter=",", ndmin=2)


def alone(image: np.ndarray, kernel, **options) -> np.ndarray:
    return convolve(image[..., None].astype(float), np.array(kernel, float)[..., None, None], **options)[..., 0]


def shown(page: Page, block: str) -> list[float]:
    texts = page.get_by_test_id(f"workbench-{block}").locator("span").all_inner_texts()
    return [float(text.replace("−", "-")) for text in texts]


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_kernel_is_typed_and_every_sum_is_shown(open_lab):
    page = open_lab()
    np.testing.assert_array_equal(output(page), alone(FOUR, SOBEL_X))
    lay_on(page, "6 × 6 matrix")
    for row, weights in enumerate([[1, 0, 1], [0, 1, 0], [1, 0, 1]]):
        cell(page, row, 0).click()
        for weight in weights:
            page.keyboard.type(str(weight))
            page.keyboard.press("Tab")
    expected = alone(SIX_BY_SIX, [[1, 0, 1], [0, 1, 0], [1, 0, 1]])
    assert expected[0, 0] == 429
    np.testing.assert_array_equal(output(page), expected)
    expect(page).to_have_url(re.compile("kernel=1_0_1~0_1_0~1_0_1"))

    page.traffic.settle()
    canvas = page.get_by_test_id("workbench-output")
    side = canvas.bounding_box()["width"] / 4
    for row, col in [(0, 0), (2, 1), (3, 3)]:
        canvas.hover(position={"x": (col + 0.5) * side, "y": (row + 0.5) * side})
        window = SIX_BY_SIX[row : row + 3, col : col + 3].ravel().astype(float)
        assert shown(page, "window") == window.tolist()
        assert shown(page, "products") == (window * [1, 0, 1, 0, 1, 0, 1, 0, 1]).tolist()
        expect(page.get_by_test_id("workbench-sum")).to_have_text(f"they add up to {expected[row, col]:.0f}")
    page.traffic.assert_silent()

    canvas.click(position={"x": 0.5 * side, "y": 0.5 * side})
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.mouse.move(0, 0)
    expect(page.get_by_test_id("workbench-sum")).to_have_text(f"they add up to {expected[1, 1]:.0f}")
    expect(page).to_have_url(re.compile("at=1-1"))


def test_what_is_no_number_is_said_and_loses_nothing(open_lab):
    page = open_lab()
    problem, before = page.get_by_test_id("workbench-problem"), output(page)
    for typed, words in [("abc", "“abc” is no number"), ("1e999", "is too large"), ("", "this is empty")]:
        cell(page, 0, 1).fill(typed)
        page.keyboard.press("Tab")
        expect(problem).to_contain_text(f"The kernel's row 0, column 1: {words}" if typed != "1e999" else words)
        expect(cell(page, 0, 1)).to_have_value(typed)
        np.testing.assert_array_equal(output(page), before)
    page.get_by_test_id("option-stride").fill("0")
    expect(problem).to_have_text("Stride: “0” does not work: type a whole number from 1 to 16.")
    expect(cell(page, 0, 1)).to_have_value("")
    page.get_by_test_id("option-stride").fill("2")
    cell(page, 0, 1).fill("0,5")
    expect(problem).to_be_empty()
    np.testing.assert_array_equal(output(page), alone(FOUR, [[-1, 0.5, 1], *SOBEL_X[1:]], stride=2))

    page.get_by_test_id("option-dilation").fill("9")
    expect(problem).to_contain_text("The kernel covers 19 × 19 cells, more than the picture has")
    assert output(page).shape == (6, 6)
    page.get_by_test_id("option-padding").select_option("same")
    expect(problem).to_be_empty()
    assert output(page).shape == (7, 7)


def test_the_keyboard_goes_through_the_kernel(open_lab):
    page = open_lab()
    cell(page, 0, 0).focus()
    for key, row, col in [
        ("ArrowRight", 0, 1),
        ("ArrowDown", 1, 1),
        ("ArrowLeft", 1, 0),
        ("Enter", 2, 0),
        ("Tab", 2, 1),
    ]:
        page.keyboard.press(key)
        expect(cell(page, row, col)).to_be_focused()
    page.keyboard.type("0.125")
    page.keyboard.press("ArrowUp")
    expect(cell(page, 1, 1)).to_be_focused()
    expect(cell(page, 2, 1)).to_have_value("0.125")
    page.get_by_test_id("option-rows").select_option("4")
    page.get_by_test_id("option-columns").select_option("5")
    kernel = np.pad(SOBEL_X, [(0, 1), (1, 1)])
    kernel[2, 2] = 0.125
    np.testing.assert_array_equal(output(page), alone(FOUR, kernel))


def test_a_photograph_in_colour_and_in_grey(open_lab):
    page = open_lab(color_scheme="dark")
    lay_on(page, "Photograph")
    for name in ("gaussian5", "sobel_x"):
        page.get_by_test_id(f"preset-{name}").click()
        kernel = next(preset.kernel for preset in NAMED_KERNELS if preset.name == name)
        expected = np.stack([alone(astronaut()[..., channel], kernel) for channel in range(3)])
        np.testing.assert_allclose(output(page).reshape(expected.shape), expected, rtol=1e-8, atol=1e-6)
    cut = np.mean((expected < -0.5) | (expected >= 255.5))
    expect(page.get_by_text(f"{100 * cut:.2f} % of the values are below 0 or above 255")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_test_id("workbench-png").click()
    saved = np.asarray(Image.open(io.BytesIO(download.value.path().read_bytes())).convert("RGB"))
    np.testing.assert_array_equal(saved, np.rint(expected.clip(0, 255)).transpose(1, 2, 0))

    page.get_by_test_id("view-green").click()
    np.testing.assert_allclose(output(page), expected[1], rtol=1e-8, atol=1e-6)
    page.get_by_text("Grey", exact=True).click()
    page.get_by_test_id("view-map").wait_for()
    page.get_by_test_id("workbench-play").click()
    expect(page.get_by_text(re.compile(r"^row \d+ of 510$"))).to_be_visible()
    page.get_by_test_id("workbench-whole").click()
    expect(page.get_by_text(re.compile(r"^row \d+ of 510$"))).to_have_count(0)


def test_flipping_sliding_resetting_and_a_link(open_lab, open_page, serve):
    page = open_lab()
    page.get_by_test_id("flip").check()
    np.testing.assert_array_equal(output(page), -alone(FOUR, SOBEL_X))
    expect(page.get_by_test_id("flip-words")).to_contain_text("becomes the kernel itself")
    page.get_by_test_id("option-padding").select_option("zeros")
    page.get_by_test_id("option-zeros").fill("3")
    page.get_by_test_id("option-bias").fill("-10")
    expected = alone(FOUR, -SOBEL_X, padding=3, bias=-10.0)
    np.testing.assert_array_equal(output(page), expected)

    for number in range(3):
        page.get_by_test_id("workbench-step").click()
        expect(page.get_by_text(f"cell {number + 1} of {expected.size}")).to_be_visible()
    page.get_by_test_id("workbench-play").click()
    expect(page.get_by_text(re.compile(rf"^cell \d\d+ of {expected.size}$"))).to_be_visible()
    page.get_by_test_id("workbench-play").click()

    expect(page).to_have_url(re.compile("bias=-10"))
    link = urlsplit(page.url).query
    assert query(page).items() >= {"padding": "3", "flip": "yes"}.items()
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_test_id("flip")).not_to_be_checked()
    np.testing.assert_array_equal(output(page), alone(FOUR, SOBEL_X))
    assert not query(page).keys() & {"padding", "bias", "flip"}

    again = open_page(f"{serve('app.py')}/convolution_lab?{link}", width=390, height=844)
    again.locator(READY).wait_for(timeout=60_000)
    np.testing.assert_array_equal(output(again), expected)
    assert again.evaluate("document.scrollingElement.scrollWidth") <= 390
