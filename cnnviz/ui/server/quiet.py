"""Clients that go away in the middle of a question, or speak another language, leave no traceback in the terminal."""

from __future__ import annotations

import logging
from contextlib import suppress

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NOT_BINARY = 1003
"""WebSocket's code for a frame of a kind that the server does not take."""

_LOGGERS = ("streamlit.web.server.starlette.starlette_websocket", "uvicorn.error")
_CLIENTS_FAULTS = ("Error deserializing", "Invalid UTF-8", "Error sending websocket payload")
"""What is logged of frames that cannot be read, and of what could not be sent any more."""


class Quiet:
    """ASGI middleware that ends a connection quietly when it cannot go on for the client's sake.

    Args:
        app: The ASGI app whose connections these are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(_in_one_line)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            binary = _BinaryFrames(receive, send)
            await self._app(scope, binary.receive, binary.send)
        else:
            # Nobody is there to be told.
            with suppress(ClientDisconnect):
                await self._app(scope, receive, send)


class _BinaryFrames:
    """A websocket whose client is cut off when it sends text: Streamlit itself would raise an error."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send, self._is_open = receive, send, True

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "websocket.receive" and message.get("bytes") is None:
            await self.send({"type": "websocket.close", "code": _NOT_BINARY, "reason": "Only binary frames are read."})
            self._is_open = False
            return {"type": "websocket.disconnect", "code": _NOT_BINARY}
        return message

    async def send(self, message: Message) -> None:
        if self._is_open:
            await self._send(message)


def _in_one_line(record: logging.LogRecord) -> bool:
    """Take the traceback from what is logged of a client's fault."""
    if str(record.msg).startswith(_CLIENTS_FAULTS):
        record.exc_info = None
    return True
