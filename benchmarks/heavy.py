"""Ten students draw while somebody else has heat maps worked out and pictures made up: do they wait?"""

from __future__ import annotations

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import clients
from benchmarks.launch import running_browser, running_server
from benchmarks.table import Row

STUDENTS = 10
NETWORK = "mnist_lab"
OCCLUSION = "why?network=cats_dogs_deeper&stride=1&trust=yes"
"""Occlusion around every pixel of 150 x 150, with its check: it goes on for minutes."""
SYNTHESIS = "looks_for?network=cifar_vgg&made=yes"
SECONDS = 120


def measure(script: Path) -> list[Row]:
    """Return how long strokes take alone, and beside a visitor who runs occlusion and synthesis."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(script, Path(folder) / "log.txt") as server,
        running_browser() as browser,
        # Playwright has a loop of its own in this thread.
        ThreadPoolExecutor(1) as beside,
    ):
        query = f"network={NETWORK}"
        beside.submit(asyncio.run, clients.warm_up(server.url, query)).result()

        def lessons() -> list[clients.Lesson]:
            return [
                beside.submit(asyncio.run, clients.lesson(server.url, query, STUDENTS, directly=True)).result()
                for _ in range(clients.RUNS)
            ]

        alone = lessons()
        pages = [_at_work(browser, f"{server.url}/{work}") for work in (OCCLUSION, SYNTHESIS)]
        among = lessons()
        at_work = all(page.get_by_role("button", name="Stop").count() for page in pages)
    errors = [error for each in [*alone, *among] for error in each.errors]
    if errors or not at_work:
        print(f"Students' errors: {errors}; the work went on till the end: {at_work}")
    return [
        Row(f"{STUDENTS} students at once, a stroke, {NETWORK}", clients.figures(alone, median_aim=50, p95_aim=150)),
        Row(
            "The same while one more runs occlusion and synthesis",
            clients.figures(among, median_aim=None, p95_aim=150),
        ),
    ]


def _at_work(browser: Browser, url: str) -> Page:
    page = browser.new_page()
    page.goto(url)
    page.get_by_role("button", name="Stop").first.wait_for(timeout=SECONDS * 1000)
    return page
