"""Fixtures of all tests: a real Streamlit server, a real browser, and pages that must stay clean.

Streamlit and TensorFlow are imported by the tests that need them, never here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.launch import ROOT, running_browser, running_server

collect_ignore_glob = ["browser/*_app.py"]
"""Streamlit scripts for the tests to open: importing one, as the search for doctests does, would run it."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
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


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """open_page(url, *, width, height, color_scheme, touch) -> a Playwright page in a context of its own.

    At the end of the test no page may have logged an error or asked another machine for anything.
    """
    contexts, faults = [], []

    def open_page(
        url: str, *, width: int = 1440, height: int = 900, color_scheme: str = "light", touch: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=color_scheme,
            has_touch=touch,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"uncaught: {error}"))
        page.on("request", lambda request: _leaves(request.url) and faults.append(f"request: {request.url}"))
        page.on("websocket", lambda socket: _leaves(socket.url) and faults.append(f"websocket: {socket.url}"))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


def _leaves(url: str) -> bool:
    """Whether the URL is on another machine; data: and blob: URLs have no host."""
    return (urlsplit(url).hostname or "127.0.0.1") != "127.0.0.1"
