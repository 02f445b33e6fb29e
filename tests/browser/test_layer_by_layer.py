"""Layer by layer in a real browser: every number on show is the library's, and the animation does what it says."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import cnnviz
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.trace import Trace
from tests.browser.modules import in_module
from tests.networks import IN_DEPTH, sampled_positions

SAMPLE = 14

# What the network map remembers of a cell, shared by the browser's components.
PIN = in_module("shared/view_state.js", "viewed('pin')")

PIXEL = """(canvas, [x, y]) => {
  const ratio = canvas.width / canvas.getBoundingClientRect().width
  return Array.from(canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data.slice(0, 3))
}"""

ALL_PIXELS = """(canvas) => Array.from(
  canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data)"""


@cache
def trace_of(name: str) -> Trace:
    return cnnviz.load(name).trace_input(prepare(load_samples().ink(SAMPLE)).input)


class Stepper:
    """The page as a visitor has it."""

    def __init__(self, page: Page, name: str):
        self.page = page
        self.trace = trace_of(name)
        self.layers = list(self.trace)

    def __getattr__(self, part: str):
        return self.page.get_by_test_id(f"stepper-{part}")

    def cell(self) -> tuple[str, tuple[int, ...]]:
        """The layer and the position that are on show."""
        stepper = self.page.get_by_test_id("stepper")
        return stepper.get_attribute("data-layer"), tuple(map(int, stepper.get_attribute("data-position").split(",")))

    def number(self) -> float:
        """The value that the sum on show ends in."""
        text = self.value.inner_text().replace("−", "-")
        share = text.endswith("%")
        return float(text.strip("<>% ")) / (100 if share else 1)

    def go(self, layer: str) -> None:
        self.page.locator(f".stop[data-step='{self.layers.index(layer)}']").click()

    def point(self, row: int, col: int, rows: int, cols: int) -> dict[str, float]:
        """The middle of a cell of the output, from the canvas's corner."""
        box = self.output.bounding_box()
        return {"x": (col + 0.5) * box["width"] / cols, "y": (row + 0.5) * box["height"] / rows}

    def point_at(self, layer: str, position: tuple[int, ...]) -> dict[str, float]:
        rows, cols = self.trace[layer].output.shape[:2]
        return self.point(*position[:2], rows, cols)

    def check_value(self) -> None:
        """The value on show is the library's, and TensorFlow's."""
        layer, position = self.cell()
        explanation = self.trace[layer].explain(*position)
        assert self.number() == pytest.approx(explanation.value, rel=1e-4, abs=6e-4)
        expect(self.tensorflow).to_contain_text("✓")


@pytest.fixture
def open_stepper(serve, open_page):
    """open_stepper(name, still=True, pin="", **options of open_page): still is a visitor who wants no motion."""

    def open_stepper(name: str = "mnist_lab", *, still: bool = True, pin: str = "", **options) -> Stepper:
        page = open_page("about:blank", **options)
        if still:
            page.emulate_media(reduced_motion="reduce")
        page.goto(f"{serve('app.py')}/layer_by_layer?network={name}&source=Samples&sample={SAMPLE}&pin={pin}")
        page.get_by_test_id("stepper-title").wait_for(timeout=120_000)
        return Stepper(page, name)

    return open_stepper


@pytest.mark.parametrize("name", IN_DEPTH)
def test_the_right_arrow_key_leads_through_all_layers_with_the_librarys_numbers(open_stepper, name):
    stepper = open_stepper(name)
    layers = cnnviz.load(name).layers
    stepper.page.keyboard.press("ArrowLeft")
    expect(stepper.title).to_have_text("input")
    for k, layer in enumerate(layers):
        stepper.page.keyboard.press("ArrowRight")
        expect(stepper.page.locator(".stop[aria-current]")).to_have_attribute("data-step", str(k))
        assert stepper.cell()[0] == layer.name
        stepper.check_value()
    expect(stepper.title).to_have_text("softmax")
    expect(stepper.next).to_be_disabled()
    for _ in layers:
        stepper.page.keyboard.press("ArrowLeft")
    expect(stepper.title).to_have_text("input")
    expect(stepper.previous).to_be_disabled()


