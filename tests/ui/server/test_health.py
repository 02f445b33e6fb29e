"""The health check tells the truth: of memory, of an event loop that is held up, and of processes that have ended."""

from __future__ import annotations

import asyncio
import json
import time
from types import SimpleNamespace

import pytest
from starlette.responses import PlainTextResponse

from cnnviz.ui.server import health, memory
from cnnviz.ui.server.health import Health, Pulse


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(health, "Runtime", SimpleNamespace(instance=lambda: SimpleNamespace(_session_mgr=_Sessions())))
    monkeypatch.setattr(health, "processes", {})
    return _Client(Health(PlainTextResponse("ok")))


class _Client:
    """Asks an ASGI app."""

    def __init__(self, app):
        self._app = app

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the body of the answer."""
        sent = []

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": path, "headers": []}
        asyncio.run(self._app(scope, None, send))
        return sent[0]["status"], b"".join(message.get("body", b"") for message in sent).decode()


class _Sessions:
    def num_active_sessions(self) -> int:
        return 3


def test_a_well_server_says_how_it_is(client):
    status, answer = client.get("/cnnviz/health")
    said = json.loads(answer)
    assert status == 200 and said["ok"] and said["reason"] == "" and said["sessions"] == 3
    assert 0 < said["open_files"] < said["most_open_files"]
    assert 0 < said["memory"] < said["most_memory"]
    assert client.get("/_stcore/health") == (200, "ok")


def test_too_little_memory_is_said_by_both(client, monkeypatch):
    monkeypatch.setattr(memory, "taken", lambda: 980_000_000)
    monkeypatch.setattr(memory, "granted", lambda: 1_000_000_000)
    for path in ("/cnnviz/health", "/_stcore/health"):
        status, said = client.get(path)
        assert status == 503 and "980 of 1,000 MB of memory are taken." in said


def test_a_process_that_has_ended_is_said(client, monkeypatch):
    monkeypatch.setattr(health, "processes", {"jobs": lambda: False, "other": lambda: True})
    status, answer = client.get("/cnnviz/health")
    assert status == 503 and json.loads(answer)["reason"] == "Not running: jobs."
    assert client.get("/_stcore/health")[0] == 200


def test_an_event_loop_that_is_held_up_is_seen(monkeypatch):
    monkeypatch.setattr(health, "_LOOK", 0.01)

    async def hold_up() -> float:
        pulse = Pulse()
        pulse.begin()
        await asyncio.sleep(0.03)
        time.sleep(0.4)
        await asyncio.sleep(0.03)
        return pulse.lag

    assert asyncio.run(hold_up()) > 0.3


def test_the_memory_of_a_container_is_its_own(monkeypatch, tmp_path):
    for name, content in {
        "memory.max": "1500000000\n",
        "memory.current": "900000000\n",
        "memory.stat": "anon 7\ninactive_file 200000000\n",
    }.items():
        (tmp_path / name).write_text(content)
    monkeypatch.setattr(memory, "_NEW", (tmp_path / "memory.max", tmp_path / "memory.current", "inactive_file"))
    memory.granted.cache_clear()
    try:
        assert memory.granted() == 1_500_000_000
        assert memory.taken() == 700_000_000
        (tmp_path / "memory.max").write_text("max\n")
        memory.granted.cache_clear()
        assert memory.granted() != 1_500_000_000
    finally:
        memory.granted.cache_clear()
