"""Streamlit's front end and the components' modules from memory: the same bytes, and compressed for other machines."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st
from starlette.responses import PlainTextResponse

from cnnviz.ui.components import modules
from cnnviz.ui.server.front_end import _FOLDER, FrontEndInMemory

SCRIPT = next((_FOLDER / "static" / "js").glob("index.*.js"))
PASSED_ON = ["/filters/", "/other", "/static/js/none.js", "/static/../index.html", "/index.html", "/_stcore/health"]
URL = "/" + SCRIPT.relative_to(_FOLDER).as_posix()
MODULE = "shared/wire.js"
MODULE_URL = f"/{modules.url(MODULE)}"


def get(path: str, *, client: str = "127.0.0.1", method: str = "GET") -> tuple[dict[str, str], bytes]:
    """Ask the middleware, behind which an app says "passed on"."""
    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"accept-encoding", b"gzip, br")]
    scope = {"type": "http", "method": method, "path": path, "headers": headers, "client": (client, 1)}
    app = FrontEndInMemory(PlainTextResponse("passed on"), titles={"": "Draw", "filters": "Filters"})
    # In a thread of its own: the tests' browser has a loop in this one.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, app(scope, None, send)).result()
    headers = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return headers | {"status": sent[0]["status"]}, sent[1]["body"]


def test_this_machine_gets_the_file_as_it_is():
    headers, body = get(URL)
    assert body == SCRIPT.read_bytes()
    assert "content-encoding" not in headers
    assert headers["content-type"].startswith(("application/javascript", "text/javascript"))
    assert "immutable" in headers["cache-control"]


def test_another_machine_gets_the_file_compressed():
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


def test_a_module_is_kept_for_ever():
    headers, body = get(MODULE_URL)
    assert body == (modules.FOLDER / MODULE).read_bytes()
    assert headers["cache-control"] == "public, immutable, max-age=31536000"
    assert headers["content-type"].startswith("text/javascript")
    assert "content-encoding" not in headers


def test_another_machine_gets_a_module_compressed():
    headers, body = get(MODULE_URL, client="192.168.1.7")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == (modules.FOLDER / MODULE).read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/cnnviz/js/0123456789abcdef/shared/wire.js",
        f"/{modules.url('shared/none.js')}",
        f"/{modules.url('shared/themed.css')}",
        f"/{modules.url('mount.py')}",
        f"/{modules.url('shared/../shared/wire.js')}",
        f"/{modules.url('../state.py')}",
        "/cnnviz/js/",
    ],
)
def test_what_is_no_module_is_not_found(path):
    headers, body = get(path)
    assert (headers["status"], body) == (404, b"Not found")
    assert "cache-control" not in headers


def test_the_first_page_asks_for_its_modules_at_once():
    for name in ("draw_pad/pad.js", "shared/mount.js", "navigation/navigation.js"):
        assert f'href="./{modules.url(name)}"'.encode() in get("/")[1]
        assert f'href="./{modules.url(name)}"'.encode() not in get("/filters")[1]
    # The map has nothing to show before the network is loaded: asked for now, it would only hold the pad up.
    assert modules.url("network_map/map.js").encode() not in get("/")[1]


def test_below_a_path_everything_is_found_there(monkeypatch):
    monkeypatch.setattr(
        st.config, "get_option", {"server.baseUrlPath": "some/path", "server.fileWatcherType": "none"}.get
    )
    assert get(f"/some/path{MODULE_URL}")[0]["status"] == 200
    assert get(f"/some/path{URL}")[1] == SCRIPT.read_bytes()
    assert b"BACKEND_BASE_URL" in get("/some/path/")[1]
    for path in (MODULE_URL, URL, "/", "/filters"):
        assert get(path)[1] == b"passed on"


def test_a_file_that_may_change_is_read_again(monkeypatch, tmp_path):
    monkeypatch.setattr(st.config, "get_option", {"server.baseUrlPath": "", "server.fileWatcherType": "auto"}.get)
    monkeypatch.setattr(modules, "version", modules.version.__wrapped__)
    monkeypatch.setattr(modules, "FOLDER", tmp_path)
    (tmp_path / "shared").mkdir()
    for text in (b"export const a = 1\n", b"export const a = 2\n"):
        (tmp_path / MODULE).write_bytes(text)
        headers, body = get(f"/{modules.url(MODULE)}")
        assert (body, headers["cache-control"]) == (text, "no-store")
