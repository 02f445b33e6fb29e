"""Questions to other hosts, and orders from other sites' pages, are refused before anything else hears of them."""

from __future__ import annotations

from html import escape
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from cnnviz.ui.server.addresses import read_address
from cnnviz.ui.server.own import Own
from cnnviz.ui.server.settings import HOSTS, Settings, settings
from cnnviz.ui.server.visitor import is_from_proxy, visitor

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_FORBIDDEN = 403
_POLICY_VIOLATION = 1008
"""WebSocket's code for it: the handshake is answered by 403."""


class Guard:
    """ASGI middleware that lets in who asks one of the app's hosts, and writes only from the app's own pages.

    What it lets in says the truth: the scope's client is the visitor, the Host header what the browser asked for.

    Args:
        app: The ASGI app that answers what is let in.
        given: What the administrator said; by default what the environment has.
    """

    def __init__(self, app: ASGIApp, given: Settings | None = None) -> None:
        self._app = app
        self._settings = given or settings()
        self._own = Own(self._settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            refusal = self._refusal(scope)
            if refusal is not None:
                if scope["type"] == "websocket":
                    await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
                else:
                    await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return what a question is refused with; None if it is let in."""
        client = scope.get("client")
        scope["client"] = (visitor(scope, self._settings), client[1] if client else 0)
        host, origin, site = _asked(scope)
        if is_from_proxy(scope, self._settings):
            host = _forwarded_host(scope) or host
            _set_host(scope, host)
        if not self._own.host(host, _arrived_at(scope)):
            return _not_opened_for(host, scope)
        if scope["type"] == "http" and scope["method"] in _READS:
            return None
        if not self._own.page(host, origin, site):
            return _not_own(host, origin)
        if scope["type"] == "websocket" and origin is not None:
            # Of any other origin Streamlit would ask the internet for this machine's public address, and wait for it.
            _set_host(scope, origin.partition("://")[2])
        return None


def _asked(scope: Scope) -> tuple[str, str | None, str | None]:
    """Return a question's Host, "" without one, its Origin and its Sec-Fetch-Site."""
    host, origin, site = "", None, None
    for name, value in scope["headers"]:
        if name == b"host":
            host = value.decode("latin-1")
        elif name == b"origin":
            origin = value.decode("latin-1")
        elif name == b"sec-fetch-site":
            site = value.decode("latin-1")
    return host, origin, site


def _forwarded_host(scope: Scope) -> str:
    """Return the host that a browser asked a proxy for: the one that the nearest proxy says."""
    return Headers(scope=scope).get("x-forwarded-host", "").rpartition(",")[2].strip()


def _set_host(scope: Scope, host: str) -> None:
    scope["headers"] = [each for each in scope["headers"] if each[0] != b"host"] + [(b"host", host.encode("latin-1"))]


def _arrived_at(scope: Scope) -> str:
    server = scope.get("server")
    return str(server[0]) if server else ""


def _not_opened_for(host: str, scope: Scope) -> Response:
    """Return a refusal that says which address works: of this machine's own only that which was asked anyway."""
    sentence = f"This app is not opened for {host[:100]!r}." if host else "This question names no host."
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return PlainTextResponse(f"{sentence} The setting {HOSTS} has the hosts that it is opened for.", _FORBIDDEN)
    there = _address(scope)
    return HTMLResponse(
        _PAGE.format(sentence=escape(sentence), there=escape(there), host=escape(host[:100]), setting=HOSTS), _FORBIDDEN
    )


def _not_own(host: str, origin: str | None) -> Response:
    """Return a refusal that an administrator whose proxy hides the app's name learns from."""
    why = f" {origin[:100]!r} is not {host[:100]!r}: behind a proxy {HOSTS} has to name it." if origin else ""
    return JSONResponse({"sentence": f"Only this app's own pages may ask this.{why}"}, _FORBIDDEN)


def _address(scope: Scope) -> str:
    """Return the address at which a question arrived, for a browser."""
    server: Any = scope.get("server") or ("localhost", None)
    address = read_address(str(server[0]))
    name = "localhost" if address is None or address.is_loopback else str(address)
    port = f":{server[1]}" if server[1] else ""
    return f"{scope['scheme']}://{f'[{name}]' if ':' in name else name}{port}"


_PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Another address · cnnviz</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 38rem; margin: 12vh auto; padding: 0 1rem }}
code {{ overflow-wrap: anywhere }}
</style>
<h1>Another address is needed</h1>
<p>{sentence}
<p>On the machine that it runs on, <a href="{there}">{there}</a> works, as does the address that your teacher gave you.
<p>Whoever started the app opens it for one more name, without scheme and port, by
<code>cnnviz app --host NAME</code>, or by the setting <code>{setting}</code>.
</html>
"""
