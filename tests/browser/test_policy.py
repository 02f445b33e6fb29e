"""What the content security policy forbids does not happen in a real browser, and no page needs it.

That no page needs it is what every other test in a browser sees, those of test_pages.py first: FORBIDDEN, in
conftest.py, makes an error of what a page does in vain.
"""

from __future__ import annotations

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from benchmarks.launch import ROOT, running_server
from tests.browser.conftest import FORBIDDEN
from tests.browser.navigation import IDLE

PATIENCE = 60_000


ATTEMPTS = {
    "a script of another site": (
        "document.head.append(Object.assign(document.createElement('script'), {src: '//127.0.0.9/x.js'}))"
    ),
    "a text that becomes a script": (
        "document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror=\"window.broken = 1\">')"
    ),
    "a picture of another site": "new Image().src = 'http://127.0.0.9/told'",
    "a question to another site": "fetch('http://127.0.0.9/told').catch(() => {})",
    "a form that is sent to another site": (
        "document.body.append(Object.assign(document.createElement('form'),"
        " {action: 'http://127.0.0.9/told', method: 'post', id: 'told'})); document.querySelector('#told').submit()"
    ),
    "another base": "document.head.append(Object.assign(document.createElement('base'), {href: 'http://127.0.0.9/'}))",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_page_cannot_be_made_to_load_or_tell(serve, browser, attempt):
    context = browser.new_context()
    page = context.new_page()
    forbidden, asked = [], []
    page.add_init_script(FORBIDDEN)
    page.on("console", lambda message: message.text.startswith("forbidden") and forbidden.append(message.text))
    context.on("response", lambda response: asked.append(response.url))
    page.goto(f"{serve('app.py')}/shapes")
    expect(page.locator(IDLE)).to_be_visible(timeout=120_000)
    assert forbidden == []
    page.evaluate(f"() => {{ {ATTEMPTS[attempt]} }}")
    late = 100
    while not forbidden and late:
        page.wait_for_timeout(50)
        late -= 1
    assert forbidden and page.evaluate("window.broken") is None
    assert not [url for url in asked if "127.0.0.9" in url]
    context.close()


@contextmanager
def course(url: str):
    """A page of another site, which shows the app in a frame."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            body = f'<!DOCTYPE html><title>A course</title><iframe src="{url}" width="1200" height="800"></iframe>'
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def framed(page: Page, url: str) -> Page:
    page.goto(url)
    return page.frame_locator("iframe")


def test_only_sites_that_an_administrator_names_frame_the_app(serve, browser, tmp_path, monkeypatch):
    page = browser.new_page()
    refused = []
    page.on("console", lambda message: "frame-ancestors" in message.text and refused.append(message.text))
    with course(f"{serve('app.py')}/shapes?embed=true") as url:
        framed(page, url)
        while not refused:
            page.wait_for_timeout(50)
    monkeypatch.setenv("CNNVIZ_FRAME_ANCESTORS", "http://localhost:*")
    with (
        running_server(ROOT / "app.py", Path(tmp_path / "log.txt")) as server,
        course(f"{server.url}/shapes?embed=true") as url,
    ):
        expect(framed(page, url).get_by_test_id("shapes-totals")).to_contain_text("weights", timeout=PATIENCE)
    assert len(refused) == 1
    page.close()
