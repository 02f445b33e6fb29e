"""Questions as a browser asks them: on connections that are kept, with the cookies that came."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 10.0
"""For how long the server may take, in seconds: as in components/shared/room.js."""


@dataclass(frozen=True)
class Heard:
    """What a question was answered with.

    Attributes:
        status: As in HTTP; 0 where the server cannot be reached.
        content: What it says, from JSON; None where it says nothing.
    """

    status: int
    content: Any = None


_Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Asker:
    """A browser, as far as it asks small questions; several at once go on connections of their own.

    Args:
        url: The server's.
        cookies: What it has from there already; it is kept up to date.
    """

    def __init__(self, url: str, cookies: dict[str, str] | None = None) -> None:
        self.host, self.port = urlsplit(url).hostname or "", urlsplit(url).port or 80
        self.cookies = {} if cookies is None else cookies
        self._free: list[_Connection] = []

    async def ask(self, path: str, body: dict[str, Any] | None = None, authorization: str = "") -> Heard:
        """Ask, by POST if something is sent.

        Args:
            path: With its parameters.
            body: What is sent.
            authorization: "Student …" or "Bearer …"; "" for neither.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                # Servers close idle connections, perhaps just when they are used again.
                for kept in [self._free.pop()] if self._free else []:
                    with suppress(OSError, asyncio.IncompleteReadError):
                        return await self._ask(kept, path, body, authorization)
                with suppress(OSError, asyncio.IncompleteReadError):
                    opened = await asyncio.open_connection(self.host, self.port)
                    return await self._ask(opened, path, body, authorization)
        return Heard(0)

    def close(self) -> None:
        """Close the connections."""
        for _, writer in self._free:
            writer.close()
        self._free.clear()

    async def _ask(self, connection: _Connection, path: str, body: dict[str, Any] | None, authorization: str) -> Heard:
        reader, writer = connection
        try:
            heard, is_kept = await self._exchange(reader, writer, path, body, authorization)
        except BaseException:
            writer.close()
            raise
        if is_kept:
            self._free.append(connection)
        else:
            writer.close()
        return heard

    async def _exchange(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        path: str,
        body: dict[str, Any] | None,
        authorization: str,
    ) -> tuple[Heard, bool]:
        """Return what was heard, and whether the connection is kept."""
        sent = b"" if body is None else json.dumps(body).encode()
        lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        lines += [f"Authorization: {authorization}"] if authorization else []
        lines += [f"Cookie: {'; '.join(f'{name}={value}' for name, value in self.cookies.items())}"]
        if body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(sent)}"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + sent)
        await writer.drain()
        return await self._answer(reader)

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[Heard, bool]:
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
        status, headers = int(first.split()[1]), {}
        for line in rest:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                self.cookies |= {key: cookie.value for key, cookie in SimpleCookie(value).items()}
        content = await self._body(reader, headers)
        is_json = headers.get("content-type", "").startswith("application/json")
        heard = Heard(status, json.loads(content) if is_json else None)
        return heard, headers.get("connection", "").lower() != "close"

    async def _body(self, reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return await reader.readexactly(int(headers.get("content-length", "0")))
        content = b""
        while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16):
            content += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readexactly(2)
        return content
