"""Streamlit may end a component's module and run it again at any time: the visitor must not notice."""

from __future__ import annotations

import base64

from playwright.sync_api import Page, expect

import cnnviz
from cnnviz.ui.components import draw_pad, stepper
from cnnviz.ui.wire import dense_message, network_message, trace_message
from tests.browser.modules import open_with_modules
from tests.networks import SEVEN

MOUNT = """async ([html, name, given]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  const data = given.trace ? bytes(given.trace) : given
  const { default: run } = await import(new URL(name, document.baseURI).href)
  for (const message of given.network ?? []) receiveNetwork(bytes(message))
  document.body.innerHTML = html
  const component = { parentElement: document.body, data, setStateValue: (name, value) => { globalThis.sent = value } }
  let end = run(component)
  globalThis.runAgain = () => { end(); end = run(component) }
}"""


def _text(message: bytes) -> str:
    return base64.b64encode(message).decode()


def _draw(page: Page, row: int) -> None:
    box = page.get_by_test_id("pad").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + row)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + row)


def test_strokes_that_python_has_not_yet_got_stay_and_so_does_the_one_being_drawn(open_page):
    page = open_with_modules(open_page)
    page.evaluate(MOUNT, [draw_pad._HTML, "draw_pad/pad.js", {"version": 0, "pen": 16, "strokes": []}])
    for count, row in enumerate((30, 60, 90), start=1):
        _draw(page, row)
        page.evaluate("runAgain()")
        page.mouse.up()
        page.wait_for_function("(count) => globalThis.sent?.strokes.length === count", arg=count)


def test_the_stepper_stays_at_its_step_and_is_there_once(open_page):
    page, network = open_with_modules(open_page, "shared/wire.js"), cnnviz.load("mnist_lab")
    messages = {
        "trace": _text(trace_message(network, network.trace_input(SEVEN))),
        "network": [_text(network_message(network)), _text(dense_message(network))],
    }
    page.evaluate(MOUNT, [stepper._HTML, "stepper/stepper.js", messages])
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("stepper-title")).to_have_text("max_pooling2d · Max pool")
    page.evaluate("runAgain()")
    expect(page.get_by_test_id("stepper-title")).to_have_text("max_pooling2d · Max pool")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("stepper-title")).to_have_text("relu")