def test_buttons_say_where_they_lead(open_stepper):
    stepper = open_stepper()
    expect(stepper.next).to_contain_text("Next: max_pooling2d")
    stepper.next.click()
    expect(stepper.title).to_have_text("max_pooling2d · Max pool")
    expect(stepper.previous).to_contain_text("Back: conv2d")
    expect(stepper.next).to_contain_text("Next: relu")


@pytest.mark.parametrize("name", IN_DEPTH)
def test_a_click_on_a_cell_shows_its_own_numbers(open_stepper, name):
    stepper = open_stepper(name)
    for layer in (layer for layer in stepper.layers if stepper.trace[layer].output.ndim == 3):
        stepper.go(layer)
        for row, col in sampled_positions(stepper.trace[layer].output.shape[:2], 4):
            stepper.output.click(position=stepper.point_at(layer, (row, col)))
            assert stepper.cell()[0] == layer
            assert stepper.cell()[1][:2] == (row, col)
            stepper.check_value()


def test_hovering_shows_a_cell_and_leaving_shows_the_chosen_one_again(open_stepper):
    stepper = open_stepper()
    _, (_, _, channel) = stepper.cell()
    stepper.output.click(position=stepper.point_at("conv2d", (14, 14)))
    chosen = stepper.value.inner_text()
    stepper.output.hover(position=stepper.point_at("conv2d", (10, 17)))
    assert stepper.number() == pytest.approx(stepper.trace["conv2d"].output[10, 17, channel], abs=6e-4)
    stepper.title.hover()
    expect(stepper.value).to_have_text(chosen)


def test_arrow_keys_on_the_map_move_the_cell_and_page_keys_change_the_filter(open_stepper):
    stepper = open_stepper()
    stepper.output.click(position=stepper.point_at("conv2d", (10, 12)))
    _, (row, col, channel) = stepper.cell()
    for key in ("ArrowDown", "ArrowRight", "PageDown"):
        stepper.page.keyboard.press(key)
    assert stepper.cell() == ("conv2d", (row + 1, col + 1, (channel + 1) % 6))
    stepper.check_value()
    stepper.page.keyboard.press("Escape")
    stepper.page.keyboard.press("ArrowRight")
    expect(stepper.title).to_have_text("max_pooling2d · Max pool")


def test_up_and_down_choose_the_filter(open_stepper):
    stepper = open_stepper()
    _, (_, _, channel) = stepper.cell()
    stepper.page.locator(f"[data-channel='{channel}']").focus()
    stepper.page.keyboard.press("ArrowDown")
    pressed = stepper.page.locator(".channel[aria-pressed=true]")
    expect(pressed).to_have_attribute("data-channel", str((channel + 1) % 6))
    expect(pressed).to_be_focused()
    stepper.check_value()


def test_arrow_keys_in_the_speed_slider_stay_there(open_stepper):
    stepper = open_stepper()
    stepper.speed.focus()
    before = stepper.speed.get_attribute("aria-valuetext")
    stepper.page.keyboard.press("ArrowRight")
    expect(stepper.title).to_have_text("conv2d · Conv 5×5")
    assert stepper.speed.get_attribute("aria-valuetext") != before


def test_the_word_more_opens_all_products_and_they_add_up(open_stepper):
    stepper = open_stepper()
    stepper.page.get_by_role("button", name="22 more").click()
    lines = stepper.terms.locator("li").all_inner_texts()
    products = [float(re.split("[=≈] ", line)[-1].replace("−", "-")) for line in lines]
    layer, position = stepper.cell()
    explanation = stepper.trace[layer].explain(*position)
    assert len(products) == 25
    assert sum(products) == pytest.approx(explanation.subtotals[0], abs=25 * 5e-4)
    assert abs(products[0]) == pytest.approx(np.abs(explanation.products).max(), abs=5e-4)


