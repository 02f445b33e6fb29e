"""A network with branches in a browser: where they meet, every term is named and leads to the cell it comes from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz.layer import as_maps
from tests.browser.main_page import MainPage, assert_all_show, assert_shows, numbers
from tests.browser.test_accessibility import AXE, COLOURS, LOOK, SMALL
from tests.browser.test_keyboard import FOCUSED
from tests.networks import hand_made, input_of

NETWORK = "residual"
MOST_TABS = 20


@pytest.fixture(scope="module")
def trace():
    return hand_made(NETWORK).trace_input(input_of(hand_made(NETWORK)))


@pytest.fixture
def show(serve, open_page) -> Callable[..., Page]:
    """show(page, test_id, **options) -> one of the app's pages on the network, ready."""

    def show(page: str, test_id: str, network: str = NETWORK, **options) -> Page:
        opened = open_page(f"{serve('tests/browser/hand_made_app.py')}/?network={network}&page={page}", **options)
        opened.emulate_media(reduced_motion="reduce")
        opened.get_by_test_id(test_id).first.wait_for(timeout=120_000)
        return opened

    return show


@pytest.fixture
def stepper(show) -> Page:
    return show("stepper", "stepper-title")


@pytest.fixture
def network_map(show) -> MainPage:
    return MainPage(show("map", "tensorflow"))


def place_of(trace, name: str) -> int:
    return list(trace).index(name)


def check_terms(terms: Locator, names: tuple[str, ...], values) -> None:
    """Every term has the name of a layer and its value."""
    expect(terms).to_have_count(len(names))
    for text, name, value in zip(terms.all_inner_texts(), names, values, strict=True):
        assert text.startswith(name), text
        assert_shows(numbers(text.removeprefix(name))[0], value)


def go(page: Page, trace, layer: str) -> None:
    page.locator(f".stop[data-step='{place_of(trace, layer)}']").click()
    expect(page.get_by_test_id("stepper")).to_have_attribute("data-layer", layer)


def focus_on(network_map: MainPage, layer: int) -> None:
    """Lead the map's focus to a layer, by keyboard."""
    network_map.canvas.focus()
    at = network_map.focus().layer
    for _ in range(abs(layer - at)):
        network_map.press("Shift+ArrowRight" if at < layer else "Shift+ArrowLeft")
    assert network_map.focus().layer == layer


def shown_cell(page: Page) -> tuple[str | None, tuple[int, ...]]:
    stepper = page.get_by_test_id("stepper")
    return stepper.get_attribute("data-layer"), tuple(map(int, stepper.get_attribute("data-position").split(",")))


def test_a_sum_on_the_map_names_its_terms_and_each_leads_to_its_cell(network_map, trace):
    add = place_of(trace, "add")
    told = network_map.click(add)
    explanation = trace["add"].explain(*told.position)
    terms = network_map.page.get_by_test_id("term")
    check_terms(terms, ("conv2d", "batch_normalization"), explanation.terms)
    assert_shows(told.value, explanation.terms.sum())
    assert told.tensorflow.endswith("✓")
    terms.nth(1).click()
    there = network_map.focus()
    assert (there.layer, there.position) == (place_of(trace, "batch_normalization"), told.position)
    # Keys go on from there.
    expect(network_map.canvas).to_be_focused()
    row, col, channel = there.position
    to = (row, col - 1, channel) if col else (row, 1, channel)
    assert network_map.press("ArrowLeft" if col else "ArrowRight").position == to


def test_without_a_mouse_a_term_is_reached_and_followed(network_map, trace):
    focus_on(network_map, place_of(trace, "concatenate"))
    told = network_map.focus()
    explanation = trace["concatenate"].explain(*told.position)
    branch = ("conv2d_2", "conv2d_3")[explanation.branch]
    assert branch in network_map.spoken() and "unchanged" in network_map.spoken()
    for _ in range(MOST_TABS):
        network_map.page.keyboard.press("Tab")
        if branch in str(network_map.page.evaluate(FOCUSED)["text"]):
            break
    focused = network_map.page.evaluate(FOCUSED)
    assert focused["tag"] == "button" and focused["seen"]
    there = network_map.press("Enter")
    assert (there.layer, there.position) == (place_of(trace, branch), explanation.source)


def test_the_step_of_a_sum_shows_both_branches_and_the_way_back_follows_either(stepper, trace):
    go(stepper, trace, "add")
    _, position = shown_cell(stepper)
    explanation = trace["add"].explain(*position)
    branches = stepper.get_by_test_id("stepper-branch")
    expect(branches).to_have_text(["◀ conv2d", "◀ batch_normalization"])
    expect(stepper.locator(".pane.input canvas.map")).to_have_count(2)
    sum_text = stepper.get_by_test_id("stepper-formula").inner_text()
    assert "conv2d " in sum_text and "batch_normalization " in sum_text
    assert_shows(stepper.get_by_test_id("stepper-value").inner_text(), explanation.terms.sum())
    expect(stepper.get_by_test_id("stepper-tensorflow")).to_contain_text("✓")
    strongest = int(abs(explanation.terms).argmax())
    expect(stepper.locator(".branch[data-followed]")).to_have_text(branches.nth(strongest).inner_text())
    # The other one, by keyboard: its cell, and once more at the sum it is the one that is followed.
    other = branches.nth(1 - strongest)
    name = other.inner_text().removeprefix("◀ ")
    other.focus()
    stepper.keyboard.press("Enter")
    assert shown_cell(stepper) == (name, position)
    while shown_cell(stepper)[0] != "add":
        stepper.keyboard.press("ArrowRight")
    expect(stepper.locator(".branch[data-followed]")).to_have_text(f"◀ {name}")


