"""What if, change the network, in real Chromium: what moves is what the library computes, and it carries over."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import cnnviz
from cnnviz.channels.effects import channel_effects
from cnnviz.datasets.samples import load_samples
from cnnviz.edits import parse_edits
from cnnviz.pictures.prepare import prepare
from tests.browser.modules import in_module
from tests.browser.navigation import go_to
from tests.browser.steady import steady_box

SAMPLE = 23
VALUES = prepare(load_samples().ink(SAMPLE)).input
READY = "[data-testid=what-if-network][data-state=ready]"


@pytest.fixture
def open_what_if(serve, open_page):
    """open_what_if(query, **options) -> the page."""

    def open_what_if(query: str = "", **options) -> Page:
        page = open_page(f"{serve('app.py')}/what_if?source=Samples&sample={SAMPLE}{query}", **options)
        expect(page.locator(READY)).to_be_visible(timeout=120_000)
        return page

    return open_what_if


def edits_in_url(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("edits", [""])[0]


def assert_shows(page: Page, edits: str) -> None:
    """The page is at these edits, and its bars say what the library's network with them answers."""
    page.wait_for_function("(edits) => (new URLSearchParams(location.search).get('edits') ?? '') === edits", arg=edits)
    network = cnnviz.load("mnist_lab")
    before, after = network.trace_input(VALUES), network.edited(parse_edits(edits)).trace_input(VALUES)
    rows = page.locator(".answer tbody tr")
    best = int(after.probabilities.argmax())
    expect(rows.nth(best)).to_have_class(re.compile("best-is"))
    for column, trace in (("was", before), ("is", after)):
        # The bars follow the address, and the class that is read may be the same as before.
        for _ in range(50):
            shown = rows.locator(f".share.{column}").all_inner_texts()
            shares = [float(text.strip("<> %")) / 100 for text in shown]
            if np.allclose(shares, trace.probabilities, rtol=0, atol=1.01e-4):
                break
            page.wait_for_timeout(100)
        np.testing.assert_allclose(shares, trace.probabilities, atol=1.01e-4)


def test_the_answer_follows_every_change_and_the_link_says_it_all(open_what_if, open_page):
    page = open_what_if()
    network = cnnviz.load("mnist_lab")
    expect(page.locator(".verdict")).to_contain_text("It reads 6")
    page.get_by_label("channel 3 of conv2d is on").uncheck()
    expect(page.locator(".verdict b")).to_have_text("6 → 0")
    assert_shows(page, "conv2d.off.3")

    cell = page.get_by_role("textbox", name="Filter 0 of conv2d, numbers, row 0, column 1")
    trained = network.layers[0].weights["kernel"][0, 1, 0, 0]
    assert float(cell.input_value().replace("−", "-")) == pytest.approx(trained, abs=5.1e-4)
    cell.fill("much")
    expect(page.locator(".fault")).to_contain_text("“much” is not a number")
    assert_shows(page, "conv2d.off.3")
    cell.fill("−2,5")
    expect(page.locator(".fault")).to_be_empty()
    both = "conv2d.off.3~conv2d.kernel.0-1-0-0.-2.5"
    assert_shows(page, both)
    row = page.locator(".later-row[data-layer=conv2d_1]")
    expect(row).to_have_attribute("data-changed", "16")

    page.get_by_role("textbox", name="Filter 0 of conv2d, bias, row 0, column 0").fill("1")
    assert_shows(page, f"{both}~conv2d.bias.0.1")
    page.get_by_role("button", name="Undo", exact=True).click()
    assert_shows(page, both)
    page.locator("[data-layer=conv2d_1]").first.click()
    page.wait_for_function("location.search.includes('layer=conv2d_1')")

    link = open_page(page.url)
    expect(link.locator(READY)).to_be_visible(timeout=60_000)
    assert_shows(link, both)
    expect(link.locator(".layers [data-layer=conv2d_1]")).to_have_attribute("aria-pressed", "true")

    go_to(page, "Draw & see")
    expect(page.locator("[data-testid=answer][data-state=ready]")).to_be_visible()
    edited = network.edited(parse_edits(both)).trace_input(VALUES)
    expect(page.get_by_test_id("answer")).to_have_attribute("data-label", edited.top(1)[0][0])
    expect(page.get_by_text("conv2d channel 3 off")).to_be_visible()
    page.wait_for_function(f"""{in_module("shared/wire.js", "networkStore.byName")}.then((byName) => {{
      const name = Object.keys(byName).find((one) => one.includes("~"))
      return name && Math.abs(byName[name].arrays["conv2d.kernel"][1 * 6] + 2.5) < 1e-6
    }})""")
    page.get_by_role("button", name="Back to the original").click()
    expect(page.get_by_test_id("answer")).to_have_attribute("data-label", "6")
    expect(page.get_by_text("conv2d channel 3 off")).to_be_hidden()
    assert edits_in_url(page) == ""


def test_the_ranking_is_the_librarys_and_a_click_switches_a_channel_off(open_what_if):
    page = open_what_if("", width=390, height=844, color_scheme="dark")
    page.get_by_role("button", name="Which channel matters most").click()
    rows = page.locator(".ranking .rows button")
    expect(rows).to_have_count(22)
    ranking = channel_effects(cnnviz.load("mnist_lab"), VALUES)
    for row, effect in zip(rows.all(), ranking.channels, strict=True):
        expect(row).to_contain_text(f"{effect.layer} channel {effect.channel}")
    first = ranking.channels[0]
    rows.first.click()
    expect(page.locator(".kernel h2")).to_have_text(f"Filter {first.channel} of {first.layer}")
    page.wait_for_function("(channel) => location.search.includes(`channel=${channel}`)", arg=first.channel)
    assert_shows(page, f"{first.layer}.off.{first.channel}")
    expect(rows.first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Reset", exact=True).click()
    assert_shows(page, "")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_drawing_is_answered_by_the_edited_network_directly(open_what_if):
    page = open_what_if("&edits=conv2d.off.3~dense_1.bias.4.50")
    go_to(page, "Draw & see")
    expect(page.locator("[data-testid=answer][data-state=ready]")).to_be_visible()
    page.get_by_text("Draw", exact=True).click()
    with page.expect_response("**/cnnviz/reading") as answered:
        box = steady_box(page.get_by_test_id("pad"))
        page.mouse.move(box["x"] + 60, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 180, box["y"] + 180, steps=4)
        page.mouse.up()
    assert answered.value.status == 200
    assert "conv2d.off.3~dense_1.bias.4.50" in answered.value.request.post_data
    expect(page.get_by_test_id("answer")).to_have_attribute("data-label", "4")