def test_the_input_channel_can_be_chosen(open_stepper):
    stepper = open_stepper()
    stepper.go("conv2d_1")
    layer, position = stepper.cell()
    subtotals = stepper.trace[layer].explain(*position).subtotals
    thumbs = stepper.page.locator(".subtotal")
    expect(thumbs).to_have_count(6)
    expect(stepper.page.locator(".subtotal[aria-pressed=true]")).to_have_text(
        f"{subtotals[np.abs(subtotals).argmax()]:.2f}".replace("-", "−")
    )
    thumbs.nth(2).click()
    expect(stepper.formula).to_contain_text("channel 2:")
    stepper.check_value()


def test_beside_a_convolution_stand_the_results_of_its_input_channels(open_stepper):
    stepper = open_stepper()
    stepper.go("conv2d_1")
    (_, (*_, channel)), trace = stepper.cell(), stepper.trace["conv2d_1"]
    rows, cols = trace.output.shape[:2]
    places = np.ndindex(rows, cols)
    subtotals = np.array([trace.explain(*place, channel).subtotals for place in places]).reshape(rows, cols, -1)
    limit = np.abs(subtotals).max()
    for index, canvas in enumerate(stepper.page.locator(".subtotal canvas").all()):
        pixels = np.array(canvas.evaluate(ALL_PIXELS)).reshape(canvas.evaluate("(canvas) => canvas.height"), -1, 4)
        assert pixels.shape[:2] == (rows, cols)
        clear = np.abs(subtotals[..., index]) > 0.1 * limit
        blueness = pixels[..., 2] - pixels[..., 0]
        np.testing.assert_array_equal(np.sign(blueness[clear]), np.sign(subtotals[..., index][clear]))
        box = canvas.bounding_box()
        assert box["width"] % cols == box["height"] % rows == 0, "pixels are whole squares"


def test_the_animation_fills_the_map_in(open_stepper):
    stepper = open_stepper(still=False)
    expect(stepper.play).to_contain_text("Pause")
    first = stepper.counter.inner_text()
    expect(stepper.counter).not_to_have_text(first)
    stepper.play.click()
    expect(stepper.play).to_contain_text("Play")
    paused = stepper.counter.inner_text()
    stepper.check_value()

    stepper.step.click()
    number = int(paused.split()[1])
    expect(stepper.counter).to_have_text(f"cell {number + 1} of 784")
    stepper.check_value()

    corner = stepper.point(27, 27, 28, 28)
    not_yet = stepper.output.evaluate(PIXEL, [corner["x"], corner["y"]])
    stepper.skip.click()
    expect(stepper.skip).to_be_disabled()
    computed = stepper.output.evaluate(PIXEL, [corner["x"], corner["y"]])
    assert not_yet != computed
    assert min(not_yet) < 240, "a cell that is not computed yet looks like a zero"
    stepper.check_value()


def test_the_animation_ends_by_itself_with_the_whole_layer(open_stepper):
    stepper = open_stepper(still=False)
    stepper.speed.fill("1")
    expect(stepper.skip).to_be_disabled(timeout=20_000)
    expect(stepper.play).to_contain_text("Play")


def test_who_wants_no_motion_sees_the_whole_layer(open_stepper):
    stepper = open_stepper(still=True)
    expect(stepper.play).to_contain_text("Play")
    expect(stepper.skip).to_be_disabled()


def test_a_click_stops_the_animation_at_the_cell(open_stepper):
    stepper = open_stepper(still=False)
    stepper.output.click(position=stepper.point_at("conv2d", (20, 9)))
    expect(stepper.play).to_contain_text("Play")
    assert stepper.cell()[1][:2] == (20, 9)
    stepper.check_value()


@pytest.mark.parametrize("layer", ["max_pooling2d", "dense_1", "softmax"])
def test_the_animation_does_not_follow_to_another_layer(open_stepper, layer):
    stepper = open_stepper(still=False)
    expect(stepper.play).to_contain_text("Pause")
    stepper.page.emulate_media(reduced_motion="reduce")
    stepper.go(layer)
    assert stepper.cell()[0] == layer
    stepper.check_value()


