"""Nobody fills the server with files: each visitor's newest are kept, and what is too much is refused in a sentence."""

from __future__ import annotations

import asyncio
import http.client
import re
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest

from benchmarks.launch import ROOT, running_server
from benchmarks.student import Student
from cnnviz.ui.server.uploads import MEGABYTE, MOST_AT_ONCE, MOST_FILES

ALL, LARGEST, AWAY = 24, 10, 1


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    variables = {
        "CNNVIZ_UPLOADS_MB": str(ALL),
        "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": str(LARGEST),
        "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(AWAY),
    }
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with running_server(ROOT / "app.py", log, environment=variables) as server:
        yield server
    assert "Traceback" not in log.read_text()


def _with_visitors(server, count, work):
    """Run work(*visitors) while they are there."""

    async def visit() -> None:
        visitors = [Student(server.url, "network=mnist_lab") for _ in range(count)]
        for visitor in visitors:
            await visitor.open()
        try:
            await asyncio.to_thread(work, *visitors)
        finally:
            for visitor in visitors:
                await visitor.close()

    asyncio.run(visit())
    _wait_until(lambda: _kept(server) == 0)


def _kept(server) -> int:
    """Return the bytes of all files that the server keeps, or kept a few seconds ago."""
    with urllib.request.urlopen(f"{server.url}/_stcore/metrics", timeout=20) as response:
        said = response.read().decode()
    found = re.search(r'cache_memory_bytes\{cache_type="UploadedFileManager"[^}]*\} (\d+)', said)
    return int(found[1]) if found else 0


def _wait_until(condition) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_of_one_visitor_the_newest_files_are_kept_and_all_go_when_he_does(server):
    def send(visitor):
        for _ in range(3 * MOST_FILES):
            assert visitor.upload(MEGABYTE) == (204, "")
        _wait_until(lambda: _kept(server) == MOST_FILES * MEGABYTE)

    _with_visitors(server, 1, send)


def test_all_together_fill_no_more_than_there_is_room_for(server):
    def send(first, second, third):
        assert [visitor.upload(9 * MEGABYTE)[0] for visitor in (first, second)] == [204, 204]
        status, said = third.upload(9 * MEGABYTE)
        assert status == 507 and said.startswith("The server has no room for more files just now.")
        path, headers, _ = first.upload_request(0, "one-to-go")
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
        for method, body in (("PUT", first.upload_request(MEGABYTE)[2]), ("DELETE", b"")):
            connection.request(method, path, body, headers)
            assert connection.getresponse().read() == b""
        connection.close()
        _wait_until(lambda: _kept(server) == 18 * MEGABYTE)
        assert third.upload(2 * MEGABYTE)[0] == 204

    _with_visitors(server, 3, send)


def test_of_one_visitor_a_few_come_at_once(server):
    def send(visitor):
        with ExitStack() as halves:
            connections = []
            for _ in range(MOST_AT_ONCE):
                connection = halves.enter_context(closing(http.client.HTTPConnection(urlsplit(server.url).netloc)))
                path, headers, body = visitor.upload_request(1000)
                connection.putrequest("PUT", path)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    connection.putheader(name, value)
                connection.endheaders(body[:-10])
                connections.append((connection, body))
            _wait_until(lambda: visitor.upload(1000)[0] == 429)
            assert "already" in visitor.upload(1000)[1]
            for connection, body in connections:
                connection.send(body[-10:])
                assert connection.getresponse().status == 204
        assert visitor.upload(1000) == (204, "")

    _with_visitors(server, 1, send)


@pytest.mark.parametrize("is_announced", [True, False], ids=["announced", "in chunks"])
def test_a_file_that_is_too_large_is_refused_before_it_is_kept(server, is_announced):
    def send(visitor):
        path, headers, body = visitor.upload_request((LARGEST + 2) * MEGABYTE)
        with closing(http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=20)) as connection:
            connection.request("PUT", path, body if is_announced else _chunks(body), headers)
            response = connection.getresponse()
            assert response.status == 413
            assert response.read().decode() == f"The file is too large: at most {LARGEST} MB work here."
        assert _kept(server) == 0

    _with_visitors(server, 1, send)


def _chunks(body: bytes):
    for start in range(0, len(body), 100_000):
        yield body[start : start + 100_000]


def test_many_at_once_from_many_visitors_never_take_more_than_there_is(server):
    def send(*visitors):
        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda number: visitors[number % len(visitors)].upload(4 * MEGABYTE), range(24)))
        assert {status for status, _ in answers} <= {204, 429, 507}
        assert sum(status == 204 for status, _ in answers) >= 4
        assert all(said for status, said in answers if status != 204)
        _wait_until(lambda: 0 < _kept(server) <= ALL * MEGABYTE)

    _with_visitors(server, 4, send)
