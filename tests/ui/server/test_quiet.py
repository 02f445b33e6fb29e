"""Clients that go away, or speak another language, leave no traceback in the terminal of a real server."""

from __future__ import annotations

import json
import re
import socket
import struct
import urllib.request
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
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
@pytest.mark.parametrize("breaks", [False, True], ids=["closed", "reset"])
def test_a_client_that_goes_away_in_the_middle_of_a_question_is_no_fault(server, said, path, breaks):
    address = urlsplit(server.url)
    method = "POST" if path == "cnnviz/reading" else "PUT"
    head = f"{method} /{path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 1000\r\n"
    head += "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
    with socket.create_connection((address.hostname, address.port)) as client:
        client.sendall(head.encode() + QUESTION)
        # The server waits for the rest by now.
        urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=60).close()
        if breaks:
            reset(client)
    assert said() == ""


def reset(client: socket.socket) -> None:
    """Have a connection break off as soon as it is closed."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_a_client_that_goes_away_in_the_middle_of_an_answer_is_no_fault(server, said):
    address = urlsplit(server.url)
    page = urllib.request.urlopen(server.url, timeout=60).read().decode()
    (script,) = re.findall(r'src="\./(static/js/index\.[\w-]+\.js)"', page)
    for path in (script, "datasets"):
        with socket.create_connection((address.hostname, address.port)) as client:
            client.sendall(f"GET /{path} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode() * 3)
            assert client.recv(100).startswith(b"HTTP/1.1 200")
            reset(client)
    assert said() == ""


@pytest.mark.parametrize("pages", range(3))
def test_a_client_that_goes_away_while_a_page_runs_is_no_fault(server, said, pages):
    address = urlsplit(server.url)
    there = socket.create_connection((address.hostname, address.port))
    url = f"{server.url.replace('http', 'ws')}/_stcore/stream"
    with connect(url, sock=there, subprotocols=["streamlit"], origin=server.url) as client:
        client.send(BackMsg(rerun_script=ClientState(query_string="")).SerializeToString())
        for _ in range(3 * pages + 1):
            client.recv(timeout=60)
        reset(there)
        there.shutdown(socket.SHUT_RDWR)
    assert said() == ""


def test_a_text_that_is_none_ends_the_connection_in_a_line(server, said):
    with connect(f"{server.url.replace('http', 'ws')}/_stcore/stream", subprotocols=["streamlit"]) as client:
        client.send(b"\xff\xfe", text=True)
        with pytest.raises(ConnectionClosed):
            while True:
                client.recv(timeout=60)
        assert client.close_code == 1007
    assert len(said().splitlines()) == 1


@pytest.mark.parametrize(("frame", "code", "lines"), [("hello", 1003, 0), ("", 1003, 0), (b"\xff\xff\xff", 1002, 1)])
def test_a_frame_that_is_not_streamlits_ends_the_connection(server, said, frame, code, lines):
    with connect(f"{server.url.replace('http', 'ws')}/_stcore/stream", subprotocols=["streamlit"]) as client:
        client.send(frame)
        with pytest.raises(ConnectionClosed):
            while True:
                client.recv(timeout=60)
        assert client.close_code == code
    assert len(said().splitlines()) == lines