@pytest.mark.parametrize("name", [NETWORK, "branches", "depthwise", "tokens", "larger-maps", "compared-values"])
def test_every_step_is_reached_in_order_and_its_value_is_tensorflows(show, name):
    network = hand_made(name)
    trace = network.trace_input(input_of(network))
    page = show("stepper", "stepper-title", network=name)
    for cell in (0, -1):
        # From the first cell of the picture, and from the strongest of the last layer.
        stops = page.locator(".stop")
        stops.nth(cell).click()
        page.get_by_test_id("stepper").focus()
        for layer in list(trace)[:: 1 if cell == 0 else -1][0 if cell == 0 else 1 :]:
            page.keyboard.press("ArrowRight" if cell == 0 else "ArrowLeft")
            shown, position = shown_cell(page)
            assert shown == layer
            text = page.get_by_test_id("stepper-value").inner_text()
            if not text.endswith("%"):
                output = trace[layer].output
                assert_shows(text, output.reshape(as_maps(output.shape))[position])
            if trace[layer].layer.kind != "MultiHeadAttention":
                expect(page.get_by_test_id("stepper-tensorflow")).to_contain_text("✓")


def test_a_layer_that_is_not_fed_by_the_one_before_says_what_feeds_it(stepper, show, trace):
    go(stepper, trace, "conv2d_3")
    heading = stepper.locator(".pane.input h3")
    expect(heading).to_contain_text("depthwise_conv2d")
    go(stepper, trace, "depthwise_conv2d")
    expect(heading).not_to_contain_text("zero_padding2d")
    filters = show("filters", "filter-card")
    filters.locator(f'.layer [data-value="{place_of(trace, "conv2d_3")}"]').click()
    expect(filters.locator(".picked .legends")).to_contain_text("maps of depthwise_conv2d")
    expect(filters.get_by_test_id("filter-card")).to_have_count(6)


def test_the_filters_of_a_depthwise_convolution_are_on_one_map_each(show, trace):
    page = show("filters", "filter-card")
    page.locator(f'.layer [data-value="{place_of(trace, "depthwise_conv2d")}"]').click()
    cards = page.get_by_test_id("filter-card")
    expect(cards).to_have_count(6)
    cards.nth(4).click()
    kernel = trace["depthwise_conv2d"].layer.weights["kernel"][:, :, 4, 0]
    assert_all_show(page.get_by_test_id("filter-kernel").locator(".cell").all_inner_texts(), kernel)
    expect(page.locator(".picked .product")).to_contain_text("map 4 under it")
    row, col = (int(number.strip(",")) for number in numbers(page.locator(".mapCaption").inner_text())[:2])
    explanation = trace["depthwise_conv2d"].explain(row, col, 4)
    assert_shows(numbers(page.locator(".picked .sum").inner_text())[3], explanation.value)


def test_joined_maps_show_the_branch_of_a_channel_and_lead_to_the_others(stepper, trace):
    go(stepper, trace, "concatenate")
    parts = stepper.get_by_test_id("stepper-part")
    expect(parts).to_have_count(2)
    for branch, name, start in ((0, "conv2d_2", 0), (1, "conv2d_3", 4)):
        parts.nth(branch).click()
        expect(parts.nth(branch)).to_have_attribute("aria-pressed", "true")
        expect(stepper.get_by_test_id("stepper-branch")).to_have_text(f"◀ {name}")
        _, (row, col, channel) = shown_cell(stepper)
        assert channel == start
        assert_shows(stepper.get_by_test_id("stepper-value").inner_text(), trace[name].output[row, col, 0])


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_where_branches_meet(show, trace, width, color_scheme):
    page = show("stepper", "stepper-title", width=width, color_scheme=color_scheme)
    page.add_script_tag(path=AXE)
    rules = [*COLOURS, "button-name", "label-content-name-mismatch", "nested-interactive", "target-size"]
    for layer in ("add", "concatenate"):
        go(page, trace, layer)
        assert page.evaluate(LOOK, [[], rules]) == []
        assert page.evaluate(SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened = show("map", "tensorflow", width=width, color_scheme=color_scheme)
    opened.add_script_tag(path=AXE)
    network_map = MainPage(opened)
    focus_on(network_map, place_of(trace, "add"))
    expect(opened.get_by_test_id("term")).to_have_count(2)
    assert opened.evaluate(LOOK, [[], rules]) == []
    assert opened.evaluate(SMALL) == []
