"""The filters page in real Chromium: what its cards and its picked filter show is what the network has and answered."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

import cnnviz
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.trace import Trace
from cnnviz.ui.state import Selection
from tests.networks import IN_DEPTH
from tests.support.close import assert_close

FIRST, SECOND = "conv2d", "conv2d_1"


def _trace(name: str) -> Trace:
    """The answer to what the page shows first."""
    return cnnviz.load(name).trace_input(prepare(load_samples().ink(Selection().sample)).input)


def _number(text: str) -> float:
    return float(text.replace("−", "-"))


@pytest.fixture
def open_filters(serve, open_page):
    """open_filters(network, **options) -> the filters page."""

    def open_filters(network: str = "mnist_lab", **options) -> Page:
        page = open_page(f"{serve('app.py')}/filters?network={network}", **options)
        expect(page.get_by_test_id("filter-card").first).to_be_visible(timeout=120_000)
        return page

    return open_filters


def _cards(page: Page) -> Locator:
    return page.get_by_test_id("filter-card")


def _order(page: Page) -> list[int]:
    return [int(card.get_attribute("data-filter")) for card in _cards(page).all()]


def _figures(card: Locator) -> dict[str, float]:
    return {
        figure.get_attribute("data-figure"): _number(figure.inner_text().split()[-1])
        for figure in card.locator("[data-figure]").all()
    }


def _second_layer(page: Page) -> None:
    page.get_by_role("button", name="conv2d_1").click()


def _picked(page: Page) -> int:
    return int(page.locator("[data-testid=filter-card][aria-pressed=true]").get_attribute("data-filter"))


@pytest.mark.parametrize("name", IN_DEPTH)
def test_every_filter_of_every_convolution_has_a_card_with_its_figures(open_filters, name):
    page = open_filters(name)
    trace = _trace(name)
    for layer in (FIRST, SECOND):
        if layer == SECOND:
            _second_layer(page)
        maps, weights = trace[layer].output, trace[layer].layer.weights
        expect(_cards(page)).to_have_count(maps.shape[-1])
        for filter in {0, 1, maps.shape[-1] - 1}:
            assert _figures(_cards(page).nth(filter)) == pytest.approx(
                {
                    "largest": maps[..., filter].max(),
                    "mean": maps[..., filter].mean(),
                    "weight": np.abs(weights["kernel"][..., filter]).max(),
                    "bias": weights["bias"][filter],
                },
                abs=0.0051,
            )


def test_a_bias_that_is_not_zero_is_not_written_as_zero(open_filters):
    page = open_filters()
    biases = _trace("mnist_lab")[FIRST].layer.weights["bias"]
    small = [filter for filter, bias in enumerate(biases) if 0 < abs(bias) < 0.001]
    assert small, "choose another network: no bias of this one is nearly zero"
    for filter in small:
        shown = _figures(_cards(page).nth(filter))["bias"]
        assert shown == pytest.approx(biases[filter], rel=0.05)


def test_a_first_layer_card_has_its_kernel_in_numbers(open_filters):
    page = open_filters()
    kernel = _trace("mnist_lab")[FIRST].layer.weights["kernel"]
    for filter, card in enumerate(_cards(page).all()):
        numbers = [_number(text) for text in card.locator(".cell").all_inner_texts()]
        np.testing.assert_allclose(numbers, kernel[:, :, 0, filter].ravel(), atol=0.0051)


@pytest.mark.parametrize("order", ["strongest answer", "largest weight", "bias", "number"])
def test_cards_can_be_sorted(open_filters, order):
    page = open_filters()
    _second_layer(page)
    layer = _trace("mnist_lab")[SECOND]
    figures = {
        "strongest answer": layer.output.max(axis=(0, 1)),
        "largest weight": np.abs(layer.layer.weights["kernel"]).max(axis=(0, 1, 2)),
        "bias": layer.layer.weights["bias"],
        "number": -np.arange(layer.output.shape[-1]),
    }
    page.get_by_role("group", name="Sort by").get_by_role("button", name=order).click()
    assert _order(page) == np.argsort(-figures[order], kind="stable").tolist()


def test_the_picked_filter_shows_its_kernels_and_its_strongest_cell(open_filters):
    page = open_filters()
    _second_layer(page)
    layer = _trace("mnist_lab")[SECOND]
    for filter in (3, 11):
        _cards(page).nth(filter).click()
        row, col = np.unravel_index(layer.output[..., filter].argmax(), layer.output.shape[:2])
        explanation = layer.explain(int(row), int(col), filter)
        expect(page.locator(".mapCaption")).to_contain_text(f"row {row}, column {col}: ")
        expect(page.locator(".words")).to_contain_text(f"row {row}, column {col}")
        channels = page.get_by_test_id("filter-channel")
        expect(channels).to_have_count(layer.input.shape[-1])
        for channel in (0, 4):
            channels.nth(channel).click()
            numbers = page.get_by_test_id("filter-kernel").locator(".cell").all_inner_texts()
            expected = layer.layer.weights["kernel"][:, :, channel, filter].ravel()
            np.testing.assert_allclose([_number(text) for text in numbers], expected, atol=0.0051)
            subtotal = _number(page.locator(".subtotal b").inner_text())
            assert subtotal == pytest.approx(explanation.subtotals[channel], abs=0.00051)
        value = page.locator(".sum").inner_text().split("TensorFlow: ")
        assert _number(value[1]) == pytest.approx(explanation.output, abs=0.00051)
        assert _number(value[0].split("=")[-1].strip()) == pytest.approx(explanation.value, abs=0.00051)


def test_a_filter_that_finds_nothing_says_so(open_filters):
    page = open_filters("mnist_cnn")
    _second_layer(page)
    strongest = _trace("mnist_cnn")[SECOND].output.max(axis=(0, 1))
    silent = int(strongest.argmin())
    assert strongest[silent] <= 0, "choose another sample: no filter is silent for this one"
    _cards(page).nth(silent).click()
    expect(page.locator(".words")).to_contain_text("this filter is silent")


def test_pointing_at_the_map_shows_how_that_cell_came_about(open_filters):
    page = open_filters()
    _cards(page).nth(2).click()
    canvas = page.get_by_test_id("filter-map")
    box = canvas.bounding_box()
    scale = box["width"] / 28
    assert scale == int(scale) >= 4
    layer = _trace("mnist_lab")[FIRST]
    canvas.hover(position={"x": 20.5 * scale, "y": 10.5 * scale})
    expect(page.locator(".mapCaption")).to_contain_text("row 10, column 20")
    assert _number(page.locator(".sum").inner_text().split("TensorFlow: ")[1]) == pytest.approx(
        layer.output[10, 20, 2], abs=0.00051
    )
    canvas.focus()
    page.mouse.move(1, 1)
    page.keyboard.press("Escape")
    expect(page.locator(".mapCaption")).to_contain_text("the largest")
    page.keyboard.press("ArrowUp")
    row, col = np.unravel_index(layer.output[..., 2].argmax(), (28, 28))
    expect(page.locator(".mapCaption")).to_contain_text(f"row {row - 1}, column {col}")


def test_cards_are_reached_by_keyboard(open_filters):
    page = open_filters()
    _second_layer(page)
    _cards(page).first.click()
    for key, expected in [("ArrowRight", 1), ("End", 15), ("ArrowLeft", 14), ("Home", 0)]:
        page.keyboard.press(key)
        assert _picked(page) == expected
        expect(_cards(page).nth(expected)).to_be_focused()
    page.keyboard.press("ArrowDown")
    assert 1 < _picked(page) < 15
    name = _cards(page).nth(_picked(page)).get_attribute("title")
    assert name.startswith(f"Filter {_picked(page)}: largest value")


def test_a_feature_map_is_saved_as_numbers_and_as_a_picture(open_filters):
    page = open_filters()
    _second_layer(page)
    _cards(page).nth(5).click()
    with page.expect_download() as csv:
        page.get_by_role("button", name="Save the feature map as CSV").click()
    assert csv.value.suggested_filename == "mnist_lab-conv2d_1-filter-5.csv"
    saved = np.loadtxt(csv.value.path(), delimiter=",", dtype=np.float32)
    assert_close(saved, _trace("mnist_lab")[SECOND].output[..., 5])

    with page.expect_download() as png:
        page.get_by_role("button", name="Save the feature map as PNG").click()
    picture = Image.open(io.BytesIO(png.value.path().read_bytes())).convert("RGB")
    pixels = np.asarray(picture)
    scale = picture.width // 14
    assert picture.size == (14 * scale, 14 * scale) and scale > 1
    blocks = pixels.reshape(14, scale, 14, scale, 3)
    assert (blocks == blocks[:, :1, :, :1]).all()
    assert (blocks[:, 0, :, 0, 2] >= blocks[:, 0, :, 0, 0])[saved > 0].all()  # blue is positive
    assert (blocks[:, 0, :, 0, 0] >= blocks[:, 0, :, 0, 2])[saved < 0].all()  # orange negative


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", IN_DEPTH)
def test_the_page_fits_its_window(open_filters, name, width, color_scheme):
    page = open_filters(name, width=width, color_scheme=color_scheme)
    for _ in range(2):
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        box = page.get_by_test_id("filters").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        for part in page.locator(".picked > *, .controls > *").all():
            inner = part.bounding_box()
            assert inner["x"] + inner["width"] <= box["x"] + box["width"] + 1
        background = page.locator(".filters").evaluate("(node) => getComputedStyle(node).color")
        bright = sum(map(float, background.removeprefix("rgb(").removesuffix(")").split(",")[:3])) > 380
        assert bright == (color_scheme == "dark")
        _second_layer(page)
