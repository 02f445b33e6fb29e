"""A visitor opens a network of their own: from the file to the numbers, or to a sentence that refuses it."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable

import keras
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from benchmarks.launch import ROOT
from tests.browser.main_page import numbers
from tests.browser.modules import in_module
from tests.browser.steady import steady_box
from tests.browser.test_accessibility import AXE, BEYOND, LOOK, WINDOWS, settle
from tests.opening.brought import digits_of_255, residual, teachable_machine_zip, with_lambda
from tests.opening.files import saved
from tests.opening.test_numbers import measuring

Bring = Callable[..., Page]


@pytest.fixture
def bring(serve, open_page) -> Bring:
    """bring(file name, content, **options) -> the first page with the dialog, once it has said what the file is."""

    def bring(name: str, content: bytes, **options) -> Page:
        page = open_page(serve("app.py"), **options)
        page.get_by_role("button", name="Open yours").click()
        dialog = page.get_by_role("dialog")
        dialog.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "", "buffer": content}])
        dialog.get_by_role("button", name="See it read").or_(dialog.get_by_role("alert")).first.wait_for()
        return page

    return bring


def see(page: Page) -> None:
    """Close the dialog by looking at the network."""
    page.get_by_role("button", name="See it read").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator('[data-testid="network-map"][data-state="ready"]').wait_for()


def whole_of(page: Page) -> Locator:
    """The small picture of a large network, once it is there: the map of the network before may still be."""
    whole = page.get_by_test_id("whole-network")
    expect(whole).to_be_visible()
    return whole


def chosen(page: Page) -> Locator:
    """The choice of the network in the page's header."""
    return page.get_by_role("combobox", name="Network")


def test_digits_of_0_to_255_are_found_and_read(bring):
    page = bring("my digits.h5", digits_of_255())
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("my digits")
    expect(dialog).to_contain_text("0 to 255. With pixels of 0 to 255 it reads")
    see(page)
    # The gallery's first picture is a 7.
    page.locator('[data-testid="answer"][data-label="7"]').wait_for()
    expect(page.locator(".headings .column").nth(1)).to_contain_text("rescaling_of_picture")
    expect(chosen(page)).to_have_value(re.compile("my digits"))


def test_a_drawing_is_answered_by_it(bring):
    page = bring("my digits.h5", digits_of_255())
    see(page)
    box = steady_box(page.get_by_test_id("pad"))
    page.mouse.move(box["x"] + 130, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 128, box["y"] + 220, steps=10)
    page.mouse.up()
    page.locator('[data-testid="answer"][data-label="1"]').wait_for()


def test_a_reload_and_a_second_tab_keep_it(bring, open_page):
    page = bring("kept.h5", digits_of_255())
    see(page)
    page.reload()
    expect(chosen(page)).to_have_value(re.compile("kept"))
    other = open_page(page.url)
    expect(chosen(other)).to_have_value(re.compile("kept"))


def test_a_teachable_machine_from_the_file_to_a_heat_map(bring):
    page = bring("converted_keras.zip", teachable_machine_zip())
    expect(page.get_by_role("dialog")).to_contain_text("cup, pen, nothing")
    see(page)
    expect(page.locator('[data-testid="answer"]')).to_contain_text("nothing")
    page.get_by_role("button", name="Ask why").click()
    page.get_by_role("link", name="Why").click()
    heat = page.get_by_test_id("why")
    expect(heat).to_contain_text("Grad-CAM")
    expect(heat.get_by_text("It is being worked out.")).to_have_count(0)
    expect(heat.locator("canvas").nth(1)).to_be_visible()


def test_a_cell_where_branches_meet_is_read_to_its_two_terms(bring):
    page = bring("residual.keras", residual())
    see(page)
    whole = whole_of(page)
    search = page.get_by_test_id("find-layer")
    search.fill("add_5")
    search.press("Enter")
    expect(whole).to_have_attribute("aria-valuetext", "add_5 · 16 × 16 × 8")
    ledger = page.get_by_test_id("ledger")
    expect(ledger.locator(".heading")).to_contain_text("add_5")
    expect(page.locator(".headings .column b")).to_have_text(["input", "add_4", "conv_5", "add_5"])
    terms = ledger.locator(".equation button")
    expect(terms).to_have_count(2)
    first, second, total = (
        float(numbers(text)[-1].replace("−", "-"))
        for text in [*terms.all_inner_texts(), ledger.get_by_test_id("tensorflow").inner_text().split("✓")[0]]
    )
    assert abs(first + second - total) <= 0.002 * max(1.0, abs(first) + abs(second))
    expect(ledger.get_by_test_id("tensorflow")).to_contain_text("✓")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Map as PNG").click()
    assert saved.value.suggested_filename == "residual.png"
    with Image.open(saved.value.path()) as picture:
        width, height = picture.size
    assert width > 400 and height > 300


