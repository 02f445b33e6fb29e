"""What the browser runs, served from memory: Streamlit's own front end and the components' modules.

Streamlit's front end is a hundred small files per visitor, which would otherwise take 7 ms each: half a second of the
first page, and of the server's time for every student of a class that opens it together. The pages' HTML also says
where the server is: otherwise a page below the root would first look for it below itself, in vain.
"""

from __future__ import annotations

import gzip
import json
import mimetypes
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from cnnviz.ui.components import modules

_FOLDER = Path(streamlit.__file__).parent / "static"
_FOR_EVER = {"cache-control": "public, immutable, max-age=31536000", "vary": "accept-encoding"}
_FIRST_PAGE = ("navigation/navigation.js", "draw_pad/pad.js")
"""The first page's entry modules: the browser asks for them and all that they import while Streamlit starts."""
_LATER = "later.json"
_LARGEST = 200_000
"""The largest part of Streamlit's front end that is fetched before it is needed, in bytes; charts are larger."""


def base_path() -> str:
    """Return the path of the app on its server, "" or such as "/some/path": Streamlit's server.baseUrlPath."""
    path: str = config.get_option("server.baseUrlPath").strip("/")
    return f"/{path}" if path else ""


class FrontEndInMemory:
    """ASGI middleware that serves the pages' HTML and all files whose URLs change with their content.

    Scripts and style sheets are compressed, each once, but not for browsers on this machine: there it only takes time.

    Args:
        app: The ASGI app that answers all other requests.
        titles: The titles of the pages by the last part of their addresses, "" for the first page.
        shared: The parameters of the URL that all pages share: links keep them.
    """

    def __init__(self, app: ASGIApp, titles: Mapping[str, str] | None = None, shared: Iterable[str] = ()) -> None:
        base = base_path()
        self._app = app
        titles = titles or {}
        self._titles, self._shared = _texts(titles, shared)
        self._first_page = f"{base}/"
        self._pages = {f"{base}/{name}" for name in titles if name}
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
            return _page(self._titles, self._shared, *_FIRST_PAGE)
        if path in self._pages:
            return _page(self._titles, self._shared)
        if path == f"{self._modules}{modules.version()}/{_LATER}":
            urls = [*_lazy_files(), *map(modules.url, sorted(modules.names()))]
            return JSONResponse(urls, headers={} if modules.watches_files() else _FOR_EVER)
        if path in self._files:
            if path.startswith(self._modules) and modules.watches_files():
                return Response(self._files[path].read_bytes(), headers={"cache-control": "no-store"}, media_type=_JS)
            return _file(self._files[path], compressed=_wants_compressed(scope))
        return PlainTextResponse("Not found", status_code=404) if path.startswith(self._modules) else None


_JS = "text/javascript"


def inline_scripts(titles: Mapping[str, str], shared: Iterable[str]) -> list[str]:
    """Return the hashes of the scripts that stand in pages themselves, as a content security policy names them.

    Args:
        titles: As for FrontEndInMemory.
        shared: Likewise.
    """
    ours = bytes(_page(*_texts(titles, shared)).body).decode()
    # At an address that is none of the pages' Streamlit serves its own.
    streamlits = (_FOLDER / "index.html").read_text(encoding="utf-8")
    scripts = dict.fromkeys(re.findall(r"<script(?: type=\"module\")?>(.*?)</script>", ours + streamlits, re.DOTALL))
    return [f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}" for script in scripts]


def _texts(titles: Mapping[str, str], shared: Iterable[str]) -> tuple[str, str]:
    return json.dumps(titles), json.dumps(sorted(shared))


@cache
def _page(titles: str, shared: str, *entries: str) -> Response:
    """Return a page's HTML.

    Args:
        titles: The titles of all pages, as JSON.
        shared: The parameters of the URL that all pages share, as JSON.
        entries: The modules that the browser is to ask for at once, with all that they import.
    """
    head = f"""<head>
<script>window.__streamlit = {{ BACKEND_BASE_URL: new URL('.', location.href).href }}</script>
<script type="module">
import {{ keepHistory }} from "./{modules.url("shared/history.js")}"
import {{ keepLinksFresh }} from "./{modules.url("navigation/links.js")}"
import {{ tellRefusals }} from "./{modules.url("shared/refused.js")}"
import {{ fetchLater }} from "./{modules.url("shared/later.js")}"
import {{ offerWithout }} from "./{modules.url("shared/no_socket.js")}"
keepHistory({titles})
keepLinksFresh({shared})
tellRefusals()
fetchLater("./{modules.url(_LATER)}")
offerWithout()
</script>
"""
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
def _lazy_files() -> list[str]:
    """Return the URLs, relative to the app, of the scripts that Streamlit's front end imports when it needs them.

    They are its widgets, each with all that it imports itself, but for those that are too large.
    """
    folder = _FOLDER / "static" / "js"
    html = (_FOLDER / "index.html").read_text(encoding="utf-8")
    at_once = re.findall(r'"\./static/js/([^"]+)"', html)
    (start,) = (name for name in at_once if name.startswith("index.") and f'src="./static/js/{name}"' in html)
    lazy: dict[str, None] = {}
    for name in _imports(folder / start, late=True):
        needed = dict.fromkeys([name])
        unread, size = [name], 0
        while unread and size <= _LARGEST:
            script = folder / unread.pop()
            size += script.stat().st_size
            if size <= _LARGEST:
                new = [other for other in _imports(script) if other not in needed and other not in at_once]
                needed |= dict.fromkeys(new)
                unread += new
        if size <= _LARGEST:
            lazy |= needed
    return [f"static/js/{name}" for name in lazy]


def _imports(script: Path, *, late: bool = False) -> list[str]:
    """Return the names of the scripts that one of Streamlit's imports directly, at once or late, when it needs them."""
    pattern = r"import\([`\"']\./([\w.-]+\.js)" if late else r"(?:from|import) ?[`\"']\./([\w.-]+\.js)"
    return re.findall(pattern, script.read_text(encoding="utf-8"))


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
