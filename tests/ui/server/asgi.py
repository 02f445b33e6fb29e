"""Questions to an ASGI app, as a server asks them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Said:
    """What an app sent."""

    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def status(self) -> int:
        return self.messages[0]["status"]

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.messages[0]["headers"]}

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.messages[1:]).decode()


def scope_of(
    method: str = "GET",
    *,
    headers: dict[str, str] | None = None,
    server: str = "127.0.0.1",
    peer: str = "127.0.0.1",
    kind: str = "http",
) -> dict[str, Any]:
    """Return the scope of a question; the Host is localhost unless the headers have another."""
    given = {"host": "localhost:8501", **(headers or {})}
    return {
        "type": kind,
        "method": method,
        "scheme": "http" if kind == "http" else "ws",
        "path": "/",
        "query_string": b"",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
        "server": (server, 8501),
        "client": (peer, 50_000),
        "state": {},
    }


def ask(app, scope: dict[str, Any], *received: dict[str, Any]) -> Said:
    """Ask an app; what it receives after the body is that the client goes."""
    messages = list(received) or [{"type": "http.request", "body": b"", "more_body": False}]
    said = Said()

    async def receive():
        return messages.pop(0) if messages else {"type": f"{scope['type']}.disconnect"}

    async def send(message):
        said.messages.append(message)

    asyncio.run(app(scope, receive, send))
    return said
