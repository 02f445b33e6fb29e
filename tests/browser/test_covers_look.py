"""What is covered on Draw & see, Layer by layer, Filters and Compare is neither seen nor read out nor reached."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.main_page import START_SECONDS
from tests.browser.modules import in_module

LONG = START_SECONDS * 1000
PICTURE = "source=Samples&sample=0"
READY = {
    "": '[data-testid="network-map"][data-state="ready"]',
    "layer_by_layer": '[data-testid="stepper"][data-layer]',
    "filters": '[data-testid="filters"][data-state="ready"]',
    "compare": '[data-testid="network-map"][data-state="ready"] >> nth=1',
}
# What stands for a region in what a screen reader is given of a page.
MARKS = {
    "": {
        "answer": r"a 7, |\bsoftmax\b|probability",
        "logits": r"\blogits?\b",
        "maps": r'application "Network map',
        "sums": r"TensorFlow: ",
        "filters": r"= products|subtotal of",
        "shapes": r"14\s×\s14|Keras",
        "picture": r"MNIST test picture|What the network sees",
        "upload": r'"Upload"',
        "camera": r'"Camera"',
        "network-choice": r'combobox "[^"]*Network|Open yours',
    },
    "layer_by_layer": {
        "answer": r'button "softmax"(?! \[disabled\])',
        "logits": r'button "dense_1"(?! \[disabled\])',
        "maps": r'application "conv2d_1|"What goes in"|button "filter 2',
        "sums": r"TensorFlow: |\+ 22 more|plus bias",
        "filters": r"The kernel\b",
        "shapes": r"14 × 14|14 by 14|cell \d|Multiply-adds|places",
        "picture": r'button "input"(?! \[disabled\])',
    },
    "filters": {
        "sums": r"products make|its largest value|row \d+, column \d+: |largest −?\d",
        "filters": r"Kernel: |all kernels|weight −?\d|bias −?\d",
        "maps": r"PNG|mean −?\d|application ",
        "shapes": r"5 × 5 × 1|Conv 5×5",
        "picture": r"The picture as the network gets it",
    },
    "compare": {
        "answer": r'row "mnist_lab 7, |dense_1 10 logits 1,290 learned softmax',
        "partner-answer": r'row "mnist_mlp 7, |dense_2 10 logits 1,290 learned softmax',
        "agreement": r"mnist_mlp right|Both read",
        "accuracy": r"of 10,000 right|mnist_mlp right",
        "logits": r"logits 1,290",
        "maps": r"Network map|The layers of",
    },
}
TOGETHER = [
    ("", ["answer", "filters", "camera", "upload"], ["logits", "maps", "sums", "shapes", "picture", "network-choice"]),
    ("", ["logits", "shapes", "network-choice"], ["answer", "maps", "sums", "picture", "upload"]),
    ("", ["sums", "picture"], ["answer", "logits", "maps", "shapes", "network-choice"]),
    ("", ["maps"], ["answer", "picture"]),
    ("layer_by_layer", ["answer", "sums", "shapes"], ["logits", "maps", "filters", "picture"]),
    ("layer_by_layer", ["logits", "maps", "picture", "filters"], ["answer", "shapes"]),
    ("filters", ["sums", "shapes"], ["filters", "maps", "picture"]),
    ("filters", ["filters", "maps", "picture"], ["shapes"]),
    ("compare", ["answer", "logits"], ["partner-answer", "accuracy", "maps"]),
    ("compare", ["partner-answer", "agreement"], ["answer", "logits", "maps"]),
    ("compare", ["accuracy", "maps"], ["answer", "partner-answer"]),
]
OTHERS = {"layer_by_layer": "&pin=conv2d_1.4-7-2", "compare": "&partner=mnist_mlp"}

WATCH = """
globalThis.leaks = []
const isSeen = (node) => node.checkVisibility({ visibilityProperty: true })
const inside = (root) =>
  [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? inside(node.shadowRoot) : [])])
const isAnswer = (node) =>
  node.matches(".verdict .words b, .share") || (node.matches(".headings b") && node.textContent === "softmax")
