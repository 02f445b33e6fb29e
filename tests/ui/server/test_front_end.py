"""Streamlit's front end from memory: the same bytes, and compressed for other machines."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse

from cnnviz.ui.server.front_end import _FOLDER, FrontEndInMemory

SCRIPT = next((_FOLDER / "static" / "js").glob("index.*.js"))
PASSED_ON = ["/filters/", "/other", "/static/js/none.js", "/static/../index.html", "/index.html", "/_stcore/health"]
URL = "/" + SCRIPT.relative_to(_FOLDER).as_posix()


def get(path: str, *, client: str = "127.0.0.1", method: str = "GET") -> tuple[dict[str, str], bytes]:
    """Ask the middleware, behind which an app says "passed on"."""
    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"accept-encoding", b"gzip, br")]
    scope = {"type": "http", "method": method, "path": path, "headers": headers, "client": (client, 1)}
    app = FrontEndInMemory(PlainTextResponse("passed on"), pages=["app.py", "pages/filters.py"])
    # In a thread of its own: the tests' browser has a loop in this one.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, app(scope, None, send)).result()
    return {key.decode(): value.decode() for key, value in sent[0]["headers"]}, sent[1]["body"]


def test_this_machine_gets_the_file_as_it_is():
    headers, body = get(URL)
    assert body == SCRIPT.read_bytes()
    assert "content-encoding" not in headers
    assert headers["content-type"].startswith(("application/javascript", "text/javascript"))
    assert "immutable" in headers["cache-control"]


def test_another_machine_gets_it_compressed():
    headers, body = get(URL, client="192.168.1.7")
    assert headers["content-encoding"] == "gzip"
    assert len(body) < len(SCRIPT.read_bytes()) / 2
    assert gzip.decompress(body) == SCRIPT.read_bytes()


def test_a_font_is_never_compressed():
    font = next((_FOLDER / "static" / "media").glob("*.woff2"))
    headers, body = get("/" + font.relative_to(_FOLDER).as_posix(), client="192.168.1.7")
    assert "content-encoding" not in headers
    assert body == font.read_bytes()


@pytest.mark.parametrize("path", ["/", "/filters"])
def test_a_page_is_told_where_the_server_is(path):
    headers, body = get(path)
    assert b"BACKEND_BASE_URL" in body
    assert headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/filters/", "/other", "/static/js/none.js", "/static/../index.html", "/index.html", "/_stcore/health"]
)
def test_everything_else_is_passed_on(path):
    assert get(path)[1] == b"passed on"


def test_another_method_is_passed_on():
    assert get(URL, method="POST")[1] == b"passed on"
