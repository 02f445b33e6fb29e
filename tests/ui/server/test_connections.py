"""Connections on which nothing happens are ended, by uvicorn as Streamlit sets it up; no others are."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from contextlib import suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from websockets.sync.client import connect

from cnnviz.ui.server.connections import Watch, watch_connections
from cnnviz.ui.server.visitor import peer

PATIENCE = 0.6
LARGE = 30_000_000
HEAD = b"HTTP/1.1\r\nHost: localhost\r\n"


async def slow(request):
    await asyncio.sleep(3 * PATIENCE)
    return PlainTextResponse("at last")


async def large(request):
    return PlainTextResponse(b"x" * LARGE)


async def refuse(request):
    return PlainTextResponse("no", 405)


async def told(request: Request):
    return PlainTextResponse(peer(request.scope))


async def echo(websocket):
    await websocket.accept()
    while True:
        await websocket.send_text(await websocket.receive_text())


@pytest.fixture(scope="module")
def server():
    original = AutoHTTPProtocol.connection_made
    watch_connections(Watch(PATIENCE, 0.1))
    routes = [Route("/slow", slow), Route("/large", large), Route("/told", told), WebSocketRoute("/echo", echo)]
    routes.append(Route("/refuse", refuse, methods=["POST"]))
    config = uvicorn.Config(Starlette(routes=routes), log_level="warning", ws="websockets-sansio")
    server = uvicorn.Server(config)
    # As Streamlit makes its own.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.bind(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server
    server.should_exit = True
    thread.join()
    listening.close()
    AutoHTTPProtocol.connection_made = original


@pytest.fixture(scope="module")
def port(server):
    return server.servers[0].sockets[0].getsockname()[1]


def said(client: socket.socket) -> bytes:
    """Return all that a server says until it ends the connection."""
    client.settimeout(20)
    received = bytearray()
    while chunk := client.recv(1 << 16):
        received += chunk
    return bytes(received)


def test_no_answer_waits_for_a_full_packet(server, port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /told " + HEAD + b"\r\n")
        assert client.recv(1 << 16).startswith(b"HTTP/1.1 200 OK")
        own = {each.client[1]: each.transport for each in server.server_state.connections}
        accepted = own[client.getsockname()[1]].get_extra_info("socket")
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    "sent",
    [b"", b"G", b"GET /told " + HEAD, b"POST /told HTTP/1.1\r\nContent-Length: 5\r\nHo"],
    ids=["nothing", "a letter", "half a header", "half a header of a body"],
)
def test_who_asks_nothing_is_sent_away(port, sent):
    with socket.create_connection(("127.0.0.1", port)) as client:
        begun = time.perf_counter()
        client.sendall(sent)
        assert said(client).startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        assert PATIENCE / 2 < time.perf_counter() - begun < 15


def test_so_is_half_a_header_after_a_whole_question(port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /told " + HEAD + b"\r\nGET /told HT")
        answer = said(client)
    assert answer.startswith(b"HTTP/1.1 200 OK") and b"HTTP/1.1 408" in answer


def test_so_is_who_goes_on_with_a_body_that_nobody_reads(port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"POST /refuse " + HEAD + b"Content-Length: 1000\r\n\r\n")
        client.settimeout(0.05)
        late = time.perf_counter() + 15
        with pytest.raises(OSError, match=r"reset|pipe|closed|aborted"):
            while time.perf_counter() < late:
                client.sendall(b"x")
                try:
                    if not client.recv(1 << 16):
                        raise ConnectionError("closed")
                except TimeoutError:
                    pass


def test_so_is_who_does_not_read_his_answer(port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /large " + HEAD + b"\r\n")
        time.sleep(4 * PATIENCE)
        # What the system had taken over by then is all that comes.
        with suppress(ConnectionResetError):
            assert len(said(client)) < LARGE


def test_who_reads_slowly_gets_all(port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /large " + HEAD + b"Connection: close\r\n\r\n")
        received = 0
        begun = time.perf_counter()
        while chunk := client.recv(500_000):
            received += len(chunk)
            time.sleep(0.03)
    assert received > LARGE and time.perf_counter() - begun > 2 * PATIENCE


def test_an_answer_that_takes_long_comes(port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /slow " + HEAD + b"Connection: close\r\n\r\n")
        assert said(client).endswith(b"at last")


def test_a_websocket_may_be_silent(port):
    with connect(f"ws://127.0.0.1:{port}/echo") as client:
        time.sleep(3 * PATIENCE)
        client.send("still here")
        assert client.recv(timeout=10) == "still here"


def test_the_other_end_is_known_whatever_it_says(port):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /told " + HEAD + b"Connection: close\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n")
        assert said(client).endswith(b"127.0.0.1")
