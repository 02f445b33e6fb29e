"""Clients that go away, or speak another language, leave no traceback in the terminal of a real server."""

from __future__ import annotations

import json
import socket
import struct
import urllib.request
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from benchmarks.launch import ROOT, running_server

QUESTION = json.dumps({"network": "mnist_lab", "centre": True, "strokes": []}).encode()


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("server") / "log.txt"


@pytest.fixture(scope="module")
def server(log):
    with running_server(ROOT / "app.py", log) as server:
        yield server


@pytest.fixture
def said(server, log):
    """said() -> what the server has printed since the test began, once it has answered what came before."""
    before = len(log.read_text())

    def said() -> str:
        for _ in range(20):
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=60).close()
        return log.read_text()[before:]

    return said


@pytest.mark.parametrize("path", ["cnnviz/reading", "_stcore/upload_file/session/file"])
@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
def test_a_client_that_goes_away_in_the_middle_of_a_question_is_no_fault(server, said, path, reset):
    address = urlsplit(server.url)
    method = "POST" if path == "cnnviz/reading" else "PUT"
    head = f"{method} /{path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 1000\r\n"
    head += "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
    with socket.create_connection((address.hostname, address.port)) as client:
        client.sendall(head.encode() + QUESTION)
        # The server waits for the rest by now.
        urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=60).close()
        if reset:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert said() == ""


@pytest.mark.parametrize(("frame", "code", "lines"), [("hello", 1003, 0), ("", 1003, 0), (b"\xff\xff\xff", 1002, 1)])
def test_a_frame_that_is_not_streamlits_ends_the_connection(server, said, frame, code, lines):
    with connect(f"{server.url.replace('http', 'ws')}/_stcore/stream", subprotocols=["streamlit"]) as client:
        client.send(frame)
        with pytest.raises(ConnectionClosed):
            while True:
                client.recv(timeout=60)
        assert client.close_code == code
    assert len(said().splitlines()) == lines
