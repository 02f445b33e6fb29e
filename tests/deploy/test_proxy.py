"""nginx with the configuration that ships, before three small servers: who gets what, and when one of them is gone."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.asking import Asker
from benchmarks.launch import free_port
from benchmarks.replicas import LETTERS, NGINX, running_proxy
from cnnviz.bundled.home import ROOT

CADDY = shutil.which("caddy")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed: Debian's nginx-light has it.")
NAMES = [*LETTERS]


class Replica:
    """A server that says who it is, and what it was asked."""

    def __init__(self, name: str) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                sent = self.rfile.read(int(self.headers.get("content-length", 0)))
                said = {"who": name, "path": self.path, "sent": len(sent), "headers": dict(self.headers)}
                body = json.dumps(said).encode()
                if self.headers.get("upgrade"):
                    self.send_response(101)
                    self.send_header("Upgrade", "websocket")
                    self.send_header("Connection", "Upgrade")
                    self.send_header("X-Who", name)
                    self.end_headers()
                    self.close_connection = True
                    return
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = answer

            def log_message(self, *arguments) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def replicas() -> Iterator[dict[str, Replica]]:
    there = {name: Replica(name) for name in NAMES}
    yield there
    for replica in there.values():
        replica.stop()


@pytest.fixture
def url(replicas, tmp_path) -> Iterator[str]:
    with running_proxy([replica.url for replica in replicas.values()], tmp_path) as url:
        yield url


def ask(url: str, path: str, cookies: dict[str, str] | None = None, body: dict | None = None):
    """Return what one question of a browser with these cookies is answered with; they are kept up to date."""

    async def asked():
        asker = Asker(url, cookies)
        heard = await asker.ask(path, body)
        asker.close()
        return heard

    return asyncio.run(asked())


def test_the_first_page_brings_a_cookie_that_binds_to_one_replica(url):
    bound = Counter()
    for _ in range(40):
        cookies: dict[str, str] = {}
        ask(url, "/", cookies)
        assert {ask(url, path, cookies).content["who"] for path in ("/draw", "/cnnviz/reading", "/")} == {
            cookies["cnnviz_replica"]
        }
        bound[cookies["cnnviz_replica"]] += 1
    # Forty of one class, behind one address, with one kind of laptop: spread by chance.
    assert bound.keys() == set(NAMES) and max(bound.values()) < 30


def test_who_takes_no_cookie_is_bound_all_the_same(url):
    assert len({ask(url, "/", {}).content["who"] for _ in range(10)}) == 1


def test_a_room_is_at_its_owner_whoever_asks(url):
    for owner, letters in LETTERS.items():
        for letter in letters:
            for cookie in NAMES:
                asked = ask(url, f"/cnnviz/room/{letter.lower()}TRM/student?seen=3", {"cnnviz_replica": cookie})
                assert asked.content["who"] == owner
                assert asked.content["path"] == f"/cnnviz/room/{letter.lower()}TRM/student?seen=3"
    # Who makes one makes it where the page is; a code that is none is anybody's.
    for cookie in NAMES:
        assert ask(url, "/cnnviz/room", {"cnnviz_replica": cookie}, {"lesson": "x"}).content["who"] == cookie
        assert ask(url, "/cnnviz/room/ATRM/join", {"cnnviz_replica": cookie}, {}).content["who"] == cookie


def test_when_a_replica_is_gone_its_neighbour_has_its_pages_and_rooms(url, replicas):
    replicas["two"].stop()
    for number in range(8):
        cookies = {"cnnviz_replica": "two"}
        # An answer is sent on as it is, too, and the cookie names who has the page from now on.
        heard = ask(url, "/cnnviz/reading", cookies, {"strokes": [number] * 40_000})
        assert heard.content["who"] == "three" and heard.content["sent"] > 100_000
        assert cookies == {"cnnviz_replica": "three"}
        for cookie in NAMES:
            answered = ask(url, f"/cnnviz/room/KTRM/{number}", {"cnnviz_replica": cookie}, {"token": "x" * number})
            assert answered.content["who"] == "three"
    assert ask(url, "/cnnviz/room/BTRM/student").content["who"] == "one"
    assert ask(url, "/", {"cnnviz_replica": "one"}).content["who"] == "one"


def test_a_websocket_gets_through_and_to_the_neighbour_of_a_replica_that_is_gone(url, replicas):
    def shake_hands(cookie: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
        headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Cookie": f"cnnviz_replica={cookie}"}
        connection.request("GET", "/_stcore/stream", headers=headers)
        response = connection.getresponse()
        connection.close()
        return response

    there = shake_hands("three")
    assert there.status == 101 and there.headers["x-who"] == "three"
    replicas["three"].stop()
    there = shake_hands("three")
    assert there.status == 101 and there.headers["x-who"] == "one"
    assert there.headers["set-cookie"].startswith("cnnviz_replica=one;")


def test_the_app_hears_who_asks_and_by_which_name(url):
    headers = {name.lower(): value for name, value in ask(url, "/").content["headers"].items()}
    assert headers["host"] == headers["x-forwarded-host"] == urlsplit(url).netloc
    assert headers["x-forwarded-for"] == "127.0.0.1" and headers["x-forwarded-proto"] == "http"


def test_no_code_no_token_and_no_drawing_is_left_in_a_log(url, replicas, tmp_path: Path):
    replicas["one"].stop()
    replicas["two"].stop()
    ask(url, "/draw?drawing=private&c=BTRM", {"cnnviz_replica": "one"})
    ask(url, "/cnnviz/room/BTRM/student?token=private")
    ask(url, "/", {"cnnviz_replica": "three"})
    # nginx writes a line once its answer is on the way.
    written, end = "", time.monotonic() + 20
    while "GET / 200" not in written and time.monotonic() < end:
        written = "".join(path.read_text() for path in (tmp_path / "access.txt", tmp_path / "nginx.txt"))
    assert "GET / 200" in written
    assert "private" not in written and "BTRM" not in written and "127.0.0.1" not in written


@contextmanager
def running_caddy(replicas: dict[str, Replica], folder: Path) -> Iterator[str]:
    text, port = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8"), free_port()
    for number, replica in enumerate(replicas.values(), 1):
        text = text.replace(f"cnnviz-{number}:8501", replica.url.removeprefix("http://"))
    text, sites = re.subn(r"^:8080 \{", f"http://127.0.0.1:{port} {{", text, flags=re.MULTILINE)
    assert sites == 1
    (folder / "Caddyfile").write_text(text)
    command = [CADDY, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with (folder / "caddy.txt").open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        url, end = f"http://127.0.0.1:{port}", time.monotonic() + 30
        while ask(url, "/").status != 200:
            assert process.poll() is None and time.monotonic() < end, (folder / "caddy.txt").read_text()
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait()


@pytest.mark.skipif(CADDY is None, reason="Caddy is not installed: Debian's caddy has it.")
def test_caddy_sends_a_room_to_its_owner_and_a_page_to_its_replica_and_both_elsewhere_when_that_is_gone(
    replicas, tmp_path
):
    with running_caddy(replicas, tmp_path) as url:
        for owner, letters in LETTERS.items():
            assert {ask(url, f"/cnnviz/room/{letter.lower()}trm/student").content["who"] for letter in letters} == {
                owner
            }
        cookies: dict[str, str] = {}
        bound = ask(url, "/", cookies).content["who"]
        assert {ask(url, "/draw", cookies).content["who"] for _ in range(6)} == {bound}
        replicas[bound].stop()
        letter = LETTERS[bound][0]
        # The first finds out.
        assert ask(url, f"/cnnviz/room/{letter}TRM/student").status == 502
        neighbours = {ask(url, f"/cnnviz/room/{letter}TRM/join", None, {"a": 1}).content["who"] for _ in range(4)}
        assert neighbours == {{"one": "two", "two": "three", "three": "one"}[bound]}
        moved = ask(url, "/", cookies).content["who"]
        assert moved != bound and {ask(url, "/draw", cookies).content["who"] for _ in range(6)} == {moved}
