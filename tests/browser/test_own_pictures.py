"""One's own classes in real Chromium: a webcam, drawings, files and zips, learned and read."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.main_page import START_SECONDS
from tests.browser.steady import steady_box

LONG = START_SECONDS * 1000
FAKE_WEBCAM = """
window.scene = 0
const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 })
const context = canvas.getContext("2d")
let turn = 0
setInterval(() => {
  turn += 1
  context.fillStyle = ["#b03020", "#2050b0", "#208040"][window.scene]
  context.fillRect(0, 0, 320, 240)
  context.fillStyle = "#e8e0c0"
  const at = 90 + (turn % 7) * 6
  if (window.scene === 0) context.fillRect(at, 60, 90, 110)
  if (window.scene === 1) { context.beginPath(); context.arc(at + 50, 120, 55, 0, 7); context.fill() }
  if (window.scene === 2) for (let row = 30; row < 230; row += 50) context.fillRect(40, row + (turn % 5), 240, 20)
}, 30)
Object.defineProperty(navigator, "mediaDevices", {
  value: { getUserMedia: async () => canvas.captureStream(30), enumerateDevices: async () => [] },
})
"""


@pytest.fixture
def open_own(serve, open_page):
    """open_own(query, **options) -> the page Train with the visitor's own pictures."""

    def open_own(query: str, **options) -> Page:
        page = open_page(f"{serve('app.py')}/train?{query}", **options)
        expect(page.get_by_test_id("own-pictures")).to_have_attribute("data-state", "ready", timeout=LONG)
        expect(page.get_by_test_id("train")).not_to_have_attribute("data-state", "loading", timeout=LONG)
        return page

    return open_own


def count(page: Page, index: int) -> int:
    return int(re.search(r"\d+", page.get_by_test_id("own-count").nth(index).inner_text())[0])


def expect_count(page: Page, index: int, number: int) -> None:
    words = re.compile(rf"^{number} pictures?" if number else r"^(0|no) pictures", re.I)
    expect(page.get_by_test_id("own-count").nth(index)).to_have_text(words, timeout=LONG)


def test_three_classes_of_a_webcam_are_learned_both_ways_and_a_held_out_picture_is_read(open_own):
    page = open_own("data=photographs&names=box|ball|stripes&epochs=30&stack=c8-r-m2-f-d3-z", init_script=FAKE_WEBCAM)
    expect(page.get_by_test_id("train-start")).to_be_disabled()
    expect(page.get_by_test_id("train-status")).to_contain_text("no pictures yet")
    for index in range(3):
        page.evaluate("scene => { window.scene = scene }", index)
        page.wait_for_timeout(200)
        button = page.get_by_test_id("own-record").nth(index)
        button.scroll_into_view_if_needed()
        button.hover()
        page.mouse.down()
        expect(page.get_by_test_id("own-count").nth(index)).to_have_text(re.compile(r"^1[2-9] pictures"), timeout=LONG)
        page.mouse.up()
        expect(page.get_by_test_id("own-pictures")).to_have_attribute("data-state", "ready", timeout=LONG)
    total = sum(count(page, index) for index in range(3))
    expect(page.get_by_text(re.compile(rf"^{total} pictures are on this server"))).to_be_visible()
    start = page.get_by_test_id("train-start")
    expect(start).to_be_enabled(timeout=LONG)
    start.click()
    expect(page.get_by_test_id("train")).to_have_attribute("data-state", "done", timeout=LONG)
    expect(
        page.get_by_text(re.compile(r"On top of a trained network: [\d.]+ %.*From nothing: [\d.]+ %", re.S))
    ).to_be_visible(timeout=LONG)
    # The first picture held out is of the first class, and it is read so.
    first = page.get_by_test_id("train-answer").locator("tbody tr").first
    expect(first).to_contain_text("box")
    shares = [float(text) for text in re.findall(r"([\d.]+) ?%", page.get_by_test_id("train-answer").inner_text())]
    assert shares[0] == max(shares) > 50
    # The camera is still open: what it sees is answered, live.
    for index, name in ((2, "stripes"), (1, "ball")):
        page.evaluate("scene => { window.scene = scene }", index)
        expect(page.get_by_test_id("own-live").locator("tr.best")).to_contain_text(name, timeout=LONG)
    # Every page shows the network of one's own classes, down to a product.
    page.get_by_role("button", name="Open it").last.click()
    expect(page).to_have_url(re.compile(r"network=own-"), timeout=LONG)
    expect(page.get_by_test_id("answer")).to_contain_text("stripes", timeout=LONG)
    expect(page.get_by_test_id("ledger")).to_contain_text(re.compile(r"TensorFlow: .*✓"), timeout=LONG)


