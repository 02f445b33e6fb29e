"""Fixtures of all tests: a real Streamlit server, a real browser, and pages that must stay clean.

Streamlit and TensorFlow are imported by the tests that need them, never here.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DEBIAN_CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SERVER_START_SECONDS = 60


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: Debian's where it is installed, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=DEBIAN_CHROMIUM if DEBIAN_CHROMIUM.exists() else None,
            args=CHROMIUM_ARGUMENTS,
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str | Path], str]]:
    """serve(script) -> the base URL of a Streamlit server that runs the script; one server per script."""
    servers: dict[Path, tuple[subprocess.Popen, str]] = {}

    def serve(script: str | Path) -> str:
        path = (ROOT / script).resolve()
        if path not in servers:
            log = tmp_path_factory.mktemp("server") / "log.txt"
            servers[path] = _start_server(path, log)
        return servers[path][1]

    yield serve
    for process, _ in servers.values():
        process.kill()
        process.wait()


def _start_server(script: Path, log: Path) -> tuple[subprocess.Popen, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.headless", "true", "--server.port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + SERVER_START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
            return process, url
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    process.kill()
    process.wait()
    raise RuntimeError(f"The server for {script.name} did not start:\n{log.read_text()}")


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
