"""A class that trains while another draws: thirty pages that watch a training each, and thirty that draw."""

from __future__ import annotations

import asyncio
import http.client
import json
import struct
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import psutil

from benchmarks import clients
from benchmarks.launch import running_server
from benchmarks.student import Student
from benchmarks.table import Figure, Row
from benchmarks.training import STACKS, STUDENTS, WITHIN

NETWORK, PAGE, COMPONENT = "mnist_lab", "train", "training"
ASKS_EVERY = 0.25
"""Seconds between two questions of a page: as in components/train/ask.js."""
SETTLES = 10.0


def measure(script: Path) -> list[Row]:
    """Return how long strokes take while thirty others train, what each of these sees, and the memory that it takes."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(script, Path(folder) / "log.txt") as server,
        ThreadPoolExecutor(STUDENTS) as threads,
    ):
        asyncio.run(clients.warm_up(server.url, f"network={NETWORK}"))
        return asyncio.run(_lesson(server.url, server.pid, threads))


async def _lesson(url: str, pid: int, threads: ThreadPoolExecutor) -> list[Row]:
    pages = [
        Student(url, f"stack={STACKS[number % len(STACKS)]}&epochs=200&seed={number}", PAGE)
        for number in range(STUDENTS)
    ]
    for page in pages:
        await page.open()
    over = threading.Event()
    watchers = [_Watcher(url, json.loads(page.data(COMPONENT))[0]) for page in pages]
    loop = asyncio.get_running_loop()
    # The workers are there before the class is.
    await loop.run_in_executor(threads, watchers[0].watch, over, True)
    watchers[0].first = 0.0
    watching = []
    for watcher in watchers:
        watching.append(loop.run_in_executor(threads, watcher.watch, over))
        await asyncio.sleep(WITHIN / STUDENTS)
    await asyncio.sleep(SETTLES)
    before, since = [watcher.seen for watcher in watchers], time.perf_counter()
    # In a thread of its own, with an event loop of its own.
    drawn = await asyncio.to_thread(asyncio.run, clients.lesson(url, f"network={NETWORK}", STUDENTS, directly=True))
    took = time.perf_counter() - since
    seen = [(watcher.seen - seen) / took for watcher, seen in zip(watchers, before, strict=True)]
    server = psutil.Process(pid)
    memory = server.memory_info().rss / 1e6
    workers = max(child.memory_info().rss for child in server.children(recursive=True)) / 1e6
    over.set()
    await asyncio.gather(*watching)
    for page in pages:
        await page.close()
    for error in [*drawn.errors, *(error for watcher in watchers for error in watcher.errors)]:
        print(f"A student's error: {error}")
    errors = sum(len(watcher.errors) for watcher in watchers)
    return [
        Row(
            f"{STUDENTS} students at once, a stroke, {NETWORK}, while {STUDENTS} others train",
            clients.figures([drawn], median_aim=None, p95_aim=150),
        ),
        Row(
            "What those who train have then",
            (
                Figure(1 / max(1e-9, min(seen)), "s", "longest mean time between two snapshots", 0.5),
                Figure(
                    float(np.percentile([watcher.first for watcher in watchers], 95)), "s", "p95 to the first point", 3
                ),
                Figure(errors, "errors", aim=0),
                Figure(memory, "MB", "web process", 1200),
                Figure(workers, "MB", "worker", 1000),
            ),
        ),
    ]


class _Watcher:
    """A page that trains: it asks as often as one in a browser does."""

    def __init__(self, url: str, data: dict[str, Any]) -> None:
        self.data, self.seen, self.first = data, 0, 0.0
        self.errors: list[str] = []
        self._http = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)

    def watch(self, over: threading.Event, only_first: bool = False) -> None:
        """Start a training and watch it until it is over, or until the first point of its curve."""
        begun = time.perf_counter()
        order = {"visit": self.data["visit"], "do": "start", "recipe": self.data["recipe"]}
        try:
            run = json.loads(self._ask("POST", f"/{self.data['url']}", json.dumps(order)))["run"]
            since = version = 0
            while not over.wait(ASKS_EVERY):
                path = f"/{self.data['url']}?visit={self.data['visit']}&run={run}&since={since}"
                header = _header(self._ask("GET", path))
                if header["status"] == "failed":
                    self.errors.append(header["message"])
                    return
                if header["step"] and not self.first:
                    self.first = time.perf_counter() - begun
                    if only_first:
                        return
                self.seen += header["version"] != version
                version, since = header["version"], header["step"]
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        self._http.request(method, path, body)
        response = self._http.getresponse()
        content = response.read()
        if response.status != 200:
            raise ValueError(content.decode())
        return content


def _header(message: bytes) -> dict[str, Any]:
    (length,) = struct.unpack_from("<I", message)
    header: dict[str, Any] = json.loads(message[4 : 4 + length])
    return header
