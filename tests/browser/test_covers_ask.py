"""What is covered or hidden on the pages of answers, of networks and of pictures is neither seen nor read out."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.main_page import START_SECONDS
from tests.browser.modules import in_module
from tests.browser.navigation import IDLE

LONG = START_SECONDS * 1000
SAMPLE = "source=Samples&sample=0"
CASES = {
    "why?trust=yes&beside=occlusion": {
        "answer": [r"· what it reads", r"Grad-CAM: why 7"],
        "heat-maps": [r"Occlusion: arrow keys", r"against −", r"Colours", r"CSV", r"at row"],
        "trust": [r"Occlusion, as trained", r"sizes alone"],
        "picture": [r"The picture: arrow keys", r": ink \d"],
    },
    "what_if?part=picture&slider=move-0": {
        "curve": [r"The answers along", r"the answer turns", r"at 0 ?(px|pixels)?: 7"],
        "changed-answer": [r"7 · .* → 7 ·"],
        "shift-maps": [r"arrow keys look at a place", r"\d+ of 169", r"where it is –"],
        "picture": [r'img "The picture"', r'img "Changed"'],
    },
    "what_if?part=network&rank=yes": {
        "changed-answer": [r"It reads 7", r"Lead of 7", r'img "dense_1: 0 of 10'],
        "ranking": [r"Channels, the most important first", r"conv2d channel \d"],
        "filters": [r"Filter 0 of conv2d, numbers", r"Filter 0 of conv2d, bias"],
        "maps": [r'img "conv2d: 0 of 6 maps', r"0 of 16 maps changed"],
    },
    "what_if?part=fool&network=cifar_small": {
        "smallest": [r"is enough: it is read as", r"does not|No smaller one", r"Smallest ε"],
        "changed-answer": [r"plane · .* → ", r"cnnviz classify .*read-as"],
        "curve": [r"The answers along"],
        "picture": [r'img "The sum"', r'img "What is added"'],
    },
    "looks_for?made=yes": {
        "excitement": [
            r"in 19.3% of",
            r"All its values",
            r"that excite it most",
            r"\d\.\d\d is 8",
            r"made up for this",
        ],
    },
    "mistakes": {
        "confusion": [r"Confusion matrix", r"1,?129", r"Rows: what a picture shows"],
        "mistakes": [r"The most confident", r"Sample classifications", r"99\.\d %", r"opens it in", r"surest of"],
        "calibration": [r"How sure, how right", r"All numbers", r"expected calibration error"],
        "accuracy": [r"9,951 of 10,000", r"99\.51%", r"It misreads"],
    },
    "networks?order=multiply-adds": {
        "accuracy": [r"99\.51 %", r"misread", r"pictures read correctly", r"Class by class", r"the article", r"corner"],
        "costs": [r"104,342", r"689,632", r"2,416", r"417 KB", r"fewer parameters"],
        "training-curve": [r"History as CSV", r"Drag over a part"],
    },
    "networks": {"multiply-adds": [r"689,632", r"234,752", r"yet more"]},
    "epochs?epoch=5": {
        "answer": [r"row .7 > 99", r"read as 7"],
        "filters": [r"6 filters, the largest weight"],
        "maps": [r"6 feature maps, the largest value"],
        "training-curve": [r"Validation \d", r"Accuracy on training and validation pictures after every"],
    },
    "datasets?set=mnist&class=7": {
        "picture": [
            r"its one channel: arrow keys",
            r"Row \d+, column \d+: ",
            r"numbers around the framed",
            r"3 by 3",
        ],
    },
}


@pytest.fixture
def open_at(serve, open_page):
    """open_at(address, hide, **options) -> the page, once all of it is there."""

    def open_at(address: str, hide: str = "", **options) -> Page:
        both = f"{address}{'&' if '?' in address else '?'}{SAMPLE}{f'&hide={hide}' if hide else ''}"
        page = open_page(f"{serve('app.py')}/{both}", **options)
        page.get_by_role("heading", level=1).wait_for(timeout=LONG)
        expect(page.get_by_text(re.compile("Warming up|is being loaded"))).to_have_count(0, timeout=LONG)
        return page

    return open_at


def read_out(page: Page) -> str:
    return page.locator("body").aria_snapshot()


def expect_read_out(page: Page, words: list[str]) -> None:
    """All of that is said at last; a slow part of a page comes later."""
    missing = words
    for _ in range(60):
        said = read_out(page)
        missing = [text for text in words if not re.search(text, said)]
        if not missing:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{missing} is not in {said}")


def cover(page: Page, **covers) -> None:
    """Cover in the browser alone, as Python does it with the page's header."""
    given = {"covered": [], "gone": [], "locked": [], "pointed": [], "cell": None} | covers
    page.evaluate(in_module("shared/covers.js", f"cover({json.dumps(given)})"))


