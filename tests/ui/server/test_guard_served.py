"""A real server: whom it refuses, what it tells browsers, and that it asks nobody."""

from __future__ import annotations

import http.client
import selectors
import socket
import threading
import time
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from benchmarks.launch import ROOT, running_server

HALVES = 300


@pytest.fixture(scope="module")
def trap():
    """Where the server's questions to the internet end, and what they were: its environment, and that list."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        heard = []

        def hear():
            while True:
                try:
                    client, _ = trap.accept()
                except OSError:
                    return
                heard.append(client.recv(1_000))
                client.close()

        threading.Thread(target=hear, daemon=True).start()
        proxy = f"http://127.0.0.1:{trap.getsockname()[1]}"
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), proxy)
        yield {**proxies, "no_proxy": "127.0.0.1,localhost"}, heard


@pytest.fixture(scope="module")
def asked(trap):
    """What the server asked of the internet."""
    return trap[1]


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("server") / "log.txt"


@pytest.fixture(scope="module")
def server(log, trap):
    with running_server(ROOT / "app.py", log, environment=trap[0]) as server:
        yield urlsplit(server.url)


def answer(server, method: str, path: str, headers=None, body=None) -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPConnection(server.hostname, server.port, timeout=60)
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}


PATHS = [
    *("/", "/filters", "/no_such_page", "/favicon.png", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics"),
    *("/cnnviz/js/nothing.js", "/cnnviz/room/BCDF/student", "/media/none.png", "/_stcore/agent/openapi.json"),
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_for_its_hosts_alone_and_has_the_headers(server, path):
    status, headers = answer(server, "GET", path)
    refused, more = answer(server, "GET", path, {"Host": f"evil.example:{server.port}"})
    assert status != 403 and refused == 403
    for given in (headers, more):
        assert given["x-content-type-options"] == "nosniff" and given["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in given["content-security-policy"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("POST", "/cnnviz/room"), ("POST", "/cnnviz/reading"), ("PUT", "/_stcore/upload_file/session/file")),
        *(("DELETE", "/_stcore/upload_file/session/file"), ("POST", "/_stcore/agent/interact")),
    ],
)
def test_other_sites_pages_order_nothing(server, method, path):
    own = f"http://{server.netloc}"
    status, _ = answer(server, method, path, {"Origin": "https://evil.example"}, "{}")
    assert status == 403
    assert answer(server, method, path, {"Sec-Fetch-Site": "cross-site"}, "{}")[0] == 403
    reading = {"Origin": own, "Content-Type": "application/json"}
    assert answer(server, "POST", "/cnnviz/room/BCDF/flag", reading, "{}")[0] == 400


def websocket(server, host: str | None = None, **options):
    """Connect to the server, which the handshake calls by a host of choice."""
    there = socket.create_connection((server.hostname, server.port))
    url = f"ws://{host or server.netloc}/_stcore/stream"
    return connect(url, sock=there, subprotocols=["streamlit"], **options)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (None, "http://evil.example"),
        (None, "null"),
        (None, "http://localhost:1"),
        ("evil.example", None),
        ("evil.example", "http://evil.example"),
    ],
)
def test_a_foreign_websocket_is_refused_at_once_and_nobody_is_asked(server, asked, host, origin):
    begun = time.perf_counter()
    with pytest.raises(InvalidStatus) as refused:
        websocket(server, host, origin=origin)
    assert refused.value.response.status_code == 403 and time.perf_counter() - begun < 5
    assert asked == []


def test_an_own_websocket_is_open(server, asked):
    for origin in (f"http://{server.netloc}", None):
        with websocket(server, origin=origin) as client:
            assert client.subprotocol == "streamlit"
    assert asked == []


HEAD = "HTTP/1.1\r\nHost: 127.0.0.1\r\n"
HALF = [
    "",
    "GET / HT",
    f"GET / {HEAD}Cookie: a",
    f"POST /cnnviz/reading {HEAD}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{",
    f"POST /cnnviz/room {HEAD}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    f"POST /no/such/page {HEAD}Content-Length: 1000\r\n\r\nx",
]


def test_three_hundred_half_questions_keep_nobody_waiting_and_end(server, log):
    before = log.read_text()
    clients = [socket.create_connection((server.hostname, server.port)) for _ in range(HALVES)]
    open_ones = selectors.DefaultSelector()
    for number, client in enumerate(clients):
        client.sendall(HALF[number % len(HALF)].encode())
        client.setblocking(False)
        open_ones.register(client, selectors.EVENT_READ, bytearray())
    begun = time.perf_counter()
    slowest, ended = 0.0, 0
    answers = []
    while open_ones.get_map() and time.perf_counter() - begun < 60:
        asked_at = time.perf_counter()
        assert answer(server, "GET", "/")[0] == 200
        slowest = max(slowest, time.perf_counter() - asked_at)
        for key, _ in open_ones.select(0.5):
            try:
                chunk = key.fileobj.recv(1 << 16)
            except ConnectionResetError:
                chunk = b""
            key.data.extend(chunk)
            if not chunk:
                open_ones.unregister(key.fileobj)
                answers.append(bytes(key.data))
                ended += 1
    for client in clients:
        client.close()
    assert ended == HALVES
    # Those of whom no body was wanted were answered before.
    assert sum(b" 408 " in said for said in answers) >= HALVES * 5 / 6
    assert slowest < 5
    assert log.read_text() == before
