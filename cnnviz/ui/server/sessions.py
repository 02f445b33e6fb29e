"""What a visit costs the server: no open files of its own, and an end soon after its browser has gone.

Streamlit gives each session an event loop, whose three open files it holds until the session is garbage. On a machine
that grants a process 256 of them, as macOS does, 76 visits would be the end.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from streamlit.runtime import Runtime, websocket_session_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.session_manager import SessionInfo, SessionStorage

MOST_AWAY = 600
"""So many sessions wait for their browsers: two classes of three hundred whose Wi-Fi was gone for a moment."""


class _LateSelector(selectors.BaseSelector):
    """A selector that opens its file when it is first used."""

    @cached_property
    def _real(self) -> selectors.BaseSelector:
        return selectors.DefaultSelector()

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return self._real.select(timeout)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._real.get_map()

    def close(self) -> None:
        if "_real" in self.__dict__:
            self._real.close()


class LateLoop(asyncio.SelectorEventLoop):
    """An event loop that opens its files when it first runs: those of Streamlit's sessions never do."""

    _ssock: Any = None
    _csock: Any = None

    def __init__(self) -> None:
        self._may_open = False
        super().__init__(_LateSelector())
        self._may_open = True

    def run_forever(self) -> None:
        """Run until it is stopped."""
        if self._csock is None and not self.is_closed():
            self._make_self_pipe()
        super().run_forever()

    # It makes a pair of sockets, by which other threads wake it.
    def _make_self_pipe(self) -> None:
        if self._may_open:
            super()._make_self_pipe()  # type: ignore[misc]

    def _close_self_pipe(self) -> None:
        if self._csock is not None:
            super()._close_self_pipe()  # type: ignore[misc]


class _Session(AppSession):
    """A session whose event loop costs no open file."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._script_event_loop.close()
        self._script_event_loop = LateLoop()


class Away(SessionStorage):
    """The sessions whose browsers are out of reach. Each ends when its time is over, with its files and pictures.

    Streamlit's own storage lets go of one only when another comes, keeps 128, and leaves their end to the garbage
    collector.

    Args:
        seconds: For how long each may come back.
        most: How many there may be; the one that has been away the longest ends when there is one more.
    """

    def __init__(self, seconds: float, most: int = MOST_AWAY) -> None:
        self._seconds, self._most = seconds, most
        self._sessions: dict[str, tuple[SessionInfo, asyncio.TimerHandle]] = {}

    def get(self, session_id: str) -> SessionInfo | None:
        """Return a session, None if it is not there, or no longer."""
        kept = self._sessions.get(session_id)
        return kept[0] if kept else None

    def save(self, session_info: SessionInfo) -> None:
        """Keep a session. It is called where the server's event loop runs."""
        name = session_info.session.id
        if name in self._sessions:
            self.delete(name)
        timer = asyncio.get_running_loop().call_later(self._seconds, self._end, name)
        self._sessions[name] = (session_info, timer)
        if len(self._sessions) > self._most:
            self._end(next(iter(self._sessions)))

    def delete(self, session_id: str) -> None:
        """Let go of a session, without ending it: it has come back, or was ended."""
        _, timer = self._sessions.pop(session_id)
        timer.cancel()

    def list(self) -> list[SessionInfo]:
        """Return all of them."""
        return [info for info, _ in self._sessions.values()]

    def _end(self, name: str) -> None:
        info, timer = self._sessions.pop(name)
        timer.cancel()
        info.session.shutdown()


def hold_little(runtime: Runtime, seconds: float) -> None:
    """Have the sessions of a runtime that has none yet hold no open files, and end in time.

    Args:
        runtime: Streamlit's.
        seconds: For how long a session may come back.
    """
    if sys.platform != "win32":
        # There, event loops are of another kind, and open files are not counted.
        setattr(websocket_session_manager, "AppSession", _Session)  # noqa: B010
    runtime._session_mgr._session_storage = Away(seconds)  # type: ignore[attr-defined]
