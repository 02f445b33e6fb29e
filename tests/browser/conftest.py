"""Fixtures of the tests in a browser: a real Streamlit server, a real browser, and pages that must stay clean.

Streamlit and TensorFlow are imported by the tests that need them, never here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from benchmarks.launch import ROOT, running_browser, running_server

PATIENCE = 60_000
"""How long what is expected may take, in milliseconds: a slow or busy machine loads TensorFlow meanwhile."""
SAVES_DATA = "Object.defineProperty(navigator.connection, 'saveData', { value: true })"
"""A browser that is told to save data fetches nothing before it is needed: most tests count what is fetched."""
FORGET = "() => { if (origin !== 'null') localStorage.clear() }"

collect_ignore_glob = ["*_app.py"]
"""Streamlit scripts for the tests to open: importing one, as the search for doctests does, would run it."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    expect.set_options(timeout=PATIENCE)
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="package")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str | Path], str]]:
    """serve(script) -> the base URL of a Streamlit server that runs the script; one server per script."""
    urls: dict[Path, str] = {}
    with ExitStack() as servers:

        def serve(script: str | Path) -> str:
            path = (ROOT / script).resolve()
            if path not in urls:
                log = tmp_path_factory.mktemp("server") / "log.txt"
                urls[path] = servers.enter_context(running_server(path, log)).url
            return urls[path]

        yield serve


@pytest.fixture(scope="package")
def contexts(browser: Browser) -> Callable[..., BrowserContext]:
    """contexts(*, width, height, color_scheme, touch) -> the browser context with these options; one for all tests.

    What pages load, such as Streamlit's own scripts, is loaded and compiled once a context.
    """

    @cache
    def context(
        *, width: int = 1440, height: int = 900, color_scheme: str = "light", touch: bool = False
    ) -> BrowserContext:
        viewport = {"width": width, "height": height}
        return browser.new_context(viewport=viewport, color_scheme=color_scheme, has_touch=touch)

    return context


@pytest.fixture
def open_page(browser: Browser, contexts: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """open_page(url, *, width, height, color_scheme, touch) -> a new Playwright page, of a visitor never seen before.

    open_page(url, alone=True) opens it in a browser context of its own, as if the browser had just been installed.
    open_page(url, init_script=...) runs a script before those of the page. Where its server is to refuse something,
    refused=True says that the browser may log that.
    At the end of the test no page may have logged an error or asked another machine for anything.
    """
    pages, faults = [], []

    def open_page(url: str, *, alone: bool = False, init_script: str = "", refused: bool = False, **options) -> Page:
        page = (browser.new_context() if alone else contexts(**options)).new_page()
        pages.append(page)
        page.add_init_script(SAVES_DATA)
        if init_script:
            page.add_init_script(init_script)
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: _is_fault(message, refused) and faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"uncaught: {error}"))
        page.on("request", lambda request: _leaves(request.url) and faults.append(f"request: {request.url}"))
        page.on("websocket", lambda socket: _leaves(socket.url) and faults.append(f"websocket: {socket.url}"))
        page.goto(url)
        return page

    yield open_page
    for page in pages:
        # One that failed may have left the browser without its network.
        page.context.set_offline(False)
        page.evaluate(FORGET)
        page.context.clear_cookies()
        page.close()
    assert not faults


def _leaves(url: str) -> bool:
    """Whether the URL is on another machine; data: and blob: URLs have no host."""
    return (urlsplit(url).hostname or "127.0.0.1") != "127.0.0.1"


def _is_fault(message: ConsoleMessage, refused: bool) -> bool:
    """Whether a page logged an error; that a test took its network away is none, nor what it has the server refuse."""
    expected = ["ERR_INTERNET_DISCONNECTED", *(["responded with a status of 40"] if refused else [])]
    return message.type == "error" and not any(words in message.text for words in expected)
