"""The main page in real Chromium: ways to bring a picture, the answer, what stays, and how it fits."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

import cnnviz
from benchmarks.launch import ROOT, running_server
from cnnviz.datasets.samples import load_samples
from tests.browser.main_page import (
    SAMPLE,
    SAMPLE_QUERY,
    SEVEN,
    START_SECONDS,
    MainPage,
    assert_shows,
    sample_trace,
)
from tests.browser.modules import in_module
from tests.browser.navigation import go_to
from tests.networks import IN_DEPTH

LABELS = [str(label) for label in load_samples().labels]


@pytest.fixture
def open_main(open_page, serve):
    """open_main(query, **options) -> the main page, answered."""

    def open_main(query: str = "", **options) -> MainPage:
        return MainPage(open_page(f"{serve('app.py')}/?{query}", **options)).wait()

    return open_main


def picture(ink: np.ndarray) -> dict:
    """Return a PNG as a file chooser's choice."""
    file = io.BytesIO()
    Image.fromarray(np.rint(ink * 255).astype(np.uint8)).save(file, "PNG")
    return {"name": "digit.png", "mimeType": "image/png", "buffer": file.getvalue()}


def choose(main: MainPage, source: str) -> None:
    main.page.get_by_role("radio", name=source).or_(main.page.get_by_role("button", name=source, exact=True)).click()


@pytest.mark.parametrize("network", IN_DEPTH)
def test_a_digit_drawn_with_the_mouse_is_read(open_main, network):
    main = open_main(f"network={network}&sample=1")
    main.wait_for_label(LABELS[1])
    main.draw(SEVEN)
    main.wait_for_label("7")
    words = main.answer.get_by_role("status")
    expect(words).to_contain_text("a 7, ")
    expect(words).to_contain_text("next: ")
    assert main.answer.locator(".best th").inner_text() == "7"
    main.page.get_by_test_id("pad-clear").click()
    main.wait_for_label(LABELS[1])


def test_who_clears_the_pad_at_once_sees_what_was_there_before(open_main):
    main = open_main("network=mnist_lab&sample=1")
    main.wait_for_label(LABELS[1])
    main.page.get_by_test_id("pad-clear").evaluate("(button) => { globalThis.pad = { button } }")
    # As soon as the answer is shown: Streamlit has not heard of the drawing yet.
    clear = (
        "readingStore.addEventListener('change', () => { pad.button.click(); pad.isCleared = true }, { once: true })"
    )
    main.page.evaluate(in_module("shared/readings.js", clear))
    main.draw(SEVEN)
    main.page.wait_for_function("pad.isCleared")
    main.wait_for_label(LABELS[1])


def test_the_page_is_there_before_the_network_and_answers_what_was_drawn_meanwhile(open_page, tmp_path):
    with running_server(ROOT / "app.py", tmp_path / "log.txt") as server:
        page = open_page(server.url)
        page.locator('[data-testid="answer"][data-state="waiting"]').wait_for()
        expect(page.get_by_text("Warming up").first).to_be_visible()
        main = MainPage(page)
        main.draw(SEVEN)
        page.locator('[data-testid="answer"][data-label="7"]').wait_for(timeout=START_SECONDS * 1000)
        main.wait()
        expect(page.get_by_text("Warming up").first).to_be_hidden()


def test_what_is_drawn_and_pinned_is_there_again_after_another_page(open_main):
    main = open_main("sample=1")
    main.draw(SEVEN)
    main.wait_for_label("7")
    pinned = main.click(0)
    go_to(main.page, "Filters")
    main.page.get_by_test_id("filters").wait_for()
    go_to(main.page, "Draw & see")
    main.wait()
    main.wait_for_label("7")
    assert main.focus() == pinned
    main.page.get_by_test_id("pad-undo").click()
    main.wait_for_label(LABELS[1])


def test_what_is_drawn_is_kept_by_whoever_leaves_at_once(open_main):
    main = open_main("sample=1")
    link = main.page.get_by_test_id("navigation").locator("a", has_text="Filters")
    main.draw(SEVEN)
    link.dispatch_event("click")
    main.page.get_by_test_id("filters").wait_for()
    assert "strokes=" in main.page.url
    go_to(main.page, "Draw & see")
    main.wait_for_label("7")


def test_a_sample_is_chosen_with_a_click_and_marked_at_once(open_main):
    main = open_main("source=Samples")
    for number in (1, 4, SAMPLE):
        button = main.page.get_by_test_id("gallery").get_by_role("button").nth(number)
        button.click()
        main.wait_for_label(LABELS[number])
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(main.page.locator('[data-testid="gallery"] [aria-pressed="true"]')).to_have_count(1)
    main.page.wait_for_url(f"**sample={SAMPLE}*")
    main.page.reload()
    main.wait().wait_for_label(LABELS[SAMPLE])


def test_centring_can_be_switched_off(open_main):
    main = open_main()
    main.draw([(30, 30), (75, 32), (60, 95)])
    expect(main.answer.get_by_test_id("input-numbers")).to_contain_text("centred")
    centred = input_numbers(main)
    main.page.get_by_text("Centre my drawing").click()
    expect(main.answer.get_by_test_id("input-numbers")).to_contain_text("squashed")
    squashed = input_numbers(main)
    assert any(centred[15 * 28 :])
    assert not any(squashed[15 * 28 :])
    assert any(squashed[: 12 * 28])


