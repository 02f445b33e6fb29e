"""What a person waits for, measured in a real browser.

The page times itself: the drawing pad marks "cnnviz:on-screen" when it appears and "cnnviz:pen-up" when the pen leaves
it, the network map marks "cnnviz:painted" when its canvases show new activations and measures "cnnviz:hover" around
each pointer move it handles.
What if marks "cnnviz:edited" when a trained number is changed, and "cnnviz:painted" like the map.
The convolution lab marks "cnnviz:kernel-edit" when a number is typed and "cnnviz:convolved" when its output is painted.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, FloatRect, Locator, Page

from benchmarks.launch import running_browser, running_server
from benchmarks.strokes import random_stroke
from benchmarks.table import Figure, Row
from cnnviz.pictures.strokes import PAD_SIZE

LAUNCHES = 3
STROKES = 60
STROKES_PER_DRAWING = 3
HOVERS = 400
ANSWER_SECONDS = 60

# Asking in every frame whether it is done would take time from the page that is measured.
EVENT_TO_PAINTED = """([event, painted]) => new Promise(resolve => {
    const begun = performance.getEntriesByName(event).at(-1).startTime
    new PerformanceObserver((marks, observer) => {
        const done = marks.getEntriesByName(painted).find(mark => mark.startTime > begun)
        if (!done) return
        observer.disconnect()
        resolve(done.startTime - begun)
    }).observe({ type: "mark", buffered: true })
})"""
ON_SCREEN = "performance.getEntriesByName('cnnviz:on-screen').length > 0"
SINCE_ON_SCREEN = """() => performance.now() - performance.getEntriesByName("cnnviz:on-screen")[0].startTime"""
HOVER_TIMES = """() => performance.getEntriesByName("cnnviz:hover").map(measure => measure.duration)"""

CHOICES = 30
KERNEL_EDITS = 40
EDITED = "mnist_cnn"
KERNEL_MARKS = ("cnnviz:kernel-edit", "cnnviz:convolved")
TRAINED_KERNEL_MARKS = ("cnnviz:edited", "cnnviz:painted")
BESIDE_A_LESSON = {"mnist_lab beside a lesson": "?network=mnist_lab&lesson=6_how_sure_is_sure&step=16"}
"""A step in which one draws."""
CHOOSE = """button => {
    performance.mark("cnnviz:chosen")
    button.click()
}"""


def measure(script: Path, drawn: list[str], chosen: list[str]) -> list[Row]:
    """Return the launch times of the app, and for each network how long a change of the picture and a hover take.

    Args:
        script: The app.
        drawn: Networks for which strokes are drawn.
        chosen: Networks for which pictures of the gallery are chosen.
    """
    with running_browser() as browser, tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.txt"
        launches = [_launch(browser, script, log) for _ in range(LAUNCHES)]
        first_page, first_answer = np.median(launches, axis=0)
        rows = [
            Row("Launch to first page", (Figure(first_page, "s", aim=2),)),
            Row("Launch to first prediction", (Figure(first_answer, "s", aim=10),)),
        ]
        with running_server(script, log) as server:
            addresses = {network: f"?network={network}" for network in drawn} | BESIDE_A_LESSON
            for what, address in addresses.items():
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto(f"{server.url}/{address}")
                _wait_for_answer(page)
                strokes, moves = _strokes(page), hovers(page)
                page.close()
                rows += [
                    Row(f"Pen-up to all maps repainted, {what}", spread(strokes, median_aim=60, p95_aim=100)),
                    Row(f"Hover over a cell, {what}", spread(moves, median_aim=4, p95_aim=4)),
                ]
            for network in chosen:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto(f"{server.url}/?network={network}&source=Samples")
                _wait_for_answer(page)
                changes, moves = choices(page), hovers(page)
                page.close()
                rows += [
                    Row(
                        f"Another picture chosen to all maps repainted, {network}",
                        spread(changes, median_aim=250, p95_aim=None),
                    ),
                    Row(f"Hover over a cell, {network}", spread(moves, median_aim=4, p95_aim=4)),
                ]
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{server.url}/convolution_lab?part=own_kernel&on=photo")
            edits = _number_edits(page, "workbench", page.get_by_test_id("kernel-cell"), KERNEL_MARKS)
            page.close()
            rows.append(
                Row("Kernel edit on a 512 × 512 photograph to repaint", spread(edits, median_aim=100, p95_aim=None))
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{server.url}/what_if?network={EDITED}&source=Samples")
            cells = page.get_by_test_id("kernel").get_by_role("textbox")
            edits = _number_edits(page, "what-if-network", cells, TRAINED_KERNEL_MARKS)
            page.close()
            rows.append(Row(f"Kernel edit to repaint, {EDITED}", spread(edits, median_aim=150, p95_aim=None)))
    return rows


def _launch(browser: Browser, script: Path, log: Path) -> tuple[float, float]:
    """Return the seconds from the start of the server's process to a visible pad, and to an answer."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    with running_server(script, log) as server:
        page.goto(server.url, wait_until="commit")
        # Playwright only polls; the page knows when the pad appeared, and could be drawn on.
        page.wait_for_function(ON_SCREEN)
        first_page = time.perf_counter() - server.started - page.evaluate(SINCE_ON_SCREEN) / 1000
        _wait_for_answer(page)
        first_answer = time.perf_counter() - server.started
    page.close()
    return first_page, first_answer


