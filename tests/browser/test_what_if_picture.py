"""What if, the picture changed, in real Chromium: from a slider to the flip, and from a fooled picture to its file."""

from __future__ import annotations

import json
import re

import numpy as np
from playwright.sync_api import Page, expect

import cnnviz
from cnnviz.__main__ import main
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.ui.state import Selection
from tests.browser.navigation import IDLE, go_to
from tests.browser.test_urls import said

VALUES = prepare(load_samples().ink(Selection().sample)).input


def _changed(page: Page):
    return page.get_by_test_id("changed-picture")


def test_a_turned_digit_flips_and_goes_with_you_to_the_map(serve, open_page):
    page = open_page(f"{serve('app.py')}/what_if?part=picture&slider=turn-0")
    words = _changed(page).get_by_test_id("along-words")
    expect(words).to_contain_text("the answer turns from 7 to", timeout=120_000)
    flip = int(re.search(r"at (\d+)°", words.inner_text()).group(1))
    slider = page.get_by_role("slider", name="Clockwise, °")
    slider.focus()
    for _ in range(flip):
        slider.press("ArrowRight")
    expect(_changed(page).locator(".answers")).to_have_attribute("data-flipped", "true")
    page.wait_for_url(f"**change=turn_{flip}*")
    readout = _changed(page).get_by_test_id("along-readout")
    box = _changed(page).locator(".chart").bounding_box()
    page.mouse.move(box["x"] + 47, box["y"] + 60)
    expect(readout).to_contain_text("at −180°:")
    link = page.url
    go_to(page, "Draw & see")
    expect(page.get_by_text(f"turned {flip}°")).to_be_visible()
    expect(page.get_by_test_id("answer")).to_contain_text("changed")
    label = page.get_by_test_id("answer").get_attribute("data-label")
    assert label != "7"
    page.get_by_role("button", name="Back to the original").click()
    expect(page.get_by_test_id("answer")).to_have_attribute("data-label", "7")
    expect(page.get_by_text(f"turned {flip}°")).to_have_count(0)
    assert "change" not in page.url
    page.goto(link)
    expect(_changed(page).locator(".verdict b")).to_contain_text(f"{label} ·", timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_fooled_picture_goes_to_the_other_pages_by_its_button_alone(serve, open_page):
    page = open_page(f"{serve('app.py')}/what_if?part=fool&method=pgd&target=3")
    expect(_changed(page).locator(".verdict b")).to_be_visible(timeout=120_000)
    expect(page.get_by_role("radio", name="PGD")).to_be_checked()
    page.get_by_role("slider", name="ε, in steps of 1/255").press("ArrowRight")
    page.wait_for_url("**epsilon=*")
    page.get_by_role("radio", name="FGSM").click()
    page.wait_for_function("!location.search.includes('method')")
    assert said(page)["target"] == "3" and "change" not in said(page)
    page.get_by_role("button", name="Take it to the other pages").click()
    page.wait_for_url(re.compile(r"change=fgsm_\d+_3"))


def test_in_every_part_there_is_the_control_for_the_picture(serve, open_page):
    page = open_page(f"{serve('app.py')}/what_if")
    for title, part in {"Change the picture": "picture", "Fool it": "fool", "Morph": "morph"}.items():
        page.get_by_role("radio", name=title).click()
        page.wait_for_url(f"**part={part}*")
        page.locator(IDLE).wait_for()
        expect(page.locator(".st-key-side").get_by_role("radio", name="Samples")).to_be_visible(timeout=120_000)


def test_a_fooled_picture_is_saved_and_misread_and_a_map_moves_the_picture(serve, open_page, capsys, tmp_path):
    page = open_page(f"{serve('app.py')}/what_if?part=fool", width=390, height=844, color_scheme="dark")
    verdict = _changed(page).locator(".verdict b")
    expect(verdict).to_be_visible(timeout=120_000)
    read = verdict.inner_text().split(" ·")[0]
    assert read != "7"
    with page.expect_download() as started:
        page.get_by_role("button", name="Save as PNG").click()
    assert started.value.suggested_filename == f"mnist_lab-7-read-as-{read}.png"
    started.value.save_as(tmp_path / "fooled.png")
    assert main(["classify", str(tmp_path / "fooled.png"), "--network", "mnist_lab", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["top"][0]["label"] == read
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("radio", name="Change the picture").click()
    board = page.get_by_test_id("shift-maps").locator(".board").first
    expect(board).to_be_visible(timeout=60_000)
    board.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    share = cnnviz.load("mnist_lab").probabilities(np.roll(VALUES, (-1, 1), axis=(0, 1))[None])[0, 7]
    assert share > 0.9999
    expect(page.get_by_test_id("shift-maps").locator(".readout")).to_contain_text(
        "1 right, 1 up – mnist_lab: 7 > 99.99 %"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**change=move_1_-1*")
    expect(page.get_by_text("moved 1 right and 1 up")).to_be_visible()
