"""How many visitors fit: what the server sets up at its start so that a class fits, and whom it lets in."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import Any

from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import Runtime

from cnnviz.ui.server import descriptors
from cnnviz.ui.server.descriptors import FULL, Door
from cnnviz.ui.server.sessions import hold_little

_PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>No room just now</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="30">
<style>body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 36em; margin: 15vh auto; padding: 0 1em;
color-scheme: light dark }}</style><h1>No room just now</h1><p>{FULL} This page tries again by itself.</p></html>"""
_AGAIN = {"retry-after": "30", "connection": "close", "cache-control": "no-store"}
_OLD_NEWS = ("out of system resource", "returned without completing handshake")
"""What asyncio says of a connection that it could not take, and uvicorn of a websocket that was answered by a page."""
_TRY_LATER = 1013
"""WebSocket's code for a server that is too busy."""


class Capacity:
    """ASGI middleware that lets visitors in while there are open files for them, and sets the server up for many.

    Who is in already goes on: a reserve is kept for that.

    Args:
        app: The ASGI app.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            set_up()
        elif _is_new(scope) and not descriptors.has_room():
            await _refuse(scope, receive, send)
            return
        await self._app(scope, receive, send)


def set_up() -> None:
    """Make room: it is called in the server's event loop, before the server listens."""
    descriptors.raise_limit()
    seconds = config.get_option("server.disconnectedSessionTTL")
    hold_little(Runtime.instance(), seconds)
    loop = asyncio.get_running_loop()
    listen = loop.create_server

    async def create_server(factory: Any, *arguments: Any, sock: socket.socket | None = None, **options: Any) -> Any:
        return await listen(factory, *arguments, sock=Door(sock) if sock else None, **options)

    loop.create_server = create_server  # type: ignore[assignment, method-assign]
    for name in ("asyncio", "uvicorn.error"):
        logging.getLogger(name).addFilter(_is_news)


def _is_new(scope: Scope) -> bool:
    """Return whether a visit begins: with a page, or with a websocket that names no session to come back to."""
    headers = dict(scope["headers"])
    if scope["type"] == "websocket":
        protocols = headers.get(b"sec-websocket-protocol", b"").split(b",")
        return len(protocols) < 3 or not protocols[2].strip()
    return scope["method"] == "GET" and b"text/html" in headers.get(b"accept", b"")


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await HTMLResponse(_PAGE, 503, _AGAIN)(scope, receive, send)
    elif "websocket.http.response" in scope.get("extensions", {}):
        await receive()
        await PlainTextResponse(FULL, 503, _AGAIN)(scope, receive, send)
    else:
        await receive()
        await send({"type": "websocket.close", "code": _TRY_LATER, "reason": FULL})


def _is_news(record: logging.LogRecord) -> bool:
    """Leave out what would be said for every visitor who is turned away: Door has said it once."""
    return not any(words in str(record.msg) for words in _OLD_NEWS)
