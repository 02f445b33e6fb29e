"""Whether one process survives a class: with few open files, and with little memory beside somebody who takes it all.

    python -m benchmarks --only limits

It prints a line for each: 300 who are there at once where 1,024 files may be open, 200 visits one after another where
256 may, and 100 who draw while one sends pictures without end and one leaves 300 questions half asked. How many were
refused must be 0, and the memory of all processes together must stay below 1.5 GB: above, the server is killed here.
"""

from __future__ import annotations

import asyncio
import socket
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from benchmarks import clients
from benchmarks.launch import Server, running_server
from benchmarks.student import Student
from benchmarks.table import Figure, Row

AT_ONCE, FILES = 300, 1024
VISITS, FEW_FILES = 200, 256
STUDENTS, MOST_BYTES = 100, 1_500_000_000
PICTURE = 9_900_000
HALVES, HALF = 300, 20_000
QUERY = "network=mnist_lab"
COMING = 20
"""So many of a class come in at the same moment."""


def measure(script: Path) -> list[Row]:
    """Return who was refused, and what was taken."""
    return [_many_at_once(script), _one_after_another(script), _with_little_memory(script)]


def _many_at_once(script: Path) -> Row:
    with _server(script, FILES) as server:
        refused, most = asyncio.run(_crowd(server))
    figures = Figure(refused, "refused", aim=0), Figure(most, "open files", "most", FILES)
    return Row(f"{AT_ONCE} visitors at once, {FILES:,} open files", figures)


def _one_after_another(script: Path) -> Row:
    with _server(script, FEW_FILES) as server:
        refused, most = asyncio.run(_visits(server))
    figures = Figure(refused, "refused", aim=0), Figure(most, "open files", "most", FEW_FILES)
    return Row(f"{VISITS} visits one after another, {FEW_FILES} open files", figures)


class _server:
    """A server that may have so many files open, and has its networks loaded."""

    def __init__(self, script: Path, open_files: int | None = None) -> None:
        self._script, self._open_files = script, f"-n {open_files}" if open_files else ""
        self._stack = ExitStack()

    def __enter__(self) -> Server:
        folder = self._stack.enter_context(tempfile.TemporaryDirectory())
        log = Path(folder) / "log.txt"
        server = self._stack.enter_context(running_server(self._script, log, open_files=self._open_files))
        asyncio.run(clients.warm_up(server.url, QUERY))
        return server

    def __exit__(self, *error: object) -> None:
        self._stack.close()


async def _crowd(server: Server) -> tuple[int, int]:
    """Have all come in and stay, then run the page once more; return how many could not, and the most open files."""
    inside: list[Student] = []
    refused = most = 0
    for start in range(0, AT_ONCE, COMING):
        new = [Student(server.url, QUERY) for _ in range(start, min(start + COMING, AT_ONCE))]
        for student, said in zip(
            new, await asyncio.gather(*(student.open() for student in new), return_exceptions=True), strict=True
        ):
            if said is None:
                inside.append(student)
            else:
                refused += 1
        most = max(most, psutil.Process(server.pid).num_fds())
    again = await asyncio.gather(*(student.run() for student in inside), return_exceptions=True)
    refused += sum(said is not None for said in again)
    await asyncio.gather(*(student.close() for student in inside))
    return refused, most


async def _visits(server: Server) -> tuple[int, int]:
    refused = most = 0
    for _ in range(VISITS):
        student = Student(server.url, QUERY)
        try:
            await student.open()
            await student.close()
        except Exception:
            refused += 1
        most = max(most, psutil.Process(server.pid).num_fds())
    return refused, most


def _with_little_memory(script: Path) -> Row:
    with _server(script) as server:
        is_over = threading.Event()
        watch = _Memory(server, is_over)
        beside = [watch, _Uploader(server, is_over), _Halves(server, is_over)]
        for thread in beside:
            thread.start()
        lesson = asyncio.run(clients.lesson(server.url, QUERY, STUDENTS, directly=True))
        is_over.set()
        for thread in beside:
            thread.join()
    for error in sorted(set(lesson.errors)):
        print(f"A student's error: {error}")
    uploader, halves = beside[1:]
    assert isinstance(uploader, _Uploader) and isinstance(halves, _Halves)
    print(f"The uploader sent {uploader.sent} pictures of {PICTURE / 1e6} MB; {halves.ended} halves were ended.")
    return Row(
        f"{STUDENTS} who draw, one who uploads without end, and {HALVES} questions half asked",
        (
            Figure(len(lesson.errors), "refused", aim=0),
            Figure(watch.peak / 1e6, "MB", "most", MOST_BYTES / 1e6),
            *clients.figures([lesson], median_aim=None, p95_aim=1000),
        ),
    )


class _Memory(threading.Thread):
    """Watches the memory of a server and of its processes, and kills it where a small machine would."""

    def __init__(self, server: Server, is_over: threading.Event) -> None:
        super().__init__(daemon=True)
        self._process, self._is_over, self.peak = psutil.Process(server.pid), is_over, 0

    def run(self) -> None:
        """Look five times a second."""
        while not self._is_over.wait(0.2):
            taken = 0
            with suppress(psutil.NoSuchProcess):
                for process in [self._process, *self._process.children(recursive=True)]:
                    taken += process.memory_info().rss
            self.peak = max(self.peak, taken)
            if taken > MOST_BYTES:
                print(f"{taken / 1e6:,.0f} MB: the server is killed.")
                self._process.kill()
                return


class _Uploader(threading.Thread):
    """Sends pictures without end."""

    def __init__(self, server: Server, is_over: threading.Event) -> None:
        super().__init__(daemon=True)
        self._url, self._is_over, self.sent = server.url, is_over, 0

    def run(self) -> None:
        """Send one after the other, four at a time."""
        asyncio.run(self._send())

    async def _send(self) -> None:
        student = Student(self._url, QUERY)
        await student.open()

        async def without_end() -> None:
            while not self._is_over.is_set():
                with suppress(OSError):
                    await asyncio.to_thread(student.upload, PICTURE)
                    self.sent += 1

        await asyncio.gather(*(without_end() for _ in range(4)))
        await student.close()


class _Halves(threading.Thread):
    """Sends half a question on many connections, and the half again where the server ends one."""

    def __init__(self, server: Server, is_over: threading.Event) -> None:
        super().__init__(daemon=True)
        self._address, self._is_over, self.ended = urlsplit(server.url), is_over, 0

    def run(self) -> None:
        """Keep them open."""
        open_ones: list[socket.socket] = []
        while not self._is_over.is_set():
            while len(open_ones) < HALVES and not self._is_over.is_set():
                with suppress(OSError):
                    open_ones.append(self._half())
            time.sleep(0.2)
            for client in list(open_ones):
                with suppress(BlockingIOError):
                    with suppress(ConnectionError):
                        client.recv(1000)
                    open_ones.remove(client)
                    client.close()
                    self.ended += 1
        for client in open_ones:
            client.close()

    def _half(self) -> socket.socket:
        client = socket.create_connection((self._address.hostname, self._address.port), timeout=20)
        head = f"POST /cnnviz/reading HTTP/1.1\r\nHost: {self._address.netloc}\r\nContent-Length: {2 * HALF}\r\n\r\n"
        client.sendall(head.encode() + bytes(HALF))
        client.setblocking(False)
        return client