def pointed(page: Page) -> list[int] | None:
    return page.evaluate(in_module("shared/covers.js", "pointedCell()"))


@pytest.mark.parametrize("address", CASES)
def test_what_a_link_hides_is_neither_seen_nor_read_out(open_at, address):
    page, regions = open_at(address), CASES[address]
    expect_read_out(page, [text for texts in regions.values() for text in texts])
    hidden = open_at(address, ",".join(regions))
    hidden.locator(IDLE).wait_for(timeout=LONG)
    said = read_out(hidden)
    assert [text for texts in regions.values() for text in texts if re.search(text, said)] == []


def test_a_pixel_of_the_picture_is_pointed_at_by_click_and_key_and_no_map_tells_which(open_at):
    page = open_at("why?beside=occlusion")
    boards = page.get_by_test_id("why").locator(".board")
    expect(boards).to_have_count(3, timeout=LONG)
    cover(page, covered=["heat-maps", "trust"], cell="picture")
    expect(boards.filter(visible=True)).to_have_count(1)
    assert not re.search(r"against −|Colours|CSV|ink \d", read_out(page))
    picture, marker = boards.first, boards.first.locator(".marker")
    expect(marker).to_be_hidden()
    box = picture.bounding_box()
    pitch = box["width"] / 28
    picture.click(position={"x": 4.5 * pitch, "y": 3.5 * pitch})
    assert pointed(page) == [3, 4]
    frame = marker.bounding_box()
    assert (frame["x"] - box["x"], frame["y"] - box["y"]) == pytest.approx((4 * pitch, 3 * pitch), abs=0.5)
    picture.hover(position={"x": 20.5 * pitch, "y": 20.5 * pitch})
    assert pointed(page) == [3, 4]
    picture.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert pointed(page) == [4, 5]
    expect(page.get_by_role("application", name=re.compile("row 4, column 5"))).to_be_focused()
    expect(page.get_by_test_id("why").get_by_role("status")).to_have_text("row 4, column 5")
    cover(page)
    expect(boards.filter(visible=True)).to_have_count(3)
    expect(page.get_by_test_id("why-picture-value")).to_contain_text("ink")


def test_what_waits_for_an_answer_keeps_its_place_and_is_neither_seen_nor_read_out(open_at):
    page = open_at("epochs?epoch=5")
    words = CASES["epochs?epoch=5"]
    expect_read_out(page, [text for texts in words.values() for text in texts])
    filters = page.get_by_test_id("epochs-filters")
    before = filters.bounding_box()
    for region, texts in words.items():
        cover(page, covered=[region])
        said = read_out(page)
        assert [text for text in texts if re.search(text, said)] == []
        others = [text for other, texts in words.items() if other != region for text in texts]
        assert [text for text in others if not re.search(text, said)] == []
    cover(page, covered=list(words))
    expect(filters).to_be_hidden()
    assert filters.bounding_box() == before
    page.get_by_test_id("epochs-slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("epochs").get_by_role("status")).to_have_text("after epoch 10")
    # Until Python has spoken anything may have to be covered.
    cover(page)
    expect_read_out(page, ["read as 7"])
    page.evaluate(in_module("shared/covers.js", "coverAll()"))
    said = read_out(page)
    assert [text for texts in words.values() for text in texts if re.search(text, said)] == []


def test_the_values_of_the_last_layer_are_part_of_the_covered_answer(open_at):
    page = open_at("what_if?part=network&layer=dense_1")
    values = page.get_by_test_id("what-if-network").locator(".tile .value")
    expect(values.filter(visible=True)).to_have_count(10, timeout=LONG)
    cover(page, covered=["changed-answer"])
    expect(values.filter(visible=True)).to_have_count(0)
    # Each can still be switched off, and its filters be looked at.
    page.get_by_role("button", name="Pick unit 3").click()
    expect(page.get_by_role("heading", name="Unit 3 of dense_1")).to_be_visible()
    expect(values.filter(visible=True)).to_have_count(0)
