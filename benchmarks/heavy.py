"""Whether ten students who draw have to wait while another visitor runs occlusion and synthesis."""

from __future__ import annotations

import asyncio
import json
import tempfile
import zipfile
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from benchmarks import clients
from benchmarks.launch import running_browser, running_server
from benchmarks.table import Row
from cnnviz.opening import ModelFileError, read_file

STUDENTS = 10
NETWORK = "mnist_lab"
OCCLUSION = "why?network=cats_dogs_deeper&stride=1&trust=yes"
"""Occlusion around every pixel of 150 x 150, with its check, takes minutes."""
SYNTHESIS = "looks_for?network=cifar_vgg&made=yes"
SECONDS = 120


def measure(script: Path) -> list[Row]:
    """Return how long strokes take alone, and beside a visitor who runs occlusion and synthesis."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(script, Path(folder) / "log.txt") as server,
        running_browser() as browser,
        # Playwright runs an event loop of its own in this thread.
        ThreadPoolExecutor(1) as beside,
    ):
        query = f"network={NETWORK}"
        beside.submit(asyncio.run, clients.warm_up(server.url, query)).result()

        def lessons() -> list[Future[clients.Lesson]]:
            return [
                beside.submit(asyncio.run, clients.lesson(server.url, query, STUDENTS, directly=True))
                for _ in range(clients.RUNS)
            ]

        alone = [lesson.result() for lesson in lessons()]
        occlusion = browser.new_page()
        occlusion.goto(f"{server.url}/{OCCLUSION}")
        _stop(occlusion).first.wait_for(timeout=SECONDS * 1000)
        running = lessons()
        pictures = _keep_making_up(browser, f"{server.url}/{SYNTHESIS}", running)
        if not _stop(occlusion).count():
            raise RuntimeError("Occlusion ended before the students did: nothing was measured.")
        occlusion.close()
        running_beside_files = lessons()
        refused = _keep_opening(running_beside_files)
    beside_files = [lesson.result() for lesson in running_beside_files]
    among = [lesson.result() for lesson in running]
    for error in [error for lesson in [*alone, *among, *beside_files] for error in lesson.errors]:
        print(f"A student's error: {error}")
    return [
        Row(f"{STUDENTS} students at once, a stroke, {NETWORK}", clients.figures(alone, median_aim=50, p95_aim=150)),
        Row(
            f"The same while one more runs occlusion, and has {pictures} pictures made up",
            clients.figures(among, median_aim=None, p95_aim=150),
        ),
        Row(
            f"The same while {refused} files that are no models are looked into, two at a time",
            clients.figures(beside_files, median_aim=None, p95_aim=150),
        ),
    ]


def _keep_making_up(browser: Browser, url: str, lessons: list[Future[clients.Lesson]]) -> int:
    """Have pictures made up, one after the other, until the lessons are over; return how many were begun."""
    page, begun = browser.new_page(), 0
    while not all(lesson.done() for lesson in lessons):
        if not _stop(page).count():
            begun += 1
            page.goto(f"{url}&seed={begun}")
        page.wait_for_timeout(500)
    return begun


def _keep_opening(lessons: list[Future[clients.Lesson]]) -> int:
    """Look into files that keep a process busy until it is stopped, until the lessons are over; return how many."""

    def look(number: int) -> int:
        refused = 0
        while not all(lesson.done() for lesson in lessons):
            with suppress(ModelFileError):
                read_file(_ENDLESS + bytes([number]))
            refused += 1
        return refused

    with ThreadPoolExecutor(2) as two:
        return sum(two.map(look, range(2)))


def _endless() -> bytes:
    """Return a model file whose description is as long as may be, and leads nowhere."""
    layer = {"class_name": "Activation", "config": {"name": "x" * 40, "activation": "relu"}}
    layers = [layer] * 60_000
    described = {"class_name": "Sequential", "config": {"name": "endless", "layers": layers}}
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("metadata.json", json.dumps({"keras_version": "3.15.1"}))
        file.writestr("config.json", json.dumps(described))
        file.writestr("model.weights.h5", b"")
    return content.getvalue()


_ENDLESS = _endless()


def _stop(page: Page) -> Locator:
    """Return the Stop button, which is on a page while it works."""
    return page.get_by_role("button", name="Stop")
