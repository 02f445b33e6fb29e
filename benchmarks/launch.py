"""Start a real server and a real browser, for the benchmarks and the tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

ROOT = Path(__file__).resolve().parent.parent
DEBIAN_CHROMIUM = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]
"""Where Debian puts it, the faster first."""
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
START_SECONDS = 60
_POLL_MILLISECONDS = 20


@dataclass(frozen=True)
class Server:
    """A Streamlit server that answers.

    Attributes:
        url: Its base URL, without a slash at the end.
        pid: The id of its process.
        started: time.perf_counter() just before the process was started.
    """

    url: str
    pid: int
    started: float


@contextmanager
def running_server(
    script: Path,
    log: Path,
    *,
    base_path: str = "",
    port: int | None = None,
    start_seconds: float = START_SECONDS,
    address: str = "127.0.0.1",
    environment: Mapping[str, str] | None = None,
    tracer: Sequence[str] = (),
    open_files: str = "",
) -> Iterator[Server]:
    """Run a Streamlit script on the repository's own configuration, until the block ends.

    Args:
        script: What to run.
        log: The file that gets what the server prints.
        base_path: Where on the server the app is, such as "some/path".
        port: Where it listens; by default at a free port.
        start_seconds: How long it may take to answer.
        address: Where it listens; it is asked on loopback.
        environment: Variables beside those of this process.
        tracer: The command that runs the server and watches it, such as ["strace", "-f"]; nothing for none.
        open_files: What `ulimit` is told of the open files that it may have, such as "-n 256" or "-S -n 1024".
    Raises:
        RuntimeError: If the server does not answer in time. The message has what it printed.
    """
    port = port or free_port()
    command = [*tracer, sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.headless", "true", "--server.address", address, "--server.port", str(port)]
    command += ["--server.baseUrlPath", base_path] if base_path else []
    if open_files:
        command = ["sh", "-c", f'ulimit {open_files} && exec "$@"', "sh", *command]
    started = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=os.environ | dict(environment or {})
        )
    url = f"http://127.0.0.1:{port}/{base_path}".rstrip("/")
    try:
        while not is_answering(url):
            if process.poll() is not None or time.perf_counter() - started > start_seconds:
                raise RuntimeError(f"The server for {script.name} did not start:\n{log.read_text()}")
            time.sleep(0.02)
        yield Server(url, process.pid, started)
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port of loopback at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def is_answering(url: str) -> bool:
    """Return whether a server of the app answers."""
    try:
        urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Run Chromium, Debian's where it is installed, else Playwright's own, until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(Path.exists, DEBIAN_CHROMIUM), None),
            args=CHROMIUM_ARGUMENTS,
        )
        yield browser
        browser.close()


def _wait_for_function(page: Page, expression: str, *, arg: Any = None, timeout: float = 60_000) -> None:
    """Wait until an expression is true in a page.

    Args:
        page: The page.
        expression: As for page.evaluate.
        arg: Likewise.
        timeout: In milliseconds.
    Raises:
        PlaywrightTimeoutError: If that takes longer.
    """
    late = time.perf_counter() + timeout / 1000
    while not page.evaluate(expression, arg):
        if time.perf_counter() > late:
            raise PlaywrightTimeoutError(f"Not true within {timeout:.0f} ms: {expression}")
        page.wait_for_timeout(_POLL_MILLISECONDS)


def _add_script_tag(page: Page, *, path: Path) -> None:
    """Run a script in a page."""
    page.evaluate(Path(path).read_text(encoding="utf-8"))


# Playwright's own put scripts into the page, which the app's content security policy forbids.
Page.wait_for_function = _wait_for_function  # type: ignore[method-assign, assignment]
Page.add_script_tag = _add_script_tag  # type: ignore[method-assign, assignment]
