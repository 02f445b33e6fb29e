"""The app in a frame of another site's page, in a browser that blocks third-party cookies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from benchmarks.launch import ROOT, running_server
from cnnviz.pictures.strokes import PAD_SIZE
from tests.browser.conftest import PATIENCE
from tests.browser.main_page import SEVEN, START_SECONDS
from tests.browser.steady import steady_box
from tests.browser.test_kept_picture import picture_of

KEEPS = """async () => {
    document.cookie = "third=1; SameSite=None; Secure"
    return document.cookie.includes("third=1") || document.cookie.includes("_streamlit_xsrf")
}"""
"""Whether a page keeps cookies. Secure ones are kept at 127.0.0.1 without HTTPS too."""
BLOCKED = {
    "enableThirdPartyCookieRestriction": True,
    "disableThirdPartyCookieMetadata": True,
    "disableThirdPartyCookieHeuristics": True,
}
NO_STORAGE = """
if (window !== window.top) {
    const denied = () => { throw new DOMException("Access is denied for this document.", "SecurityError") }
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: denied })
}
"""
"""A browser that blocks third-party cookies may deny a frame everything else that keeps something, too."""


class Course(BaseHTTPRequestHandler):
    """A page of a course: /?src=ADDRESS shows that address in a frame."""

    def do_GET(self) -> None:
        src = parse_qs(urlsplit(self.path).query).get("src", ["about:blank"])[0]
        frame = f'<iframe src="{escape(src)}" title="cnnviz" width="1380" height="820" style="border:0"></iframe>'
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>A course</title>{frame}".encode())

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing in the tests' output."""


@dataclass(frozen=True)
class Sites:
    """The address of the course and that of the app: for a browser localhost and 127.0.0.1 are two sites."""

    course: str
    app: str


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> Iterator[Sites]:
    course = ThreadingHTTPServer(("127.0.0.1", 0), Course)
    threading.Thread(target=course.serve_forever, daemon=True).start()
    site = f"http://localhost:{course.server_port}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNNVIZ_FRAME_ANCESTORS", site)
        with running_server(ROOT / "app.py", tmp_path_factory.mktemp("server") / "log.txt") as server:
            yield Sites(site, server.url)
    course.shutdown()
    course.server_close()


@pytest.fixture
def embed(browser: Browser, sites):
    """embed(path, init_script) -> the course's page and in it the app at that path, which keeps no cookies."""
    contexts, faults = [], []

    def embed(path: str, init_script: str = "") -> tuple[Page, FrameLocator]:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: faults.append(f"uncaught: {error}"))
        if init_script:
            page.add_init_script(init_script)
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.setCookieControls", BLOCKED)
        page.goto(f"{sites.course}/?src={sites.app}/{path}")
        return page, page.frame_locator("iframe")

    yield embed
    for context in contexts:
        context.close()
    assert not faults


def wait(app: FrameLocator) -> None:
    app.locator('[data-testid="answer"][data-state="ready"]').wait_for(timeout=START_SECONDS * 1000)


def draw(page: Page, app: FrameLocator) -> None:
    """Draw a seven with the mouse."""
    box = steady_box(app.get_by_test_id("pad"))
    places = [(box["x"] + x * box["width"] / PAD_SIZE, box["y"] + y * box["height"] / PAD_SIZE) for x, y in SEVEN]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=8)
    page.mouse.up()


def upload(app: FrameLocator, digit: int) -> None:
    app.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(picture_of(digit))


def test_a_drawing_goes_from_page_to_page(embed):
    # The drawing of the first visitor begins with a sample that is no 7.
    page, app = embed("?embed=true%26sample=1", NO_STORAGE)
    wait(app)
    draw(page, app)
    app.locator('[data-testid="answer"][data-label="7"]').wait_for()
    navigation = app.get_by_role("navigation", name="Pages")
    navigation.get_by_role("button", name="Ask why").click()
    navigation.get_by_role("link", name="Why", exact=True).click()
    expect(app.get_by_test_id("why").first).to_be_visible()
    navigation.get_by_role("button", name="Look inside").click()
    navigation.get_by_role("link", name="Draw & see", exact=True).click()
    app.locator('[data-testid="answer"][data-label="7"]').wait_for()


def test_a_picture_is_uploaded_without_a_cookie(embed):
    page, app = embed("?embed=true%26source=Upload%26sample=1")
    wait(app)
    assert page.frames[1].evaluate(KEEPS) is False
    with page.expect_response(lambda response: "/_stcore/upload_file/" in response.url) as sent:
        upload(app, 4)
    assert sent.value.status == 204
    app.locator('[data-testid="answer"][data-label="4"]').wait_for()


def test_a_step_of_a_lesson_is_answered(embed):
    _, app = embed("layer_by_layer?embed=true%26source=Samples%26pin=conv2d.0-0-3%26lesson=3_one_number")
    panel = app.get_by_test_id("lesson-panel")
    panel.get_by_role("radio", name="1.0000").check()
    panel.get_by_role("button", name="Send").click()
    expect(panel.locator("h2")).to_have_text("Only the bias")


def test_what_gets_through_says_that_uploads_need_no_cookie(embed):
    _, app = embed("reach")
    expect(app.locator("#summary")).to_have_text("Everything gets through.")
    expect(app.locator("[data-key=cookies]")).to_contain_text("keeps no cookies. Uploads work without.")


def test_another_sites_page_cannot_upload(embed, sites):
    """The cookie is not asked for any more; where an upload comes from is."""
    page, app = embed("?embed=true")
    wait(app)
    status = page.evaluate(
        "url => fetch(url, { method: 'PUT', body: new FormData() }).then(({ status }) => status, () => 'refused')",
        f"{sites.app}/_stcore/upload_file/session/file",
    )
    assert status in (403, "refused")