def input_numbers(main: MainPage) -> list[str]:
    """Open the input's numbers, return them and close them."""
    main.answer.get_by_test_id("input-numbers").click()
    dialog = main.page.get_by_role("dialog", name="The input in numbers")
    expect(dialog).to_be_visible()
    box = dialog.bounding_box()
    view = main.page.viewport_size
    assert box["x"] >= 0 and box["x"] + box["width"] <= view["width"]
    assert box["y"] >= 0 and box["y"] + box["height"] <= view["height"]
    heights = dialog.locator(".pixels span").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert max(heights) - min(heights) < 0.1, "rows are of one height"
    texts = dialog.locator(".pixels span").all_inner_texts()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    return texts


def test_the_inputs_numbers_are_what_the_network_gets(open_main):
    main = open_main(SAMPLE_QUERY)
    texts = input_numbers(main)
    for text, value in zip(texts, sample_trace("mnist_lab").input.ravel(), strict=True):
        assert_shows(text or "0", float(value), digits=2)
        assert bool(text) == (value > 0)


def test_a_picture_file_is_read_and_a_bad_one_is_said_in_a_sentence(open_main):
    main = open_main("sample=1")
    choose(main, "Upload")
    files = main.page.get_by_test_id("stFileUploaderDropzoneInput")
    files.set_input_files(picture(load_samples().ink(SAMPLE)))
    main.wait_for_label(LABELS[SAMPLE])
    files.set_input_files(picture(1 - np.pad(load_samples().ink(4), 30)))
    main.wait_for_label(LABELS[4])
    expect(main.page.get_by_text("Dark ink on light paper: inverted.")).to_be_visible()
    files.set_input_files({"name": "digit.png", "mimeType": "image/png", "buffer": b"%PDF-1.7 and no picture"})
    alert = main.page.get_by_role("alert").filter(has_text="You see a sample instead.")
    expect(alert).to_be_visible()
    assert "Traceback" not in alert.inner_text()
    main.wait_for_label(LABELS[1])


def test_the_camera_without_a_camera_leaves_a_sample(open_main):
    main = open_main("sample=1")
    choose(main, "Camera")
    expect(main.page.get_by_text("You see a sample until you take a picture.")).to_be_visible()
    main.wait_for_label(LABELS[1])


def test_the_other_network_is_chosen_in_the_header(open_main):
    main = open_main(SAMPLE_QUERY)
    main.page.get_by_test_id("stSelectbox").locator("input").click()
    main.page.get_by_role("option", name=re.compile("^mnist_cnn ·")).click()
    main.page.wait_for_url("**network=mnist_cnn*")
    columns = main.map.locator(".headings .column")
    expect(columns).to_have_count(len(cnnviz.load("mnist_cnn").layers) + 1)
    main.wait_for_label(LABELS[SAMPLE])
    main.hover(0)
    assert main.focus().tensorflow.endswith("✓")


def test_every_layer_can_be_downloaded(open_main):
    main = open_main(SAMPLE_QUERY)
    with main.page.expect_download() as started:
        main.page.get_by_role("button", name="All layers as .npz").click()
    trace = sample_trace("mnist_lab")
    with np.load(started.value.path()) as arrays:
        assert list(arrays) == ["input", *trace]
        np.testing.assert_array_equal(arrays["input"], trace.input)
        for name, layer in trace.items():
            np.testing.assert_allclose(arrays[name], layer.output, rtol=1e-4, atol=1e-5)


def test_the_answer_shows_every_probability_and_logit(open_main):
    main = open_main(SAMPLE_QUERY)
    trace = sample_trace("mnist_lab")
    rows = main.answer.locator("tbody tr")
    assert rows.locator("th").all_inner_texts() == list(trace.labels)
    for text, logit in zip(rows.locator(".logit").all_inner_texts(), trace["dense_1"].output, strict=True):
        assert_shows(text, float(logit))
    widths = rows.locator(".bar span").evaluate_all("(bars) => bars.map((bar) => parseFloat(bar.style.width))")
    np.testing.assert_allclose(widths, trace.probabilities * 100, atol=1e-3)


@pytest.mark.parametrize(("width", "color_scheme"), [(390, "light"), (390, "dark"), (1440, "light")])
def test_the_page_fits_its_window(open_main, width, color_scheme):
    main = open_main("sample=1", width=width, color_scheme=color_scheme)
    for source in ("Upload", "Samples", "Camera", "Draw"):
        choose(main, source)
        main.page.wait_for_url(f"**source={source}*" if source != "Draw" else lambda url: "source" not in url)
        main.wait_for_label(LABELS[1])
        assert main.page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth <= main.clientWidth")
        for part in (main.answer, main.map):
            box = part.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
    red, green, blue = main.page.get_by_test_id("stApp").evaluate(
        "(app) => getComputedStyle(app).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)"
    )
    assert (red + green + blue < 380) == (color_scheme == "dark")


def test_map_and_answer_are_visible_without_scrolling(open_main):
    main = open_main()
    bars = main.answer.locator("tbody").bounding_box()
    assert bars["y"] + bars["height"] <= 900
    canvas = main.canvas.bounding_box()
    assert canvas["y"] + canvas["height"] <= 900
    assert canvas["x"] >= main.pad.bounding_box()["x"] + main.pad.bounding_box()["width"]
