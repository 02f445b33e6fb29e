"""The network map in real Chromium: its arithmetic is Python's, cell by cell, and nothing but the page computes it."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

import cnnviz
from cnnviz.explainers.parts.explanation import Explanation
from tests.browser.main_page import (
    SAMPLE_QUERY,
    Ledger,
    MainPage,
    assert_all_show,
    assert_shows,
    numbers,
    sample_trace,
)
from tests.browser.traffic import Traffic
from tests.networks import IN_DEPTH

CELLS_PER_LAYER = 5


@pytest.fixture
def open_map(open_page, serve):
    """open_map(network, **options) -> the main page on the sample, answered."""

    def open_map(network: str = "mnist_lab", **options) -> MainPage:
        return MainPage(open_page(f"{serve('app.py')}/?{SAMPLE_QUERY}&network={network}", **options)).wait()

    return open_map


@pytest.fixture(scope="module", params=IN_DEPTH)
def network(request) -> str:
    return request.param


def layer_names(network: str) -> list[str]:
    return [layer.name for layer in cnnviz.load(network).layers]


def check_convolution(ledger: Ledger, told: Explanation) -> None:
    channel = max(ledger.open, 0)
    if len(told.subtotals) > 1:
        assert_all_show(ledger.subtotals, told.subtotals)
    window, kernel, products = ledger.grids
    assert_all_show(window, told.window[:, :, channel], digits=2)
    assert_all_show(kernel, told.kernel[:, :, channel], digits=2)
    assert_all_show(products, told.products[:, :, channel], digits=2)
    *terms, value = numbers(ledger.equation.replace("− ", "−").replace("+ ", ""))
    assert_shows(terms[-1], told.bias)
    assert_shows(value, told.pre_activation)
    if len(told.subtotals) <= 8:
        written = [float(text.replace("−", "-")) for text in (*terms, value)]
        off = abs(sum(written[:-1]) - written[-1])
        assert ("≈" in ledger.equation) == (off > 0.00051), ledger.equation


def check_pooling(ledger: Ledger, told: Explanation) -> None:
    (window,) = ledger.grids
    assert_all_show(window, told.window, digits=2)
    row, col = (told.winner[0] - told.rows[0], told.winner[1] - told.cols[0])
    assert ledger.marked == row * told.window.shape[1] + col


def check_dense(ledger: Ledger, told: Explanation) -> None:
    count, total, bias, value = numbers(ledger.equation.replace("− ", "−").replace("+ ", ""))
    assert_shows(count, len(told.products))
    assert_shows(total, told.products.sum())
    assert_shows(bias, told.bias)
    assert_shows(value, told.value)
    assert len(ledger.products) == 12
    for text, place in zip(ledger.products, told.order, strict=False):
        *_, given, weight, product = numbers(text)
        assert_shows(product, told.products[place])
        # Where two products are equally large, either may come first.
        assert_shows(given, told.inputs[place])
        assert_shows(weight, told.weights[place])


def check_softmax(ledger: Ledger, told: Explanation) -> None:
    rows = [row for row in ledger.shares if len(numbers(" ".join(row))) >= 5 and row[0]]
    assert_all_show([row[1] for row in rows], told.logits)
    assert_all_show([row[3] for row in rows], told.exponentials)
    assert_shows(ledger.shares[-1][3], told.total)


def check_activation(ledger: Ledger, told: Explanation) -> None:
    _zero, given, _value = numbers(ledger.equation)
    assert_shows(given, told.input)


def check_dropout(ledger: Ledger, told: Explanation) -> None:
    words, _, shown = ledger.equation.partition(": ")
    assert words == "unchanged"
    assert_shows(shown, told.value)


def check_flatten(ledger: Ledger, told: Explanation) -> None:
    row, _width, col, _channels, channel, place, _value = numbers(ledger.equation)
    assert (int(row), int(col), int(channel)) == tuple(told.source)
    assert int(place) == ledger.position[0]


CHECKS = {
    "Conv2D": check_convolution,
    "MaxPooling2D": check_pooling,
    "Dense": check_dense,
    "Softmax": check_softmax,
    "ReLU": check_activation,
    "Flatten": check_flatten,
    "Dropout": check_dropout,
}


def test_every_ledger_is_pythons_and_hovering_asks_the_server_nothing(open_page, serve, network):
    page = open_page("about:blank")
    traffic = Traffic(page)
    page.goto(f"{serve('app.py')}/?{SAMPLE_QUERY}&network={network}")
    main = MainPage(page).wait()
    traffic.settle()
    trace = sample_trace(network)
    for index, name in enumerate(layer_names(network)):
        seen: set[tuple[int, ...]] = set()
        for _ in range(CELLS_PER_LAYER):
            ledger = main.hover(index, lambda ledger, seen=seen: ledger.position not in seen)
            seen.add(ledger.position)
            told = trace[name].explain(*ledger.position)
            assert_shows(ledger.value, told.value)
            assert ledger.tensorflow.endswith("✓"), ledger
            assert_shows(numbers(ledger.tensorflow)[0], float(trace[name].output[ledger.position]))
            CHECKS[trace[name].layer.kind](ledger, told)
    ledger = main.hover(-1)
    assert_shows(ledger.value, float(trace.input[(*ledger.position, 0)]))
    assert not traffic.requests
    traffic.assert_silent()


def test_map_and_ledger_fit_a_projector_whole(open_map, network):
    main = open_map(network)
    for index in range(-1, len(layer_names(network))):
        main.hover(index)
        canvas, panel = main.canvas.bounding_box(), main.map.locator(".panel").bounding_box()
        assert canvas["x"] >= 0 and canvas["x"] + canvas["width"] <= 1440
        assert panel["y"] + panel["height"] <= 900
        assert panel["y"] >= canvas["y"] + canvas["height"]


def test_a_click_pins_a_cell_that_the_keyboard_moves(open_map):
    main = open_map()
    names, trace = layer_names("mnist_lab"), sample_trace("mnist_lab")
    layer = names.index("conv2d_1")

    def inner(ledger: Ledger) -> bool:
        return all(2 < place < 11 for place in ledger.position)

    row, col, channel = main.click(layer, inner).position
    assert "Pinned" in main.map.locator(".tools").inner_text()
    elsewhere = main.column(0)
    main.page.mouse.move(elsewhere["x"] + 40, elsewhere["y"] + 100)
    assert main.focus().position == (row, col, channel)
    assert main.press("ArrowRight").position == (row, col + 1, channel)
    assert main.press("ArrowDown").position == (row + 1, col + 1, channel)
    assert main.press("PageDown").position == (row + 1, col + 1, channel + 1)
    assert main.press("ArrowLeft").position == (row + 1, col, channel + 1)
    assert main.press("ArrowUp").position == (row, col, channel + 1)
    assert main.press("PageUp").position == (row, col, channel)
    told = trace["conv2d_1"].explain(row, col, channel)
    assert f"conv2d_1 · Conv 5×5, channel {channel}, row {row}, column {col}: " in main.spoken()
    *subtotals, bias, value = numbers(main.spoken().partition(": ")[2])
    assert_all_show(subtotals, told.subtotals)
    assert_shows(bias, told.bias)
    assert_shows(value.rstrip("."), told.value)
    assert main.press("Shift+ArrowRight").layer == layer + 1
    assert main.press("Shift+ArrowLeft").layer == layer
    main.press("Escape")
    assert "Pinned" not in main.map.locator(".tools").inner_text()
    assert main.hover(0).layer == 0


def test_keys_stop_at_the_edges(open_map):
    main = open_map()
    main.canvas.focus()
    for _ in range(8):
        main.press("Shift+ArrowLeft")
    for _ in range(30):
        main.page.keyboard.press("ArrowUp")
        main.page.keyboard.press("ArrowLeft")
    main.press("PageUp")
    assert (main.focus().layer, main.focus().position) == (-1, (0, 0))
    assert main.spoken().startswith("input, row 0, column 0: ")
    for _ in range(20):
        main.press("Shift+ArrowRight")
    for _ in range(12):
        main.page.keyboard.press("ArrowDown")
    assert (main.focus().layer, main.focus().position) == (10, (9,))
    assert main.spoken().startswith("softmax, for the digit 9: ")


def test_a_second_click_lets_go(open_map):
    main = open_map()
    main.click(0)
    assert "Pinned" in main.map.locator(".tools").inner_text()
    main.page.mouse.down()
    main.page.mouse.up()
    assert "Pinned" not in main.map.locator(".tools").inner_text()


def test_a_pinned_cell_stays_while_the_picture_changes(open_map):
    main = open_map()
    pinned = main.click(0, lambda ledger: any(text != "0" for text in ledger.grids[0]))
    main.page.get_by_role("button", name="MNIST test picture", exact=False).nth(1).click()
    main.wait_for_label("0")
    # The answer is there a moment before the map.
    shown = main.focus()
    while (shown.value, shown.grids[0]) == (pinned.value, pinned.grids[0]):
        main.page.wait_for_timeout(20)
        shown = main.focus()
    assert (shown.layer, shown.position) == (0, pinned.position)
    assert shown.grids[1] == pinned.grids[1]


def test_a_subtotal_opens_its_products(open_map):
    main = open_map("mnist_cnn")
    index = layer_names("mnist_cnn").index("conv2d_1")
    pinned = main.click(index)
    told = sample_trace("mnist_cnn")["conv2d_1"].explain(*pinned.position)
    assert len(pinned.subtotals) == 32
    assert pinned.open == np.argmax(np.abs(told.subtotals))
    for channel in (0, 31, 17):
        main.ledger.get_by_test_id("subtotal").nth(channel).click()
        ledger = main.focus()
        assert ledger.open == channel
        check_convolution(ledger, told)
    main.ledger.get_by_text("288 products").wait_for()


def test_more_products_of_a_dense_unit_can_be_opened(open_map):
    main = open_map()
    index = layer_names("mnist_lab").index("dense")
    (unit,) = main.click(index).position
    told = sample_trace("mnist_lab")["dense"].explain(unit)
    main.ledger.get_by_role("button", name="show 200 more").click()
    products = [numbers(text)[-1] for text in main.focus().products]
    assert len(products) == 212
    assert_all_show(products, told.products[told.order[:212]])
    rest = main.ledger.locator(".more").inner_text()
    assert_shows(numbers(rest)[1], told.products[told.order[212:]].sum())


def test_where_a_value_came_from_is_drawn_over_the_maps(open_map):
    main = open_map()
    painted = """(canvas, [left, right]) => {
        const ratio = canvas.width / canvas.clientWidth
        const pixels = canvas.getContext("2d").getImageData(left * ratio, 0, (right - left) * ratio, canvas.height).data
        return pixels.some((value, index) => index % 4 === 3 && value > 0)
    }"""
    left = main.canvas.bounding_box()["x"]

    def marked(layer: int) -> bool:
        box = main.column(layer)
        return main.canvas.evaluate(painted, [box["x"] - left + 2, box["x"] - left + box["width"] - 14])

    def marked_layers(focus: int) -> set[int]:
        main.hover(focus)
        return {layer for layer in range(-1, 11) if marked(layer)}

    assert marked_layers(0) == {-1, 0}
    second = layer_names("mnist_lab").index("conv2d_1")
    assert marked_layers(second) == {-1, second - 1, second}


def test_colour_scales_reach_as_far_as_they_say_and_zero_stays_white(open_map):
    main = open_map()
    trace = sample_trace("mnist_lab")
    relu = layer_names("mnist_lab").index("relu")
    pixel = """(canvas, [x, y]) => {
        const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width
        return [...canvas.getContext("2d").getImageData((x - box.left) * ratio, (y - box.top) * ratio, 1, 1).data]
    }"""
    seen = {}
    for name in ("each map", "each layer", "whole network"):
        button = main.map.get_by_role("button", name=name)
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        ledger = main.hover(relu, lambda ledger: float(trace["relu"].output[ledger.position]) == 0)
        assert main.map.locator(".maps").evaluate(pixel, main.pointer) == [255, 255, 255, 255]
        seen[name] = main.map.locator(".maps").evaluate("(canvas) => canvas.toDataURL()")
        limit = numbers(main.map.locator(".legend .scale").first.inner_text())[-1]
        outputs = [layer.output for layer in trace.values() if layer.layer.kind != "Softmax"]
        assert_shows(
            limit,
            {
                "each map": np.abs(trace["relu"].output[..., ledger.position[2]]).max(),
                "each layer": np.abs(trace["relu"].output).max(),
                "whole network": max(np.abs(output).max() for output in outputs),
            }[name],
        )
    assert len(set(seen.values())) == 3


def test_after_a_relu_the_scale_of_a_layer_reaches_most_values_and_says_how_far_they_go(open_map):
    main = open_map("mnist_cnn")
    output = sample_trace("mnist_cnn")["relu_1"].output
    main.hover(layer_names("mnist_cnn").index("relu_1"))
    text = main.map.locator(".legend .scale").first.inner_text().replace("relu_1", "")
    _, reach, largest = numbers(text)
    assert "or more, up to" in text
    assert_shows(largest, output.max())
    above = output[output > 0]
    assert 0.97 <= (above <= float(reach) + 0.005).mean() < 1
    # What few values exceed is not what most of them look like.
    assert np.median(above) > 0.1 * float(reach)


def test_headings_give_the_name_the_least_and_the_greatest_value(open_map):
    main = open_map()
    trace = sample_trace("mnist_lab")
    for index, name in enumerate(trace):
        lines = main.heading(index).inner_text().split("\n")
        assert lines[0] == name
        output = trace[name].output
        if len(trace[name].output) <= 16:
            continue
        least, greatest = numbers(lines[2])
        assert_shows(least, output.min())
        assert_shows(greatest, output.max())


def test_dead_maps_are_marked_whatever_colours_reach_over(open_map):
    main = open_map("mnist_lab&edits=conv2d.off.3")
    expect(main.heading(0)).to_contain_text("1 all zero")
    row, col, _ = main.hover(0, lambda ledger: ledger.position[2] == 3).position
    # At fit a cell of the first layer has two pixels: words stand in the middle of the map, which is white.
    canvas = main.canvas.bounding_box()
    across, down = main.pointer[0] - canvas["x"] + 2 * (13.5 - col), main.pointer[1] - canvas["y"] + 2 * (13.5 - row)
    not_white = """(canvas, box) => {
        const ratio = canvas.width / canvas.getBoundingClientRect().width
        const { data } = canvas.getContext("2d").getImageData(...box.map((length) => Math.round(length * ratio)))
        return data.filter((value) => value < 250).length
    }"""
    for name in ("each map", "each layer", "whole network"):
        button = main.map.get_by_role("button", name=name)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        box = [across - 20, down - 8, 40, 16]
        # Painting follows with the next frame.
        main.page.evaluate("() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))")
        assert main.map.locator(".maps").evaluate(not_white, box) > 5, name


@pytest.mark.parametrize("name", ["cifar_vgg", "cats_dogs_deeper"])
def test_a_wide_network_fits_whole_and_one_can_go_anywhere_in_a_larger_one(open_page, serve, name):
    main = MainPage(open_page(f"{serve('app.py')}/?network={name}")).wait()
    names = layer_names(name)
    overview = main.page.get_by_test_id("map-overview")
    expect(overview).to_be_hidden()
    for index in (-1, 0, len(names) // 2, len(names) - 1):
        main.hover(index)
        heading = main.heading(index).bounding_box()
        assert heading["x"] >= 0 and heading["x"] + heading["width"] <= 1440
    widths = []
    for size in ("fit", "1×", "2×", "3×", "5×"):
        main.map.get_by_role("button", name=size, exact=True).click()
        widths.append(main.canvas.bounding_box()["width"])
    assert widths == sorted(widths)
    main.map.get_by_role("button", name="1×", exact=True).click()
    viewport = main.map.locator(".viewport")
    left = "(viewport) => viewport.scrollLeft"
    assert viewport.evaluate(left) == 0
    box = overview.bounding_box()
    overview.click(position={"x": box["width"] - 2, "y": box["height"] / 2})
    expect(overview).to_have_attribute("aria-valuetext", re.compile(f" to {names[-1]}$"))
    expect(main.heading(len(names) - 1)).to_be_in_viewport(ratio=1)
    overview.press("Home")
    expect(overview).to_have_attribute("aria-valuetext", re.compile("^input to "))
    overview.press("ArrowRight")
    expect(overview).to_have_attribute("aria-valuetext", re.compile(f"^(input|{names[0]}) to "))
    # What is in sight is drawn a moment after it is scrolled.
    for _ in range(50):
        part = overview.locator(".part").bounding_box()
        if viewport.evaluate(left) > 0 and part["x"] > box["x"]:
            break
        main.page.wait_for_timeout(100)
    assert viewport.evaluate(left) > 0
    assert part["x"] > box["x"] and part["width"] < box["width"]


def test_sizes_are_whole_pixels_and_the_map_scrolls_inside_the_page(open_map):
    main = open_map()
    fitting = main.canvas.bounding_box()
    widths = [fitting["width"]]
    for size in (2, 3, 5):
        main.map.get_by_role("button", name=f"{size}×", exact=True).click()
        widths.append(main.canvas.bounding_box()["width"])
    assert widths == sorted(widths)
    box, column = main.canvas.bounding_box(), main.column(0)
    # At fit a cell of the first layer has two pixels.
    y = box["y"] + 2 + 10 * 4 + 2
    main.page.mouse.move(column["x"] + 10 * 10 + 2, y)
    first = main.focus()
    main.page.mouse.move(column["x"] + 10 * 11 + 2, y)
    second = main.focus()
    assert first.layer == second.layer == 0
    assert first.position == (4, 10, 0)
    assert second.position == (4, 11, 0)
    assert main.page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth <= main.clientWidth")
    main.canvas.focus()
    for _ in range(12):
        main.press("Shift+ArrowRight")
    assert main.map.locator(".viewport").evaluate("(viewport) => viewport.scrollLeft") > 0
    main.map.get_by_role("button", name="fit").click()
    assert main.canvas.bounding_box()["width"] == fitting["width"]


def test_a_feature_map_downloads_as_its_own_pixels_and_numbers(open_map):
    main = open_map()
    output = sample_trace("mnist_lab")["conv2d"].output
    *_, channel = main.click(0).position
    values = output[..., channel]
    with main.page.expect_download() as started:
        main.map.get_by_role("button", name="CSV").click()
    assert started.value.suggested_filename == f"mnist_lab-conv2d-{channel}.csv"
    table = np.loadtxt(started.value.path(), delimiter=",", dtype=np.float32)
    np.testing.assert_allclose(table, values, rtol=1e-4, atol=1e-5)
    with main.page.expect_download() as started:
        main.map.get_by_role("button", name="PNG", exact=True).click()
    assert started.value.suggested_filename == f"mnist_lab-conv2d-{channel}.png"
    picture = np.asarray(Image.open(io.BytesIO(started.value.path().read_bytes())).convert("RGB"), np.int32)
    assert picture.shape == (280, 280, 3)
    cells = picture[::10, ::10]
    np.testing.assert_array_equal(np.kron(cells, np.ones((10, 10, 1), int)), picture)
    strong = np.abs(values) > 0.1 * np.abs(output).max()
    assert strong.any()
    blueness = cells[..., 2] - cells[..., 0]
    np.testing.assert_array_equal(np.sign(blueness[strong]), np.sign(values[strong]))
    assert (cells[np.abs(values) < 1e-6] == 255).all()


@pytest.mark.parametrize(("width", "color_scheme"), [(390, "light"), (390, "dark"), (1440, "dark")])
def test_the_map_can_be_used_on_a_phone_and_in_the_dark(open_map, width, color_scheme):
    main = open_map("mnist_cnn", width=width, color_scheme=color_scheme, touch=width == 390)
    assert main.page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth <= main.clientWidth")
    if width == 390:
        main.canvas.scroll_into_view_if_needed()
        box = main.canvas.bounding_box()
        main.page.touchscreen.tap(box["x"] + 120, box["y"] + 30)
    else:
        main.click(0)
    assert "Pinned" in main.map.locator(".tools").inner_text()
    ledger = main.focus()
    told = sample_trace("mnist_cnn")[layer_names("mnist_cnn")[ledger.layer]].explain(*ledger.position)
    assert_shows(ledger.value, told.value)
    panel = main.map.locator(".panel").bounding_box()
    assert panel["x"] >= 0 and panel["x"] + panel["width"] <= width
    for selector in (".equation", ".caption", ".facts", ".place"):
        assert contrast(main, selector) >= 4.5, selector
    assert contrast(main, ".result") >= 3, "enough for large bold type"


def contrast(main: MainPage, selector: str) -> float:
    """Return the contrast of a text in the ledger with the ledger's background, as WCAG 2 computes it."""
    colours = main.map.evaluate(
        """(map, selector) => {
            const canvas = document.createElement("canvas")
            const context = canvas.getContext("2d", { willReadFrequently: true })
            const rgb = (colour) => {
                context.fillStyle = colour
                context.fillRect(0, 0, 1, 1)
                return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
            }
            const style = (name) => getComputedStyle(map.querySelector(name))
            return [rgb(style(`.ledger ${selector}`).color), rgb(style(".panel").backgroundColor)]
        }""",
        selector,
    )
    channels = np.array(colours) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    dark, light = sorted(linear @ [0.2126, 0.7152, 0.0722])
    return (light + 0.05) / (dark + 0.05)
