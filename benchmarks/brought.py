"""How long a brought network takes: from the file to its first map, from a picture to the maps, with a class at once.

Its weights are random: what it reads is nothing, and takes as long. The statistics of its batch normalisations are
those of pictures from -1 to 1, as in the file of a network that was trained: the range is found in them.
"""

from __future__ import annotations

import asyncio
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from playwright.sync_api import Browser, Page

from benchmarks.browser import ANSWER_SECONDS, choices, hovers, spread
from benchmarks.launch import running_browser, running_server
from benchmarks.student import MAP, Student, StudentError
from benchmarks.table import Figure, Row
from cnnviz.opening.scale import ordinary

if TYPE_CHECKING:
    import keras

STUDENTS = 30
GALLERY = "gallery-cats_vs_dogs"
"""The key of the gallery whose pictures a network for colour pictures gets."""
OPENING_SECONDS = 180
BROUGHT_APP = Path(__file__).with_name("brought_app.py")
LARGE = {"MobileNetV2-96": 250, "MobileNetV2-224": 500, "ResNet50-224": 1000}
"""The networks, and the most milliseconds that another picture should take to be on the map."""


def measure(script: Path) -> list[Row]:
    """Return how long opening takes, and another picture, a hover, and a class with a network each."""
    with tempfile.TemporaryDirectory() as folder:
        # Playwright runs an event loop of its own as long as its browser does.
        with running_browser() as browser:
            rows = _alone(browser, script, Path(folder))
        return [*rows, *_class(Path(folder))]


def _alone(browser: Browser, script: Path, files: Path) -> list[Row]:
    """Return how long one visitor waits."""
    rows = []
    with running_server(script, files / "log.txt") as server:
        page = _page(browser, server.url)
        # The first one also loads what all need.
        opened = [_open(page, _file("Teachable Machine", files, seed)) for seed in range(2)]
        rows.append(Row("Open a Teachable Machine file to its first map", (Figure(opened[-1], "s", aim=5),)))
        page.close()
        for name, aim in LARGE.items():
            page = _page(browser, server.url)
            _open(page, _file(name, files))
            # The gallery of the network before may still be there.
            page.get_by_test_id("gallery").get_by_role("button", name="A free picture").first.wait_for()
            times, moves = choices(page), hovers(page)
            page.close()
            rows += [
                Row(f"Another picture chosen to visible maps, {name}", spread(times, median_aim=aim, p95_aim=None)),
                Row(f"Hover over a cell, {name}", spread(moves, median_aim=4, p95_aim=None)),
            ]
    for row in rows:
        print(row.what, *(figure.text() for figure in row.figures), flush=True)
    return rows


def _class(files: Path) -> list[Row]:
    """Return how long thirty students wait for a picture at once, each with a MobileNetV2-96 of their own."""
    own = files / "class"
    own.mkdir()
    for number in range(STUDENTS):
        _file("MobileNetV2-96", own, seed=number)
    os.environ["CNNVIZ_BROUGHT"] = str(own)
    with running_server(BROUGHT_APP, files / "class.txt", start_seconds=600) as server:
        times, errors = asyncio.run(_pictures_at_once(server.url, _names(own)))
        memory = _memory(server.pid)
    for error in errors:
        print(f"A student's error: {error}")
    median, p95 = np.percentile(times, [50, 95])
    return [
        Row(
            f"{STUDENTS} students at once, a picture, a MobileNetV2-96 each",
            (Figure(median, "s", "median"), Figure(p95, "s", "p95", 3), Figure(len(errors), "errors", aim=0)),
        ),
        Row("The server's memory then", (Figure(memory / 1e9, "GB", aim=4),)),
    ]


def _names(own: Path) -> list[str]:
    from cnnviz.known.own import name_for_all

    return [name_for_all(path.read_bytes(), path.name, scale="-1..1") for path in sorted(own.iterdir())]


async def _pictures_at_once(url: str, names: list[str]) -> tuple[list[float], list[str]]:
    students = {name: Student(url, f"network={name}&source=Samples") for name in names}
    # One after the other: what a network needs once is not what is measured.
    for student in students.values():
        await student.open()
        await student.click(GALLERY, "sample", 2)
    before = {name: student.data(MAP) for name, student in students.items()}
    times: list[float] = []
    errors: list[str] = []

    async def look(name: str, student: Student) -> None:
        begun = time.perf_counter()
        try:
            await student.click(GALLERY, "sample", 1)
            if student.data(MAP) == before[name]:
                raise StudentError("The map did not change.")
        except StudentError as error:
            errors.append(str(error))
        times.append(time.perf_counter() - begun)

    await asyncio.gather(*(look(name, student) for name, student in students.items()))
    for student in students.values():
        await student.close()
    return times, errors


def _page(browser: Browser, url: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(url)
    _wait(page)
    return page


def _wait(page: Page) -> None:
    for test_id in ("answer", "network-map"):
        page.locator(f'[data-testid="{test_id}"][data-state="ready"]').wait_for(timeout=ANSWER_SECONDS * 1000)


def _open(page: Page, file: Path) -> float:
    """Open a file as a visitor does; return the seconds from the drop to its maps."""
    page.get_by_role("button", name="Open yours").click()
    begun = time.perf_counter()
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(file)
    see = page.get_by_role("button", name="See it read a picture")
    see.wait_for(timeout=OPENING_SECONDS * 1000)
    opened = time.perf_counter()
    see.click()
    page.get_by_test_id("whole-network").wait_for(timeout=OPENING_SECONDS * 1000)
    seconds = time.perf_counter() - begun
    _wait(page)
    print(f"{file.name}: known after {opened - begun:.1f} s, on the map after {seconds:.1f} s")
    return seconds


def _file(name: str, folder: Path, seed: int = 0) -> Path:
    """Return a model file with random weights."""
    import keras

    path = folder / f"{name} {seed}.keras"
    if path.exists():
        return path
    keras.utils.set_random_seed(seed)
    made = keras.applications
    network = {
        "Teachable Machine": lambda: made.MobileNetV2((224, 224, 3), alpha=0.35, weights=None, classes=3),
        "MobileNetV2-96": lambda: made.MobileNetV2((96, 96, 3), weights=None, classes=10),
        "MobileNetV2-224": lambda: made.MobileNetV2((224, 224, 3), weights=None, classes=10),
        "ResNet50-224": lambda: made.ResNet50(input_shape=(224, 224, 3), weights=None, classes=10),
    }[name]()
    _normalise(network)
    network.save(path)
    return path


def _normalise(network: keras.Model) -> None:
    """Have all batch normalisations take their statistics from pictures of -1 to 1."""
    normalisations = [layer for layer in network.layers if hasattr(layer, "moving_mean")]
    momentum = [layer.momentum for layer in normalisations]
    for layer in normalisations:
        layer.momentum = 0.0
    network(ordinary(network.input_shape[1:]).astype("float32") / 127.5 - 1, training=True)
    for layer, value in zip(normalisations, momentum, strict=True):
        layer.momentum = value


def _memory(pid: int) -> int:
    """Return the bytes that a process has in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize()
