"""Connections on which nothing happens are ended; on the others no answer waits for a full packet.

uvicorn waits without end for a question's first line and headers, and for a client that does not read its answer.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from cnnviz.ui.server.visitor import PEER

PATIENCE = 20.0
"""Seconds that a connection has to ask something, headers and all, and that a client may read nothing of an answer."""
_LOOK = 2.0
"""Seconds between two looks at all connections."""
_LATE = (
    b"HTTP/1.1 408 Request Timeout\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n"
    b"content-length: 37\r\n\r\nNothing was asked here in good time.\n"
)


@dataclass
class _State:
    """What was seen of a connection at the last look."""

    waiting: object
    unread: int
    since: float


class Watch:
    """Looks at connections now and then, and ends those on which nothing happened for long.

    Args:
        patience: Seconds that are too long.
        look: Seconds between two looks.
        clock: The time in seconds.
    """

    def __init__(
        self, patience: float = PATIENCE, look: float = _LOOK, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._patience, self._look_every, self._clock = patience, look, clock
        self._states: WeakKeyDictionary[Any, _State] = WeakKeyDictionary()
        self._is_looking = False

    def begin(self, protocol: Any) -> None:
        """Look at a connection from now on.

        Args:
            protocol: uvicorn's, of HTTP/1.1: its cycle is the question that is or was answered.
        """
        self._states[protocol] = _State(None, 0, self._clock())
        if not self._is_looking:
            self._is_looking = True
            asyncio.get_running_loop().call_later(self._look_every, self._look)

    def _look(self) -> None:
        now = self._clock()
        for protocol, state in list(self._states.items()):
            transport = protocol.transport
            unread = transport.get_write_buffer_size()
            if (transport.is_closing() and not unread) or transport.get_protocol() is not protocol:
                # It is closed, or a websocket, which has its pings.
                del self._states[protocol]
                continue
            cycle = protocol.cycle
            is_asked = cycle is not None and not cycle.response_complete
            if (is_asked and not unread) or state.waiting is not cycle or state.unread != unread:
                state.waiting, state.unread, state.since = cycle, unread, now
            elif now - state.since > self._patience:
                del self._states[protocol]
                _end(transport, unread)
        self._is_looking = bool(self._states)
        if self._is_looking:
            asyncio.get_running_loop().call_later(self._look_every, self._look)


def _end(transport: asyncio.Transport, unread: int) -> None:
    if unread:
        # It would stay open until all of it is read.
        transport.abort()
    else:
        transport.write(_LATE)
        transport.close()


def _send_at_once(transport: asyncio.Transport) -> None:
    """Have what is written to a TCP connection sent at once.

    An answer is written in two parts, head and body. The system would hold the second back until the other end has
    confirmed the first, which browsers do some 40 ms later. asyncio asks for this only of sockets that were made with
    their protocol's number, and Streamlit makes its own without.
    """
    sock = transport.get_extra_info("socket")
    if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
        # Who has gone already needs nothing.
        with suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def watch_connections(watch: Watch | None = None) -> None:
    """Have uvicorn's connections watched, send at once, and say who is at their other end: see visitor.PEER.

    Streamlit sets uvicorn up itself, and leaves no other place for it.

    Args:
        watch: Who looks at them.
    """
    chosen = watch or Watch()
    original = getattr(AutoHTTPProtocol.connection_made, "__wrapped__", AutoHTTPProtocol.connection_made)

    def connection_made(protocol: Any, transport: asyncio.Transport) -> None:
        original(protocol, transport)
        protocol.app_state = {**protocol.app_state, PEER: protocol.client}
        _send_at_once(transport)
        chosen.begin(protocol)

    connection_made.__wrapped__ = original  # type: ignore[attr-defined]
    AutoHTTPProtocol.connection_made = connection_made  # type: ignore[method-assign, assignment]
