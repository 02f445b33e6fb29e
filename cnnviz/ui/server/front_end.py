"""What the browser runs, served from memory: Streamlit's own front end and the components' modules.

Streamlit's front end is a hundred small files per visitor, which would otherwise take 7 ms each: half a second of the
first page, and of the server's time for every student of a class that opens it together. The pages' HTML also says
where the server is: otherwise a page below the root would first look for it below itself, in vain.
"""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterable
from functools import cache
from ipaddress import ip_address
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from cnnviz.ui.components import modules

_FOLDER = Path(streamlit.__file__).parent / "static"
_FOR_EVER = {"cache-control": "public, immutable, max-age=31536000", "vary": "accept-encoding"}
_FIRST_PAGE = ("draw_pad/pad.js", "network/network.js", "network_map/map.js", "answer/answer.js")
"""The first page's entry modules: the browser asks for them and all that they import while Streamlit starts."""


def base_path() -> str:
    """Return the path of the app on its server, "" or such as "/some/path": Streamlit's server.baseUrlPath."""
    path: str = config.get_option("server.baseUrlPath").strip("/")
    return f"/{path}" if path else ""


class FrontEndInMemory:
    """ASGI middleware that serves the pages' HTML and all files whose URLs change with their content.

    Scripts and style sheets are compressed, each once, but not for browsers on this machine: there it only takes time.

    Args:
        app: The ASGI app that answers all other requests.
        pages: The paths of the scripts of the pages below the root.
    """

    def __init__(self, app: ASGIApp, pages: Iterable[str] = ()) -> None:
        base = base_path()
        self._app = app
        self._first_page = f"{base}/"
        self._pages = {f"{base}/{Path(script).stem}" for script in pages}
        self._files = {
            f"{base}/{path.relative_to(_FOLDER).as_posix()}": path for path in (_FOLDER / "static").rglob("*.*")
        }
        self._modules = f"{base}/{modules.URL_FOLDER}/"
        self._files |= {f"{base}/{modules.url(name)}": modules.FOLDER / name for name in modules.names()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._answer(scope) or self._app)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        path = scope["path"]
        if path == self._first_page:
            return _page(*_FIRST_PAGE)
        if path in self._pages:
            return _page()
        if path in self._files:
            if path.startswith(self._modules) and modules.watches_files():
                return Response(self._files[path].read_bytes(), headers={"cache-control": "no-store"}, media_type=_JS)
            return _file(self._files[path], compressed=_wants_compressed(scope))
        return PlainTextResponse("Not found", status_code=404) if path.startswith(self._modules) else None


_JS = "text/javascript"


@cache
def _page(*entries: str) -> Response:
    """Return a page's HTML.

    Args:
        entries: The modules that the browser is to ask for at once, with all that they import.
    """
    head = "<head><script>window.__streamlit = { BACKEND_BASE_URL: new URL('.', location.href).href }</script>"
    # Streamlit's own files come first: without them nothing is shown.
    links = [
        f'<link rel="modulepreload" fetchpriority="low" href="./{modules.url(name)}">'
        for name in modules.needed_by(*entries)
    ]
    html = (_FOLDER / "index.html").read_text(encoding="utf-8").replace("<head>", head, 1)
    html = html.replace("</head>", f"{''.join(links)}</head>", 1)
    html = html.replace("<title>Streamlit</title>", "<title>cnnviz</title>")
    return HTMLResponse(html, headers={"cache-control": "no-cache"})


@cache
def _file(path: Path, *, compressed: bool) -> Response:
    content, headers = path.read_bytes(), dict(_FOR_EVER)
    if compressed:
        content, headers["content-encoding"] = gzip.compress(content, compresslevel=6, mtime=0), "gzip"
    media_type = _JS if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
    return Response(content, headers=headers, media_type=media_type or "application/octet-stream")


def _wants_compressed(scope: Scope) -> bool:
    # Fonts and pictures are compressed already.
    if not scope["path"].endswith((".js", ".css")) or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
        return False
    host = scope["client"][0] if scope.get("client") else ""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True