const look = () => {
  leaks.push(...inside(document).filter((node) => isAnswer(node) && isSeen(node)).map((node) => node.textContent))
  requestAnimationFrame(look)
}
requestAnimationFrame(look)
"""
"""At every frame looks for what tells the answer: leaks is what could be seen of it at any time."""


@pytest.fixture
def open_with(serve, open_page):
    """open_with(path, query, **options) -> a page that shows a sample, once it is read."""

    def open_with(path: str, query: str = "", **options) -> Page:
        page = open_page(f"{serve('app.py')}/{path}?{PICTURE}{OTHERS.get(path, '')}{query}", **options)
        page.locator(READY[path]).wait_for(state="attached", timeout=LONG)
        page.wait_for_function(
            in_module(
                "shared/wire.js", "networkStore.byName).then((all) => Object.values(all).every((one) => one.complete)"
            )
        )
        return page

    return open_with


def cover(page: Page, *covered: str) -> None:
    """Cover regions as a lesson does, and uncover the rest."""
    given = {"covered": covered, "gone": [], "locked": [], "pointed": [], "cell": None}
    page.evaluate(in_module("shared/covers.js", f"cover({json.dumps(given)})"))


def told(page: Page, path: str) -> set[str]:
    """Return the regions of which a screen reader is given anything."""
    snapshot = page.locator("body").aria_snapshot()
    return {region for region, mark in MARKS[path].items() if re.search(mark, snapshot, re.M)}


def told_once(page: Page, path: str, wanted: set[str]) -> set[str]:
    """Return the regions of which a screen reader is given anything, once these are among them."""
    for _ in range(100):
        regions = told(page, path)
        if wanted <= regions:
            break
        page.evaluate("new Promise(requestAnimationFrame)")
    assert wanted <= regions
    return regions


@pytest.mark.parametrize("path", MARKS)
def test_without_covers_everything_is_there(open_with, path):
    page = open_with(path)
    assert told_once(page, path, set(MARKS[path])) == set(MARKS[path])
    expect(page.locator("[data-covered], [data-gone]")).to_have_count(0)


@pytest.mark.parametrize(("path", "hidden", "kept"), TOGETHER)
def test_what_a_link_hides_is_gone_and_the_rest_stays(open_with, path, hidden, kept):
    page = open_with(path, f"&hide={','.join(hidden)}")
    # Until the server has answered everything is covered.
    expect(page.locator("[data-covered]")).to_have_count(0)
    assert not told_once(page, path, set(kept)) & set(hidden)


def test_the_answer_is_not_seen_for_a_moment(open_with):
    page = open_with("", "&hide=answer", init_script=WATCH)
    expect(page.get_by_test_id("network-map").locator(".headings")).to_contain_text("dense_1")
    expect(page.locator("[data-covered]")).to_have_count(0)
    assert page.evaluate("leaks") == []


def test_neither_pointer_nor_keys_lead_to_a_covered_column(open_with):
    page = open_with("", "&pin=softmax.7")
    network_map, canvas = page.get_by_test_id("network-map"), page.get_by_test_id("map-canvas")
    headings, focused = network_map.locator(".headings .column b"), network_map.locator(".headings .focus b")
    expect(focused).to_have_text("softmax")
    spoken = network_map.get_by_role("status")
    expect(spoken).to_contain_text("%")
    cover(page, "answer")
    expect(headings.last).to_have_text("dense_1")
    expect(spoken).not_to_contain_text("%")
    box = canvas.bounding_box()
    for share in range(0, 100, 2):
        canvas.hover(position={"x": box["width"] * (0.8 + share / 500), "y": 40})
        assert focused.inner_text() != "softmax"
    canvas.focus()
    for _ in range(14):
        page.keyboard.press("Shift+ArrowRight")
    expect(focused).to_have_text("dense_1")
    expect(spoken).to_contain_text("plus bias")
    cover(page, "sums")
    expect(headings.last).to_have_text("softmax")
    canvas.focus()
    page.keyboard.press("Enter")
    expect(spoken).to_have_text(re.compile(r"for the digit \d\.$"))
    expect(page.get_by_test_id("ledger")).to_be_hidden()
    cover(page, "maps", "answer")
    expect(canvas).to_be_hidden()
    assert "Network map" not in page.locator("body").aria_snapshot()
    cover(page)
    expect(canvas).to_be_visible()
    expect(page.get_by_test_id("ledger")).to_contain_text("TensorFlow")


def test_no_way_leads_to_a_covered_step(open_with):
    page = open_with("layer_by_layer")
    title, status = page.get_by_test_id("stepper-title"), page.get_by_test_id("stepper").get_by_role("status")
    expect(status).to_contain_text("plus bias")
    cover(page, "answer", "sums")
    expect(page.locator(".stop", has_text="softmax")).to_be_disabled()
    expect(status).to_have_text(re.compile(r"Row 4, column 7, filter 2\.$"))
    page.get_by_test_id("stepper").focus()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    expect(title).to_contain_text("dense_1")
    expect(page.get_by_test_id("stepper-next")).to_have_text("The end ▶")
    expect(page.get_by_test_id("stepper-formula")).to_be_hidden()
    expect(page.get_by_test_id("stepper-value")).to_be_hidden()
    cover(page)
    page.get_by_test_id("stepper-next").click()
    expect(title).to_have_text("softmax")
    cover(page, "logits")
    assert "14.79" not in page.locator("body").aria_snapshot()
    cover(page, "answer")
    expect(title).not_to_have_text("softmax")


def test_what_is_locked_is_seen_and_stays(open_with):
    page = open_with("", "&lock=picture,network-choice,upload")
    gallery = page.get_by_test_id("gallery")
    expect(gallery).to_be_visible()
    assert gallery.evaluate("(node) => node.inert")
    expect(page.get_by_role("combobox", name="Network")).to_be_disabled()
    expect(page.get_by_role("button", name="Open yours")).to_have_count(0)
    expect(page.get_by_role("radio", name="Upload")).to_have_count(0)
    expect(page.get_by_role("switch", name="Centre my drawing")).to_be_disabled()
    # What only shows the picture is not inert: its numbers can be looked at.
    page.get_by_test_id("input-numbers").click()
    expect(page.get_by_role("dialog")).to_be_visible()
