"""A question's body has to arrive: at some pace at least, and as a whole in some time."""

from __future__ import annotations

import asyncio

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS"})
_TIMEOUT = 408


class Patience:
    """ASGI middleware that answers 408, and ends the connection, when a body does not arrive.

    A photo of 10 MB takes 80 s on a Wi-Fi of 1 Mbit/s, which is 125 kB/s; thirty who share that have 4 kB/s each.

    Args:
        app: The ASGI app that reads the bodies.
        pause: Seconds that may pass without a byte, and that a body has in any case.
        pace: Bytes a second that it has to have beyond that, on the average.
        whole: Seconds that it may take as a whole.
    """

    def __init__(self, app: ASGIApp, pause: float = 20.0, pace: float = 2_000.0, whole: float = 1_800.0) -> None:
        self._app, self._pause, self._pace, self._whole = app, pause, pace, whole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _WITHOUT_BODY:
            await self._app(scope, receive, send)
            return
        body = _Body(receive, send, self._pause, self._pace, self._whole)
        await self._app(scope, body.receive, body.send)
        if body.is_late and not body.is_answered:
            sentence = "The rest of this question did not arrive in time."
            await PlainTextResponse(sentence, _TIMEOUT, {"connection": "close"})(scope, receive, send)


class _Body:
    """A body that arrives, and the answer to it."""

    def __init__(self, receive: Receive, send: Send, pause: float, pace: float, whole: float) -> None:
        self._receive, self._send = receive, send
        self._pause, self._pace, self._whole = pause, pace, whole
        self._loop = asyncio.get_running_loop()
        self._begun = self._last = self._loop.time()
        self._bytes, self._is_complete = 0, False
        self.is_late = self.is_answered = False

    async def receive(self) -> Message:
        if self._is_complete:
            # What comes now is that the client goes, which may take as long as it likes.
            return await self._receive()
        if self.is_late:
            return {"type": "http.disconnect"}
        message = await self._in_time()
        if message is None:
            self.is_late = True
            return {"type": "http.disconnect"}
        self._last = self._loop.time()
        self._bytes += len(message.get("body", b""))
        self._is_complete = not message.get("more_body", False)
        return message

    async def _in_time(self) -> Message | None:
        """Return the next part of the body; None if it comes too late."""
        while True:
            due = min(
                self._last + self._pause,
                self._begun + self._pause + self._bytes / self._pace,
                self._begun + self._whole,
            )
            try:
                async with asyncio.timeout_at(due):
                    return await self._receive()
            except TimeoutError:
                held = self._loop.time() - due
                if held < 1:
                    return None
                # The server itself was busy, and looked at nothing that came meanwhile.
                self._begun, self._last = self._begun + held + 1, self._last + held + 1

    async def send(self, message: Message) -> None:
        if self.is_late and not self.is_answered:
            # Whoever reads half a body may say that it is wrong. It is late.
            return
        self.is_answered = True
        await self._send(message)