def test_a_layer_that_feeds_another_leads_to_its_own_sum(bring):
    page = bring("residual.keras", residual())
    see(page)
    page.goto(f"{page.url}&at=add_5")
    page.get_by_test_id("ledger").get_by_text("conv_5").first.wait_for()
    # From the cell where the branches meet to that of the convolution, which was not fetched with its weights.
    page.get_by_test_id("ledger").locator(".equation button", has_text="conv_5").click()
    page.get_by_role("button", name="Open conv_5").click()
    expect(page.get_by_test_id("whole-network")).to_have_attribute("aria-valuetext", "conv_5 · 16 × 16 × 8")


def test_a_column_is_chosen_while_the_first_layers_are_on_their_way(bring):
    page = bring("residual.keras", residual())
    page.route("**/cnnviz/layers?*", lambda route: (page.wait_for_timeout(500), route.continue_()))
    see(page)
    whole = whole_of(page)
    whole.press("End")
    expect(whole).to_have_attribute("aria-valuetext", "answer · 3")
    page.unroute_all(behavior="wait")


def test_the_keyboard_goes_through_a_large_network(bring):
    page = bring("residual.keras", residual())
    see(page)
    whole = whole_of(page)
    whole.focus()
    whole.press("End")
    expect(whole).to_have_attribute("aria-valuetext", "answer · 3")
    whole.press("Home")
    expect(whole).to_have_attribute("aria-valuenow", "1")
    whole.press("ArrowRight")
    expect(whole).to_have_attribute("aria-valuenow", "2")


def test_no_way_leads_to_the_covered_answer_of_a_large_network(bring):
    page = bring("residual.keras", residual())
    see(page)
    whole, search = whole_of(page), page.get_by_test_id("find-layer")
    expect(whole).to_have_attribute("aria-valuemax", re.compile(r"[1-9]"))
    columns = int(whole.get_attribute("aria-valuemax"))
    whole.press("End")
    expect(whole).to_have_attribute("aria-valuetext", "answer · 3")
    covers = {"covered": ["answer"], "gone": [], "locked": [], "pointed": [], "cell": None}
    page.evaluate(in_module("shared/covers.js", f"cover({json.dumps(covers)})"))
    expect(whole).to_have_attribute("aria-valuemax", str(columns - 1))
    expect(page.locator(".headings .column b")).not_to_contain_text(["answer"])
    whole.press("Home")
    whole.press("End")
    expect(whole).to_have_attribute("aria-valuenow", str(columns - 1))
    search.fill("answer")
    search.press("Enter")
    assert not search.evaluate("(input) => input.checkValidity()")
    expect(whole).to_have_attribute("aria-valuenow", str(columns - 1))
    assert page.locator("#layers-of-network option[value=answer]").count() == 0


