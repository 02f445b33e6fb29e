"""A picture outlasts the server that it was brought to: the page keeps it, and gives it back to the next."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from benchmarks.launch import ROOT, running_server
from cnnviz.datasets.samples import load_samples
from tests.browser.conftest import PATIENCE
from tests.browser.main_page import MainPage
from tests.browser.navigation import go_to

LABELS = load_samples().labels
SAMPLE = int(np.flatnonzero((LABELS == 1) & ~load_samples().hard)[0])
"""What is read while there is no picture: a 1."""
ROUTE = "**/cnnviz/kept?*"
NO_PICTURE = "You see a sample until you choose a picture."
LOST = "Your picture was lost with the connection: choose it again."
WEBCAM = """
const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 })
const context = canvas.getContext("2d")
setInterval(() => {
  context.fillStyle = "#f4f2ec"
  context.fillRect(0, 0, 320, 240)
  context.lineWidth = 18
  context.lineCap = context.lineJoin = "round"
  context.strokeStyle = "#101030"
  context.beginPath()
  context.moveTo(110, 60)
  context.lineTo(200, 60)
  context.lineTo(150, 190)
  context.stroke()
}, 30)
Object.defineProperty(navigator, "mediaDevices", {
  value: {
    getUserMedia: async () => canvas.captureStream(30),
    enumerateDevices: async () => [{ kind: "videoinput", deviceId: "one", label: "One", groupId: "one" }],
    addEventListener() {},
    removeEventListener() {},
    getSupportedConstraints: () => ({}),
  },
})
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that may log errors: a server that is gone makes it do so."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


class Restarts:
    """A server that can be started anew at the same address."""

    def __init__(self, folder: Path) -> None:
        self._log, self._running = folder / "log.txt", ExitStack()
        self.url = self._start(None)

    def _start(self, port: int | None) -> str:
        return self._running.enter_context(running_server(ROOT / "app.py", self._log, port=port)).url

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Have no server until the block ends, and then another one."""
        self._running.close()
        yield
        self._start(urlsplit(self.url).port)

    def restart(self, page: Page) -> None:
        """Start another server, and wait until it has run the page."""
        with self.gone():
            expect(page.get_by_text("Not connected to the server.")).to_be_visible()
        expect(page.get_by_text("Not connected to the server.")).to_have_count(0)

    def close(self) -> None:
        self._running.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Restarts]:
    server = Restarts(tmp_path)
    yield server
    server.close()


def picture_of(digit: int) -> dict:
    """Return a file with a digit of the gallery, in black on white."""
    samples, file = load_samples(), io.BytesIO()
    sample = int(np.flatnonzero((samples.labels == digit) & ~samples.hard)[0])
    Image.fromarray(255 - samples.image(sample)[..., 0]).resize((280, 280)).save(file, "PNG")
    return {"name": f"{digit}.png", "mimeType": "image/png", "buffer": file.getvalue()}


def opened(context: BrowserContext, url: str, source: str) -> MainPage:
    page = context.new_page()
    page.goto(f"{url}/?source={source}&sample={SAMPLE}")
    return MainPage(page).wait()


def upload(page: Page, digit: int) -> None:
    """Choose a file, and wait until the page has its copy."""
    with page.expect_response(ROUTE) as response:
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(picture_of(digit))
    response.value.finished()


def is_given(request: Request) -> bool:
    return "/cnnviz/kept" in request.url and request.method == "POST"


def test_an_upload_outlasts_the_server_and_what_was_replaced_or_removed_does_not(server, context, browser):
    main = opened(context, server.url, "Upload")
    main.wait_for_label("1")
    upload(main.page, 4)
    main.wait_for_label("4")
    server.restart(main.page)
    main.wait().wait_for_label("4")
    # Nobody else gets it, whose address says the same.
    other = browser.new_context()
    hers = opened(other, server.url, "Upload")
    hers.wait_for_label("1")
    expect(hers.page.get_by_text(NO_PICTURE)).to_be_visible()
    other.close()
    # Another is chosen, and then none.
    upload(main.page, 7)
    main.wait_for_label("7")
    server.restart(main.page)
    main.wait().wait_for_label("7")
    main.page.get_by_role("button", name="Remove 7.png").click()
    main.wait_for_label("1")
    server.restart(main.page)
    expect(main.page.get_by_text(NO_PICTURE)).to_be_visible()
    main.wait().wait_for_label("1")


def test_a_photo_outlasts_the_server(server, context):
    context.add_init_script(WEBCAM)
    main = opened(context, server.url, "Camera")
    with main.page.expect_response(ROUTE) as response:
        main.page.get_by_role("button", name="Take Photo").click()
    response.value.finished()
    main.wait_for_label("7")
    server.restart(main.page)
    main.wait().wait_for_label("7")


def test_a_picture_outlasts_a_server_that_went_while_another_page_was_open(server, context):
    main = opened(context, server.url, "Upload")
    upload(main.page, 4)
    main.wait_for_label("4")
    go_to(main.page, "Shapes")
    with main.page.expect_request(is_given):
        server.restart(main.page)
    go_to(main.page, "Draw & see")
    main.wait().wait_for_label("4")


def test_a_picture_that_cannot_be_given_back_is_said_to_be_lost(server, context):
    main = opened(context, server.url, "Upload")
    upload(main.page, 4)
    main.wait_for_label("4")
    main.page.route(
        ROUTE, lambda route: route.fulfill(status=507) if route.request.method == "POST" else route.continue_()
    )
    server.restart(main.page)
    # Twice where the header hears of it before the picture's own place is there.
    expect(main.page.get_by_text(LOST).first).to_be_visible()
    main.wait_for_label("1")
    upload(main.page, 7)
    main.wait_for_label("7")
    expect(main.page.get_by_text(LOST)).to_have_count(0)