def test_a_cell_pinned_on_the_network_map_is_taken_up(open_stepper):
    stepper = open_stepper(still=False, pin="max_pooling2d_1.3-5-7")
    expect(stepper.title).to_have_text("max_pooling2d_1 · Max pool")
    assert stepper.cell() == ("max_pooling2d_1", (3, 5, 7))
    stepper.check_value()


def test_the_network_map_learns_which_cell_was_chosen(open_stepper):
    stepper = open_stepper()
    stepper.go("relu_1")
    stepper.output.click(position=stepper.point_at("relu_1", (2, 4)))
    _, position = stepper.cell()
    assert stepper.page.evaluate(PIN) == f"relu_1.{'-'.join(map(str, position))}"


def test_pooling_marks_each_winner_and_says_why_relu_may_wait(open_stepper):
    stepper = open_stepper()
    stepper.go("max_pooling2d")
    expect(stepper.page.get_by_test_id("stepper")).to_contain_text("Max pooling first or ReLU first gives the same")
    layer, position = stepper.cell()
    window = stepper.trace[layer].explain(*position).window
    winner = stepper.page.locator(".pooling .marked")
    expect(winner).to_have_text(f"{window.max():.2f}".replace("-", "−"))


def test_relu_counts_the_cells_that_became_zero(open_stepper):
    stepper = open_stepper()
    stepper.go("relu")
    _, (_, _, channel) = stepper.cell()
    count = int((stepper.trace["relu"].input[..., channel] < 0).sum())
    expect(stepper.page.get_by_test_id("stepper")).to_contain_text(f"{count} of 196 cells became 0.")


def test_a_unit_is_chosen_by_its_bar(open_stepper):
    stepper = open_stepper()
    for layer in ("dense_1", "softmax"):
        stepper.go(layer)
        for unit in (3, 8):
            stepper.page.locator(f"[data-unit='{unit}']").click()
            assert stepper.cell() == (layer, (unit,))
            stepper.check_value()


def test_a_screen_reader_hears_the_sum(open_stepper):
    stepper = open_stepper()
    stepper.output.click(position=stepper.point_at("conv2d", (10, 12)))
    expect(stepper.page.locator(".stepper [role=status]")).to_contain_text("Row 10, column 12")
    expect(stepper.page.locator(".stepper [role=status]")).to_contain_text("plus bias")


def test_stepping_and_playing_need_no_server(open_stepper):
    stepper = open_stepper(still=False)
    # From here on nothing reaches the server: what the page says of its view, for the URL, is lost.
    stepper.page.evaluate("() => { WebSocket.prototype.send = () => {} }")
    for _ in stepper.layers:
        stepper.page.keyboard.press("ArrowRight")
    stepper.go("conv2d")
    stepper.output.click(position=stepper.point_at("conv2d", (9, 9)))
    stepper.play.click()
    expect(stepper.counter).to_contain_text("cell 2")


def test_a_change_of_theme_keeps_the_step_and_the_cell(open_stepper):
    stepper = open_stepper()
    stepper.go("conv2d_1")
    stepper.output.click(position=stepper.point_at("conv2d_1", (6, 8)))
    cell, value = stepper.cell(), stepper.value.inner_text()
    stepper.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    expect(stepper.page.locator(".stepper.dark")).to_be_visible()
    expect(stepper.title).to_have_text("conv2d_1 · Conv 5×5")
    assert stepper.cell() == cell
    expect(stepper.value).to_have_text(value)


@pytest.mark.parametrize("name", IN_DEPTH)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_layer_fits_the_window(open_stepper, name, width, scheme):
    stepper = open_stepper(name, width=width, color_scheme=scheme)
    for layer in stepper.layers:
        stepper.go(layer)
        sizes = stepper.page.get_by_test_id("stMain").evaluate("(main) => [main.scrollWidth, main.scrollHeight]")
        assert sizes[0] <= width, layer
        if width == 1440:
            assert sizes[1] <= 900, layer
        thumb = stepper.page.locator(".stop[aria-current]").bounding_box()
        rail = stepper.page.locator(".rail").bounding_box()
        assert rail["x"] <= thumb["x"] + 1
        assert thumb["x"] + thumb["width"] <= rail["x"] + rail["width"] + 1