@pytest.mark.parametrize("script", ["layer_by_layer", "filters", "what_if"])
def test_other_pages_fetch_what_they_show_of_a_large_network(bring, script):
    page = bring("residual.keras", residual())
    see(page)
    page.goto(page.url.replace("/?", f"/{script}?"))
    if script == "layer_by_layer":
        stepper = page.get_by_test_id("stepper")
        for layer in ("stem", "bn_0", "relu_0"):
            page.get_by_role("button", name=f"Next: {layer}").click()
            expect(stepper).to_have_attribute("data-layer", layer)
        expect(page.get_by_test_id("stepper-formula")).to_contain_text("✓")
    elif script == "filters":
        expect(page.locator(".filters .card, .filters .cards button").first).to_be_visible()
    else:
        expect(page.get_by_test_id("layer-list").or_(page.locator(".layers button").first)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_dialog_and_on_a_large_network(bring, scheme):
    page = bring("residual.keras", residual(), color_scheme=scheme)
    page.add_script_tag(path=AXE)
    # Streamlit's own place to drop a file is presentation, and takes the focus from scripts.
    found = page.evaluate(LOOK, [list(BEYOND), []])
    assert [fault for fault in found if "stFileUploaderDropzone" not in fault[2]] == []
    see(page)
    whole_of(page)
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        assert page.evaluate(LOOK, [list(BEYOND), []]) == []


def test_numbers_are_typed_and_the_link_carries_them(bring, open_page):
    model, line = measuring(9), "0,5; -2; 30; 0; 1,25; 7; -11; 3; 4"
    given = np.array([float(text.replace(",", ".")) for text in line.split(";")], np.float32)
    page = bring("measurements.h5", saved(model, ".h5"))
    expect(page.get_by_role("dialog")).to_contain_text("9 numbers, no picture")
    see(page)
    field = page.get_by_role("textbox", name="Your 9 numbers")
    expect(page.get_by_text("All zero until you type yours.")).to_be_visible()
    for control in ("pad", "gallery"):
        expect(page.get_by_test_id(control)).to_have_count(0)
    expect(page.get_by_role("radio", name="Upload")).to_have_count(0)
    field.fill("1; 2; three")
    field.press("Control+Enter")
    alert = page.get_by_role("alert").filter(has_text="Number 2, “three”, is none: write 9 numbers in a line")
    expect(alert).to_contain_text("You still see zeros.")
    expect(field).to_have_value("1; 2; three")
    field.fill(line)
    field.press("Control+Enter")
    expect(page).to_have_url(re.compile("values=0.5_-2_30_0_1.25_7_-11_3_4"))
    expect(alert).to_have_count(0)
    first = keras.Model(model.inputs[0], model.get_layer("first").output)(given[None])[0]
    answer = np.asarray(model(given[None]))[0]
    for shown in (page, open_page(f"{page.url}&pin=first.3")):
        expect(shown.get_by_role("textbox", name="Your 9 numbers")).to_have_value(
            re.compile(r"^0[.,]5; -2; 30; 0; 1[.,]25")
        )
        expect(shown.get_by_test_id("answer")).to_have_attribute("data-label", f"class {answer.argmax()}")
    # In the other tab, by the link alone.
    ledger = shown.get_by_test_id("ledger")
    expect(ledger.locator(".place")).to_have_text("unit 3")
    told = ledger.get_by_test_id("tensorflow")
    expect(told).to_contain_text("✓")
    value = float(numbers(told.inner_text())[-1].replace("−", "-"))
    assert value == pytest.approx(float(first[3]), abs=0.002 + abs(float(first[3])) * 1e-3)
    shown.goto(shown.url.replace("pin=first.3", "pin=input.0-2-0"))
    expect(ledger).to_contain_text("number 2")
    expect(ledger.locator(".result")).to_have_text(re.compile("^30"))
    page.get_by_test_id("input-numbers").click()
    # Each with which it is, from 0.
    expect(page.locator(".measured li").nth(2)).to_have_text("230.000")
    page.keyboard.press("Escape")
    page.add_script_tag(path=AXE)
    settle(page)
    assert page.evaluate(LOOK, [list(BEYOND), []]) == []


def test_a_lambda_is_refused_by_its_name(bring):
    page = bring("strange.keras", with_lambda())
    alert = page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_contain_text("strange.keras")
    expect(alert).to_contain_text("Lambda")
    expect(alert).to_contain_text("twice")
    expect(page.get_by_role("button", name="See it read a picture")).to_have_count(0)


def test_what_was_no_model_does_not_stand_in_the_way(bring):
    page = bring("notes.keras", b"these are no layers")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator('[data-testid="network-map"][data-state="ready"]').wait_for()


@pytest.fixture
def address_of_command(tmp_path):
    """The address of an app that the command line opened a network for; it is ended after the test's pages."""
    path = tmp_path / "for the class.h5"
    path.write_bytes(digits_of_255())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "cnnviz", "app", "--port", str(port), "--network", str(path)]
    process = subprocess.Popen(
        [*command, "--", "--server.headless", "true"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        # It says what the file is before it serves.
        assert "pixels 0..255" in process.stdout.readline()
        wait_for_port(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.communicate()


def test_the_command_opens_one_for_everybody(address_of_command, open_page):
    for _ in range(2):
        page = open_page(address_of_command, alone=True)
        expect(chosen(page)).to_have_value(re.compile("for the class · opened for everybody"))
        page.locator('[data-testid="answer"][data-label="7"]').wait_for()


def wait_for_port(port: int) -> None:
    """Wait until something listens there."""
    for _ in range(600):
        with socket.socket() as there:
            if there.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"Nothing listens at port {port}.")