def png(seed: int) -> dict:
    file = io.BytesIO()
    pixels = np.random.default_rng(seed).integers(0, 256, (40, 40, 3), np.uint8)
    Image.fromarray(pixels).save(file, "PNG")
    return {"name": f"{seed}.png", "mimeType": "image/png", "buffer": file.getvalue()}


def test_files_come_in_a_zip_keeps_them_and_what_is_deleted_is_gone(open_own, tmp_path):
    page = open_own("data=photographs&names=cat|dog&way=scratch&stack=f-d2-z", refused=True)
    inputs = page.get_by_test_id("own-files")
    inputs.nth(0).set_input_files([png(1), png(2), {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no"}])
    expect_count(page, 0, 2)
    expect(page.get_by_test_id("own-says")).to_contain_text("notes.txt")
    inputs.nth(1).set_input_files([png(3), png(4), png(5)])
    expect_count(page, 1, 3)
    page.get_by_test_id("own-thumb").last.click()
    expect_count(page, 1, 2)
    name = page.get_by_test_id("own-name").nth(1)
    name.fill("wolf")
    name.press("Enter")
    expect(page).to_have_url(re.compile(r"names=cat(%7C|\|)wolf"), timeout=LONG)
    with page.expect_download(timeout=LONG) as download:
        page.get_by_test_id("own-save").click()
    saved = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(saved)) as zipped:
        pictures = [entry for entry in zipped.namelist() if entry.endswith(".png")]
    assert sorted(entry.split("/")[0] for entry in pictures) == ["cat", "cat", "wolf", "wolf"]
    page.get_by_test_id("own-empty").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect_count(page, 0, 0)
    expect(page.get_by_test_id("own-thumb")).to_have_count(0)
    expect(page.get_by_test_id("train-start")).to_be_disabled(timeout=LONG)
    page.get_by_test_id("own-open").set_input_files({"name": "set.zip", "mimeType": "application/zip", "buffer": saved})
    expect_count(page, 0, 2)
    expect_count(page, 1, 2)
    expect(page.get_by_test_id("train-start")).to_be_enabled(timeout=LONG)
    page.get_by_test_id("own-open").set_input_files({"name": "a.zip", "mimeType": "application/zip", "buffer": b"no"})
    page.get_by_role("button", name="Replace", exact=True).click()
    expect(page.get_by_test_id("own-says")).to_contain_text("no zip", timeout=LONG)
    expect_count(page, 0, 2)


def test_drawings_are_drawn_and_a_class_more_is_a_class_more(open_own):
    page = open_own("data=drawings&names=line|dot&way=scratch&stack=f-d2-z&epochs=3")
    page.get_by_test_id("own-add").click()
    expect(page.get_by_test_id("own-class")).to_have_count(3)
    page.get_by_test_id("own-draw").nth(0).click()
    canvas = page.get_by_test_id("own-pad").locator("canvas").first
    canvas.scroll_into_view_if_needed()
    for number in (1, 2):
        box = steady_box(canvas)
        page.mouse.move(box["x"] + 60, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 60 + 20 * number, box["y"] + 200, steps=6)
        page.mouse.up()
        page.get_by_test_id("own-pad-add").click()
        expect_count(page, 0, number)
    expect(page.get_by_test_id("train-status")).to_contain_text("has too few pictures", timeout=LONG)


def test_without_a_camera_in_the_browser_the_phone_s_own_takes_the_picture(open_own):
    page = open_own(
        "data=photographs&names=cat|dog",
        init_script="Object.defineProperty(navigator, 'mediaDevices', { value: undefined })",
    )
    expect(page.get_by_test_id("own-record").filter(visible=True)).to_have_count(0)
    photo = page.locator("input[type=file][capture]")
    assert photo.count() >= 2
    photo.first.set_input_files([png(1)])
    expect_count(page, 0, 1)


def test_a_link_brings_the_classes_and_says_that_it_brings_no_pictures(open_own):
    page = open_own("data=photographs&names=cat|dog")
    expect(page.get_by_text("never your pictures")).to_be_visible()
    page.get_by_test_id("own-files").nth(0).set_input_files([png(1)])
    expect_count(page, 0, 1)
    page.reload()
    expect(page.get_by_test_id("own-pictures")).to_have_attribute("data-state", "ready", timeout=LONG)
    expect_count(page, 0, 0)
    assert [page.get_by_test_id("own-name").nth(index).input_value() for index in range(2)] == ["cat", "dog"]


def test_forged_pictures_and_orders_get_a_sentence(serve, open_own):
    page = open_own("data=drawings&names=a|b")
    with page.expect_request(re.compile(r"/cnnviz/pictures\?visit=")) as asked:
        page.reload()
    visit = parse_qs(urlsplit(asked.value.url).query)["visit"][0]
    url, request = f"{serve('app.py')}/cnnviz/pictures", page.request
    mine = f"visit={visit}&kind=drawings"

    def post(path: str, body: bytes | str, kind: str = "image/png") -> tuple[int, str]:
        # As bytes: of a text that is no JSON Playwright would make some.
        content = body.encode() if isinstance(body, str) else body
        answer = request.post(f"{url}{path}", data=content, headers={"content-type": kind})
        return answer.status, answer.text()

    strokes = json.dumps({"strokes": [{"width": 16, "points": [60, 60, 200, 200]}]})
    assert post(f"?{mine}&class=0", strokes, "application/json")[0] == 200
    for path, body, kind, status, words in (
        ("?visit=nobody&kind=drawings&class=0", b"", "image/png", 404, "reload it"),
        (f"?visit={visit}&kind=films&class=0", b"", "image/png", 400, "drawings or photographs"),
        (f"?{mine}&class=7", strokes, "application/json", 400, "not there any more"),
        (f"?{mine}&class=-1", strokes, "application/json", 400, "not there any more"),
        (f"?{mine}&class=0", "[]", "application/json", 400, "."),
        (f"?{mine}&class=0", "{" * 5_000, "application/json", 400, "JSON"),
        (f"?{mine}&class=0", b"no picture", "image/png", 400, "."),
        (f"?{mine}&class=0", bytes(21_000_000), "image/png", 413, "20 MB"),
        (f"/look?{mine}", b"no picture", "image/png", 204, ""),
        ("/change", "[]", "application/json", 400, "An order is JSON"),
        ("/change", json.dumps({"visit": visit, "kind": "drawings", "do": "fly"}), "", 400, "no order 'fly'"),
        ("/change", json.dumps({"visit": visit, "kind": "drawings", "do": "remove", "class": "x"}), "", 400, "JSON"),
        ("/change", "x" * 20_000, "", 413, "."),
        (f".zip?{mine}", b"no zip", "application/zip", 400, "no zip"),
    ):
        answered = post(path, body, kind)
        assert answered[0] == status and words in answered[1], (path, answered)
    assert request.get(f"{url}?visit={visit}").status == 400
    page.reload()
    expect(page.get_by_test_id("own-pictures")).to_have_attribute("data-state", "ready", timeout=LONG)


def test_what_is_brought_is_gone_when_the_page_is_closed(serve, open_own):
    page = open_own("data=photographs&names=cat|dog")
    with page.expect_request(re.compile(r"/cnnviz/pictures\?visit=.*class=0")) as asked:
        page.get_by_test_id("own-files").nth(0).set_input_files([png(1)])
    visit = parse_qs(urlsplit(asked.value.url).query)["visit"][0]
    expect_count(page, 0, 1)
    # From another page of the app, where nothing shows the pictures.
    navigation = page.get_by_role("navigation", name="Pages")
    navigation.get_by_role("button", name="Labs").click()
    navigation.get_by_role("link", name="Shapes", exact=True).click()
    expect(page.get_by_test_id("own-pictures")).to_have_count(0, timeout=LONG)
    set_of = f"{serve('app.py')}/cnnviz/pictures?visit={visit}&kind=photographs"
    other = open_own("data=photographs&names=a|b", alone=True)
    kept = other.request.get(set_of)
    assert kept.status == 200 and b'"arrays":{"pictures":[0,[1,' in kept.body()
    page.goto("about:blank")
    end = time.monotonic() + START_SECONDS
    while (answer := other.request.get(set_of)).status == 200 and b'"arrays":{"pictures":[0,[1,' in answer.body():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_what_two_visitors_bring_is_apart(open_own):
    hers, his = (open_own("data=photographs&names=cat|dog", alone=alone) for alone in (True, True))
    hers.get_by_test_id("own-files").nth(0).set_input_files([png(1)])
    expect_count(hers, 0, 1)
    his.get_by_test_id("own-files").nth(1).set_input_files([png(2), png(3)])
    expect_count(his, 1, 2)
    expect_count(his, 0, 0)
    hers.get_by_test_id("own-empty").click()
    hers.get_by_role("button", name="Delete", exact=True).click()
    expect_count(hers, 0, 0)
    his.get_by_test_id("own-files").nth(0).set_input_files([png(4)])
    expect_count(his, 0, 1)
    expect_count(his, 1, 2)
