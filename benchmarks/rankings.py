"""How soon another visitor sees the first page while a class ranks the channels of a network, each for a picture."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil

from benchmarks import clients
from benchmarks.launch import running_server
from benchmarks.student import MAP, Student, StudentError
from benchmarks.table import Figure, Row

VISITORS, FIRST_PAGES = 80, 12
RANKED = "cifar_vgg"
TICK = 0.4
"""Seconds between two looks of a page at how far its ranking is."""
PAUSE = 1.5
AIM = 1000


def measure(script: Path, visitors: int = VISITORS) -> list[Row]:
    """Return how long first pages take alone, and beside a class that ranks."""
    with tempfile.TemporaryDirectory() as folder, running_server(script, Path(folder) / "log.txt") as server:
        asyncio.run(clients.warm_up(server.url, "network=mnist_lab"))
        asyncio.run(_loaded(server.url))
        alone, among, busy, still, errors = asyncio.run(_class(server.url, server.pid, visitors))
    for error in sorted(set(errors)):
        print(f"A visitor's error: {error}")
    if not still:
        raise RuntimeError("All rankings ended before the first pages did: too little was measured.")
    share = Figure(100 * busy, "%", "the web process on a processor")
    return [
        Row("Another visitor's first page, by a simulated client", _figures(alone, None)),
        Row(
            f"The same while {visitors} rank the channels of {RANKED}; {still} of them still do",
            (*_figures(among, AIM), share),
        ),
    ]


def _figures(times: list[float], aim: float | None) -> tuple[Figure, ...]:
    return (
        Figure(float(np.median(times)), "ms", "median"),
        Figure(float(max(times)), "ms", "longest", aim),
    )


async def _class(url: str, pid: int, visitors: int) -> tuple[list[float], list[float], float, int, list[str]]:
    """Return the times alone and among the class, the server's share of a processor, who still ranks, and errors."""
    errors: list[str] = []
    alone = [await _first_page(url) for _ in range(FIRST_PAGES)]
    rankings = [asyncio.create_task(_rank(url, number, errors)) for number in range(visitors)]
    # Until all have begun.
    await asyncio.sleep(10)
    among = []
    process = psutil.Process(pid)
    begun, before = time.perf_counter(), process.cpu_times()
    for _ in range(FIRST_PAGES):
        among.append(await _first_page(url))
        await asyncio.sleep(PAUSE)
    after = process.cpu_times()
    busy = (after.user + after.system - before.user - before.system) / (time.perf_counter() - begun)
    still = sum(not ranking.done() for ranking in rankings)
    for ranking in rankings:
        ranking.cancel()
    await asyncio.gather(*rankings, return_exceptions=True)
    return alone, among, busy, still, errors


async def _loaded(url: str) -> None:
    """Wait until the network that is ranked is loaded."""
    student = Student(url, f"network={RANKED}&source=Samples")
    await student.open()
    while not student.shows(MAP):
        await asyncio.sleep(0.5)
        await student.run()
    await student.close()


async def _first_page(url: str) -> float:
    """Return after how many milliseconds the first page is there."""
    begun = time.perf_counter()
    student = Student(url, "network=mnist_lab")
    await student.open()
    took = (time.perf_counter() - begun) * 1000
    await student.close()
    return took


async def _rank(url: str, number: int, errors: list[str]) -> None:
    """Have the channels ranked for a picture, and look on as a page does."""
    student = Student(url, f"network={RANKED}&source=Samples&sample={number}&rank=yes", page="what_if")
    await asyncio.sleep(number * 0.05)
    try:
        await student.open()
        while student.ticking:
            await asyncio.sleep(TICK)
            await student.run(fragment=student.ticking)
    except StudentError as error:
        errors.append(str(error))
    finally:
        await student.close()
