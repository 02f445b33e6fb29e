"""Streamlit's own front end, served from memory: a hundred small files a visitor, which otherwise take 7 ms each.

That is half a second of the first page, and of the server's time for every student of a class that opens it together.
The pages' HTML also says where the server is: a page below the root would first look for it below itself, in vain.
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
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_FOLDER = Path(streamlit.__file__).parent / "static"


class FrontEndInMemory:
    """ASGI middleware: answers for the front end's files, whose names change with their content, passes on the rest.

    Over a network they travel compressed, each compressed once; on this machine that would only take time.

    Args:
        app: What the rest is passed on to.
        pages: The scripts of the pages below the root.
    """

    def __init__(self, app: ASGIApp, pages: Iterable[str]) -> None:
        self._app = app
        self._pages = {"/", *(f"/{Path(script).stem}" for script in pages)}
        self._names = {path.relative_to(_FOLDER).as_posix() for path in (_FOLDER / "static").rglob("*.*")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] == "http" and scope["method"] == "GET":
            if scope["path"] in self._pages:
                app = _page()
            elif scope["path"].removeprefix("/") in self._names:
                app = _file(scope["path"].removeprefix("/"), compressed=_wants_compressed(scope))
        await app(scope, receive, send)


@cache
def _page() -> Response:
    html = (_FOLDER / "index.html").read_text(encoding="utf-8")
    told = "<head><script>window.__streamlit = { BACKEND_BASE_URL: `${location.origin}/` }</script>"
    html = html.replace("<head>", told, 1).replace("<title>Streamlit</title>", "<title>cnnviz</title>")
    return HTMLResponse(html, headers={"cache-control": "no-cache"})


@cache
def _file(name: str, *, compressed: bool) -> Response:
    content = (_FOLDER / name).read_bytes()
    headers = {"cache-control": "public, immutable, max-age=31536000", "vary": "accept-encoding"}
    if compressed:
        content, headers["content-encoding"] = gzip.compress(content, compresslevel=6, mtime=0), "gzip"
    return Response(content, headers=headers, media_type=mimetypes.guess_type(name)[0] or "application/octet-stream")


def _wants_compressed(scope: Scope) -> bool:
    # Fonts and pictures are compressed already.
    if not scope["path"].endswith((".js", ".css")) or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
        return False
    host = scope["client"][0] if scope.get("client") else ""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True
