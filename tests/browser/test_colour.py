"""A network for colour pictures, with batch normalisation, dropout and 128 channels, in a browser."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.main_page import FOCUS, assert_all_show, assert_shows, column_in, numbers, position_in
from tests.networks import PICTURE, hand_made

# The colours of the places in a canvas that are given in CSS pixels.
COLOURS = """(canvas, places) => places.map(([x, y]) => {
  const ratio = canvas.width / canvas.getBoundingClientRect().width
  return Array.from(canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data.slice(0, 3))
})"""
PIXELS = [(9, 20), (0, 0), (31, 31), (25, 3)]
"""(row, col): the red disc, the sky, the field."""


@pytest.fixture(scope="module")
def trace():
    return hand_made("colour-vgg").trace_input(PICTURE)


@pytest.fixture
def open_colour(serve, open_page):
    def open_colour(page: str, ready: str, **options) -> Page:
        opened = open_page(f"{serve('tests/browser/hand_made_app.py')}/?network=colour-vgg&page={page}", **options)
        opened.emulate_media(reduced_motion="reduce")
        opened.locator(ready).first.wait_for(timeout=120_000)
        return opened

    return open_colour


def _map(open_colour, **options) -> Page:
    return open_colour("map", '[data-testid="network-map"][data-state="ready"]', **options)


def _with_cells_of_two_pixels(page: Page) -> Page:
    """To fit, a network as wide as this one is squeezed."""
    once = page.get_by_role("button", name="1×")
    once.click()
    expect(once).to_have_attribute("aria-pressed", "true")
    return page


@pytest.mark.parametrize("width", [1440, 390])
def test_the_input_is_the_picture_in_its_colours_and_its_channels_in_grey(open_colour, width):
    page = _map(open_colour, width=width)
    if width == 1440:
        _with_cells_of_two_pixels(page)
    scale = 2
    side = 32 * scale
    for tile in range(4):
        # Two pixels of margin, and three between the maps.
        places = [(2 + (col + 0.5) * scale, 2 + tile * (side + 3) + (row + 0.5) * scale) for row, col in PIXELS]
        shown = page.locator("canvas.maps").evaluate(COLOURS, places)
        for (row, col), colour in zip(PIXELS, shown, strict=True):
            if tile == 0:
                np.testing.assert_allclose(colour, PICTURE[row, col] * 255, atol=1)
            else:
                # From the ink scale's black, (13, 17, 23), to white.
                share = PICTURE[row, col, tile - 1]
                np.testing.assert_allclose(colour, np.array([13, 17, 23]) * (1 - share) + 255 * share, atol=2)


def test_a_pixel_of_the_input_is_three_numbers(open_colour):
    page = _with_cells_of_two_pixels(_map(open_colour))
    page.get_by_test_id("map-canvas").click(position={"x": 2 + 20.5 * 2, "y": 2 + 9.5 * 2})
    ledger = page.get_by_test_id("ledger")
    expect(ledger.locator(".place")).to_have_text("row 9, column 20")
    red, green, blue = PICTURE[9, 20]
    expect(ledger.locator(".result")).to_have_text(f"red {red:.3f}, green {green:.3f}, blue {blue:.3f}")
    assert "ink" not in page.get_by_test_id("network-map").inner_text()


def test_every_layer_says_its_number_on_the_map(open_colour, trace):
    page = _map(open_colour)
    page.get_by_test_id("map-canvas").focus()
    page.keyboard.press("Enter")
    for _ in trace:
        page.keyboard.press("Shift+ArrowLeft")
    layers = list(trace.values())
    for k, layer in enumerate(layers):
        page.keyboard.press("Shift+ArrowRight")
        shown = page.get_by_test_id("network-map").evaluate(FOCUS)
        assert shown["layer"] == k and "✓" in shown["tensorflow"], layer.layer.name
        value = numbers(shown["tensorflow"])[0]
        position = position_in(shown["place"])
        if not position:
            position = (int(shown["place"].removeprefix("for the class ")),)
        assert_shows(value, layer.output[position])
        if layer.layer.kind == "BatchNormalization":
            explanation = layer.explain(*position)
            terms = [explanation.gamma, explanation.input, abs(explanation.mean)]
            assert_all_show(numbers(shown["equation"].replace("− ", "").replace("+ ", ""))[:3], np.array(terms))


def test_what_is_in_focus_at_first_is_in_sight(open_colour, trace):
    page = _map(open_colour)
    network_map = page.get_by_test_id("network-map")
    layer = network_map.evaluate(FOCUS)["layer"]
    assert list(trace.values())[layer].layer.kind == "Conv2D"
    column, box = column_in(network_map, layer), network_map.bounding_box()
    assert column["x"] + column["width"] <= box["x"] + box["width"]


def test_of_very_many_subtotals_the_heaviest_are_shown_first_and_then_all(open_colour, trace):
    page = _map(open_colour)
    layers = list(trace.values())
    last = max(k for k, layer in enumerate(layers) if layer.layer.kind == "Conv2D")
    page.get_by_test_id("map-canvas").focus()
    page.keyboard.press("Enter")
    while (shown := page.get_by_test_id("network-map").evaluate(FOCUS))["layer"] < last:
        page.keyboard.press("Shift+ArrowRight")
    layer = layers[last]
    subtotals = layer.explain(*position_in(shown["place"])).subtotals
    heaviest = subtotals[np.argsort(-np.abs(subtotals))]
    assert len(subtotals) == 128
    assert_all_show(shown["subtotals"], heaviest[: len(shown["subtotals"])])
    more = page.get_by_test_id("ledger").locator(".more")
    assert_shows(numbers(more.inner_text())[1], heaviest[len(shown["subtotals"]) :].sum())
    more.click()
    assert_all_show(page.get_by_test_id("network-map").evaluate(FOCUS)["subtotals"], subtotals)


@pytest.mark.parametrize("size", ["fit", "5×"])
def test_the_whole_map_can_be_painted_on_any_screen(open_colour, size):
    page = _map(open_colour, width=390, touch=True)
    page.get_by_role("button", name=size).click()
    area = page.locator("canvas.maps").evaluate("(canvas) => canvas.width * canvas.height")
    assert area < 16.8e6


def test_the_stepper_goes_through_all_layers_with_the_librarys_numbers(open_colour, trace):
    page = open_colour("stepper", '[data-testid="stepper-title"]')
    page.locator(".stop[data-step='-1']").click()
    expect(page.get_by_test_id("stepper-formula")).to_contain_text("red")
    expect(page.locator(".words")).to_contain_text("three numbers for each pixel")
    stepper = page.get_by_test_id("stepper")
    for layer in trace.values():
        page.keyboard.press("ArrowRight")
        position = tuple(map(int, stepper.get_attribute("data-position").split(",")))
        explanation = layer.explain(*position)
        expect(page.get_by_test_id("stepper-tensorflow")).to_contain_text("✓")
        text = page.get_by_test_id("stepper-value").inner_text()
        if "%" not in text:
            assert_shows(text, explanation.value)
    expect(page.get_by_test_id("stepper-title")).to_have_text("softmax")


def test_a_batch_normalisation_keeps_the_channel_that_was_looked_at(open_colour, trace):
    page = open_colour("stepper", '[data-testid="stepper-title"]')
    page.locator(".channel[data-channel='5']").click()
    stepper = page.get_by_test_id("stepper")
    for name in list(trace)[1:3]:
        page.keyboard.press("ArrowRight")
        expect(page.get_by_test_id("stepper-title")).to_contain_text(name)
        assert stepper.get_attribute("data-position").split(",")[2] == "5"


def test_a_kernel_for_colours_is_shown_in_its_colours(open_colour, trace):
    page = open_colour("filters", '[data-testid="filter-card"]')
    kernel = next(iter(trace.values())).layer.weights["kernel"]
    limit = np.abs(kernel).max()
    for filter in (0, 7):
        picture = page.locator(f"[data-filter='{filter}'] canvas").first
        size = picture.bounding_box()["width"] / 3
        shown = picture.evaluate(
            COLOURS, [((col + 0.5) * size, (row + 0.5) * size) for row in range(3) for col in range(3)]
        )
        np.testing.assert_allclose(
            np.reshape(shown, (3, 3, 3)), (0.5 + kernel[..., filter] / (2 * limit)) * 255, atol=1
        )
