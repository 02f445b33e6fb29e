"""Networks are still being loaded: what a visitor brings or draws meanwhile is there afterwards."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from benchmarks.launch import ROOT, running_server
from cnnviz.datasets.samples import load_samples
from tests.browser.main_page import SEVEN, START_SECONDS, MainPage

UPLOADS = "**/_stcore/upload_file/**"
DELETE = """async (url) => {
  const [, token] = document.cookie.match(/_streamlit_xsrf=([^;]*)/)
  return (await fetch(url, { method: "DELETE", headers: { "X-Xsrftoken": decodeURIComponent(token) } })).status
}"""


def picture_of(digit: int) -> dict[str, str | bytes]:
    """Return a file with a digit of the gallery, in black on white."""
    samples, file = load_samples(), io.BytesIO()
    sample = int(np.flatnonzero((samples.labels == digit) & ~samples.hard)[0])
    Image.fromarray(255 - samples.image(sample)[..., 0]).resize((280, 280)).save(file, "PNG")
    return {"name": f"{digit}.png", "mimeType": "image/png", "buffer": file.getvalue()}


def choose_file(page: Page, digit: int) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(picture_of(digit))


@pytest.fixture
def fresh(tmp_path):
    """The address of a server that has just been started."""
    with running_server(ROOT / "app.py", tmp_path / "log.txt") as server:
        yield server.url


def test_an_upload_and_a_stroke_outlast_the_loading(fresh, open_page):
    uploading, drawing = open_page("about:blank", alone=True), open_page("about:blank", alone=True)
    uploads: list = []
    uploading.route(UPLOADS, lambda route: uploads.append(route))
    uploading.goto(f"{fresh}/?source=Upload")
    choose_file(uploading, 4)
    drawing.goto(fresh)
    pad = MainPage(drawing)
    box = pad.pad.bounding_box()
    x, y, scale = box["x"], box["y"], box["width"] / 280
    drawing.mouse.move(x + SEVEN[0][0] * scale, y + SEVEN[0][1] * scale)
    drawing.mouse.down()
    for page in (uploading, drawing):
        expect(page.locator('[data-testid="answer"][data-state="waiting"]')).to_be_visible()
    for page in (uploading, drawing):
        page.locator('[data-testid="answer"][data-state="ready"]').wait_for(timeout=START_SECONDS * 1000)
    for column, row in SEVEN[1:]:
        drawing.mouse.move(x + column * scale, y + row * scale, steps=8)
    drawing.mouse.up()
    pad.wait_for_label("7")
    for upload in uploads:
        upload.continue_()
    MainPage(uploading).wait_for_label("4")


def test_a_picture_that_the_server_has_no_longer_stays(serve, open_page):
    page = open_page(f"{serve('app.py')}/?source=Upload")
    main = MainPage(page).wait()
    with page.expect_request(UPLOADS) as upload:
        choose_file(page, 4)
    main.wait_for_label("4")
    # As where another picture comes in its place, and an older message of the page is read after that.
    assert page.evaluate(DELETE, upload.value.url) == 204
    page.get_by_test_id("stCheckbox").filter(has_text="Centre my drawing").locator("label").click()
    expect(main.answer.get_by_test_id("input-numbers")).to_contain_text("squashed")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("You see a sample")).to_have_count(0)