def _wait_for_answer(page: Page) -> None:
    page.locator('[data-testid="answer"][data-state="ready"]').wait_for(timeout=ANSWER_SECONDS * 1000)


def _strokes(page: Page) -> list[float]:
    """Draw on the pad; return the milliseconds from each pen-up to all maps repainted."""
    box = _box(page.get_by_test_id("pad"))
    rng = random.Random(1)
    times = []
    for stroke in range(STROKES):
        if stroke % STROKES_PER_DRAWING == 0:
            page.get_by_test_id("pad-clear").dispatch_event("click")
            page.wait_for_timeout(600)
        for number, (x, y) in enumerate(random_stroke(rng)):
            page.mouse.move(box["x"] + x * box["width"] / PAD_SIZE, box["y"] + y * box["height"] / PAD_SIZE)
            if number == 0:
                page.mouse.down()
        page.mouse.up()
        times.append(page.evaluate(EVENT_TO_PAINTED, ["cnnviz:pen-up", "cnnviz:painted"]))
        page.wait_for_timeout(rng.uniform(150, 400))
    return times


def choices(page: Page) -> list[float]:
    """Choose pictures of the gallery; return the milliseconds from each click to all maps repainted."""
    buttons = page.get_by_test_id("gallery").get_by_role("button")
    count = buttons.count()
    times = []
    for choice in range(1, CHOICES + 1):
        buttons.nth(choice % count).evaluate(CHOOSE)
        times.append(page.evaluate(EVENT_TO_PAINTED, ["cnnviz:chosen", "cnnviz:painted"]))
        page.wait_for_timeout(300)
    return times


def _number_edits(page: Page, component: str, cells: Locator, marks: tuple[str, str]) -> list[float]:
    """Type numbers into a kernel's cells; return the milliseconds from the first mark to the second after each."""
    page.locator(f'[data-testid="{component}"][data-state="ready"]').wait_for(timeout=ANSWER_SECONDS * 1000)
    rng = random.Random(3)
    times = []
    for edit in range(KERNEL_EDITS):
        cells.nth(edit % cells.count()).fill(f"{rng.uniform(-2, 2):.2f}")
        times.append(page.evaluate(EVENT_TO_PAINTED, list(marks)))
        page.wait_for_timeout(rng.uniform(200, 500))
    return times


def hovers(page: Page) -> list[float]:
    """Move the pointer over the network map; return the milliseconds each handled move took."""
    network_map = page.get_by_test_id("map-canvas")
    network_map.scroll_into_view_if_needed()
    box, view = _box(network_map), page.viewport_size
    assert view, "Every page here is opened with a viewport."
    left, right = max(box["x"], 0), min(box["x"] + box["width"], view["width"])
    top, bottom = max(box["y"], 0), min(box["y"] + box["height"], view["height"])
    rng = random.Random(2)
    for _ in range(HOVERS):
        page.mouse.move(rng.uniform(left, right), rng.uniform(top, bottom))
    times: list[float] = page.evaluate(HOVER_TIMES)
    return times


def _box(element: Locator) -> FloatRect:
    """Return where an element is on the page, in CSS pixels."""
    box = element.bounding_box()
    if box is None:
        raise RuntimeError(f"{element} is not visible.")
    return box


def spread(times: list[float], *, median_aim: float, p95_aim: float | None) -> tuple[Figure, Figure]:
    median, p95 = np.percentile(times, [50, 95])
    return Figure(median, "ms", "median", median_aim), Figure(p95, "ms", "p95", p95_aim)
