"""The main page in a browser: where things are, and what the ledger shows in numbers."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Locator, Page

import cnnviz
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.pictures.strokes import PAD_SIZE
from cnnviz.trace import Trace
from tests.browser.modules import in_module
from tests.browser.steady import steady_box

SAMPLE = 3
SAMPLE_QUERY = f"source=Samples&sample={SAMPLE}"
SEVEN = [(70, 60), (200, 64), (185, 110), (150, 170), (128, 235)]
START_SECONDS = 150

COMPLETE = in_module(
    "shared/wire.js", "networkStore.byName).then((byName) => Object.values(byName).every((network) => network.complete)"
)
FOCUS = """(map) => {
    const texts = (node) => [...node.children].map((child) => child.textContent)
    const text = (name) => map.querySelector(`.ledger ${name}`)?.textContent ?? ""
    return {
        layer: [...map.querySelectorAll(".headings .column")].findIndex((one) => one.classList.contains("focus")) - 1,
        place: text(".place"), equation: text(".equation"), value: text(".result"), tensorflow: text(".tensorflow"),
        subtotals: [...map.querySelectorAll("[data-testid=subtotal]")].map((card) => card.textContent),
        open: [...map.querySelectorAll("[data-testid=subtotal]")].findIndex((card) => card.ariaPressed === "true"),
        grids: [...map.querySelectorAll(".ledger .grid")].map(texts),
        marked: [...map.querySelectorAll(".ledger .grid .cell")].findIndex((cell) => cell.classList.contains("marked")),
        products: [...map.querySelectorAll(".ledger .product")].map((product) => product.textContent),
        shares: [...map.querySelectorAll(".shares tr")].map(texts),
    }
}"""


@dataclass(frozen=True)
class Ledger:
    """What the network map shows of the cell in focus.

    Attributes:
        layer: Its layer's place in the network; -1 is the input.
        position: (row, col, channel), (row, col) on the input, or (unit,).
        equation: The sum in one line, value: its result, tensorflow: TensorFlow's value with a tick.
        subtotals: One text an input channel of a convolution; open: whose products are shown.
        grids: The texts of every grid's cells; marked: the place of the cell that is marked.
        products: One text a product of a dense unit; shares: the softmax's table.
    """

    layer: int
    position: tuple[int, ...]
    equation: str
    value: str
    tensorflow: str
    subtotals: list[str]
    open: int
    grids: list[list[str]]
    marked: int
    products: list[str]
    shares: list[list[str]]


class MainPage:
    """The main page of one visitor, with the network's answer on it."""

    def __init__(self, page: Page):
        self.page = page
        self.answer = page.get_by_test_id("answer")
        self.pad = page.get_by_test_id("pad")
        self.map = page.get_by_test_id("network-map")
        self.canvas = page.get_by_test_id("map-canvas")
        self.ledger = page.get_by_test_id("ledger")
        self.random = random.Random(1)
        self.pointer = (0.0, 0.0)

    def wait(self) -> MainPage:
        """Wait until the network has answered, the map shows it, and all weights are there."""
        for test_id in ("answer", "network-map"):
            self.page.locator(f'[data-testid="{test_id}"][data-state="ready"]').wait_for(timeout=START_SECONDS * 1000)
        self.page.wait_for_function(COMPLETE)
        return self

    def wait_for_label(self, label: str) -> None:
        self.page.locator(f'[data-testid="answer"][data-label="{label}"]').wait_for()

    def draw(self, points: list[tuple[float, float]]) -> None:
        """Draw one stroke with the mouse; points in pad pixels."""
        box = steady_box(self.pad)
        places = [(box["x"] + x * box["width"] / PAD_SIZE, box["y"] + y * box["height"] / PAD_SIZE) for x, y in points]
        self.page.mouse.move(*places[0])
        self.page.mouse.down()
        for place in places[1:]:
            self.page.mouse.move(*place, steps=8)
        self.page.mouse.up()

    def focus(self) -> Ledger:
        """Return what the ledger shows now."""
        shown = self.map.evaluate(FOCUS)
        return Ledger(position=position_in(shown.pop("place")), **shown)

    def heading(self, layer: int) -> Locator:
        return self.map.locator(".headings .column").nth(layer + 1)

    def column(self, layer: int) -> dict[str, float]:
        """Return where a layer's column is in the window."""
        return column_in(self.map, layer)

    def hover(self, layer: int, wanted: Callable[[Ledger], bool] = lambda ledger: True) -> Ledger:
        """Point at random places of a layer, the input being -1, until a cell there is in focus that is wanted."""
        column, canvas = self.column(layer), self.canvas.bounding_box()
        before = self.focus()
        for _ in range(300):
            self.pointer = (
                column["x"] + self.random.random() * column["width"],
                canvas["y"] + self.random.random() * canvas["height"],
            )
            self.page.mouse.move(*self.pointer)
            ledger = self.focus()
            # Between the maps the cell from before stays in focus.
            if ledger != before and ledger.layer == layer and wanted(ledger):
                return ledger
            before = ledger
        raise AssertionError(f"No cell of layer {layer} found in {column}")

    def click(self, layer: int, wanted: Callable[[Ledger], bool] = lambda ledger: True) -> Ledger:
        """Pin a cell of a layer."""
        self.hover(layer, wanted)
        self.page.mouse.down()
        self.page.mouse.up()
        return self.focus()

    def press(self, key: str) -> Ledger:
        self.page.keyboard.press(key)
        return self.focus()

    def spoken(self) -> str:
        return self.map.get_by_role("status").inner_text()


def column_in(network_map: Locator, layer: int) -> dict[str, float]:
    """Return where the column of a layer, the input being -1, is in the window, in one go: headings come anew."""
    return network_map.evaluate(
        "(map, place) => map.querySelectorAll('.headings .column')[place].getBoundingClientRect().toJSON()", layer + 1
    )


def position_in(place: str) -> tuple[int, ...]:
    """Return the position that a ledger's heading names."""
    found = {name: int(index) for name, index in re.findall(r"(channel|row|column|unit|digit) (\d+)", place)}
    return tuple(found[name] for name in ("row", "column", "channel", "unit", "digit") if name in found)


def sample_trace(network: str) -> Trace:
    """Return what Python answers to the picture of SAMPLE_QUERY."""
    return cnnviz.load(network).trace_input(prepare(load_samples().ink(SAMPLE)).input)


def numbers(text: str) -> list[str]:
    """Return the numbers in a text as they are written."""
    return re.findall(r"[−-]?\d[\d,]*(?:\.\d+)?(?:e[−-]?\d+)?", text)


def assert_shows(text: str, value: float, *, digits: int | None = None) -> None:
    """The text is the value, rounded to the digits that the text has (or should have)."""
    written = text.replace("−", "-").replace(",", "").strip()
    mantissa, _, exponent = written.partition("e")
    decimals = len(mantissa.partition(".")[2]) if digits is None else digits
    half = 0.5 * 10.0 ** (int(exponent or 0) - decimals)
    assert abs(float(written) - value) <= half * 1.01 + 1e-4 * abs(value), f"{text!r} is shown for {value}"


def assert_all_show(texts: list[str], values: np.ndarray, *, digits: int | None = None) -> None:
    for text, value in zip(texts, np.ravel(values), strict=True):
        assert_shows(text, float(value), digits=digits)
