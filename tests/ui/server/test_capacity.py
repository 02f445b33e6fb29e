"""A server that may have few files open serves visit after visit, says so when it is full, and goes on afterwards."""

from __future__ import annotations

import asyncio
import json
import os
import selectors
import socket
import time
import urllib.error
import urllib.request
from contextlib import suppress
from urllib.parse import urlsplit

import psutil
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from benchmarks.clients import warm_up
from benchmarks.launch import ROOT, running_server
from benchmarks.student import Student
from cnnviz.ui.server.descriptors import FULL, OWN_SHARE
from cnnviz.ui.server.sessions import LateLoop

MOST = 96
QUERY = "network=mnist_lab"


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("server") / "log.txt"


@pytest.fixture(scope="module")
def server(log):
    with running_server(ROOT / "app.py", log, open_files=f"-n {MOST}") as server:
        asyncio.run(warm_up(server.url, QUERY))
        # The other networks are loaded too: their files come and go.
        process = psutil.Process(server.pid)
        _wait_until(lambda: process.cpu_percent(0.5) < 10)
        yield server


def _get(url: str, path: str = "", accept: str = "*/*") -> tuple[int, str]:
    request = urllib.request.Request(f"{url}/{path}", headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


async def _until_full(url: str) -> list[Student]:
    """Return visitors who came in and stayed, until one did not come in."""
    inside: list[Student] = []
    while len(inside) < MOST:
        student = Student(url, QUERY)
        try:
            await student.open()
        except (urllib.error.HTTPError, InvalidStatus) as refused:
            with suppress(AttributeError):
                refused.close()
            return inside
        inside.append(student)
    raise AssertionError("Nobody was refused.")


def test_visits_one_after_another_are_all_served(server):
    async def visits() -> None:
        for _ in range(40):
            student = Student(server.url, QUERY)
            await student.open()
            await student.close()

    asyncio.run(visits())
    assert _get(server.url, accept="text/html")[0] == 200


def test_when_it_is_full_it_says_so_goes_on_for_who_is_in_and_takes_visitors_again(server, log):
    async def crowd() -> None:
        inside = await _until_full(server.url)
        with pytest.raises(InvalidStatus) as refused:
            await connect(server.url.replace("http", "ws", 1) + "/_stcore/stream", subprotocols=["streamlit"])
        assert refused.value.response.status_code == 503
        assert refused.value.response.body.decode() == FULL
        assert len(inside) > MOST // 3
        status, page = await asyncio.to_thread(_get, server.url, "", "text/html")
        assert status == 503 and FULL in page
        status, said = await asyncio.to_thread(_get, server.url, "cnnviz/health")
        assert status == 503 and "room for more visitors" in json.loads(said)["reason"]
        assert (await asyncio.to_thread(_get, server.url, "_stcore/health"))[0] == 503
        await asyncio.gather(*(student.run() for student in inside))
        await asyncio.gather(*(student.close() for student in inside))

    asyncio.run(crowd())
    _wait_until(lambda: _get(server.url, "cnnviz/health")[0] == 200)
    assert _get(server.url, "_stcore/health") == (200, "ok")
    assert _get(server.url, accept="text/html")[0] == 200
    assert len(log.read_text().splitlines()) < 20


def test_more_connections_than_files_are_told_so_without_a_flood(server, log):
    before, address = len(log.read_text().splitlines()), urlsplit(server.url)
    crowd = [socket.create_connection((address.hostname, address.port)) for _ in range(MOST + 60)]
    told = 0
    with selectors.DefaultSelector() as waiting:
        for client in crowd:
            waiting.register(client, selectors.EVENT_READ)
        end = time.monotonic() + 20
        # The last comers hear that there is no room; the others may ask.
        while told < 60 and time.monotonic() < end:
            for key, _ in waiting.select(0.5):
                waiting.unregister(key.fileobj)
                told += key.fileobj.recv(2000).startswith(b"HTTP/1.1 503")
    process = psutil.Process(server.pid)
    spent = process.cpu_times().user
    assert told >= 60
    # What the server reads and loads meanwhile has its own.
    assert process.num_fds() <= MOST - MOST // OWN_SHARE + 3
    for client in crowd:
        client.close()
    _wait_until(lambda: _get(server.url, "cnnviz/health")[0] == 200)
    assert process.cpu_times().user - spent < 2
    assert len(log.read_text().splitlines()) - before < 10


def _wait_until(condition) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_more_files_are_asked_for_where_they_are_granted(tmp_path):
    with running_server(ROOT / "app.py", tmp_path / "log.txt", open_files="-S -n 200") as server:
        soft, hard = psutil.Process(server.pid).rlimit(psutil.RLIMIT_NOFILE)
        assert soft == min(hard, 65_536)


def test_a_loop_opens_its_files_when_it_runs_and_works_like_any():
    before = len(os.listdir("/dev/fd"))
    loop = LateLoop()
    assert len(os.listdir("/dev/fd")) == before

    async def work() -> int:
        await asyncio.sleep(0.001)
        return await asyncio.get_running_loop().run_in_executor(None, lambda: 7)

    assert loop.run_until_complete(work()) == 7
    loop.run_until_complete(loop.shutdown_default_executor())
    assert len(os.listdir("/dev/fd")) > before
    loop.close()
    assert len(os.listdir("/dev/fd")) == before
    unused = LateLoop()
    unused.close()
    assert unused.is_closed() and len(os.listdir("/dev/fd")) == before
