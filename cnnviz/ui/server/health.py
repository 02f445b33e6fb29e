"""Whether the server is well: open files, memory, its event loop, and the processes that work for it.

`/cnnviz/health` says so as JSON, with the figures; `/_stcore/health`, which Streamlit's own browser half and most
proxies ask, fails too while no visitor could come in.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime

from cnnviz.ui.server import descriptors, memory
from cnnviz.ui.server.front_end import base_path

URL = "cnnviz/health"
MOST_MEMORY = 0.95
"""The share of the memory from which on the system is about to end the app."""
LONGEST_LAG = 5.0
"""Seconds: an event loop that comes to nothing for so long answers nobody."""
_LOOK = 0.5
_REMEMBERED = 15.0
"""Seconds between two looks at the event loop, and for which its longest lag counts at least."""
processes: dict[str, Callable[[], bool]] = {}
"""What else has to be alive, by its name: whoever starts processes adds how to ask for them."""


class Pulse:
    """How late an event loop is: a timer that should go off every _LOOK seconds.

    Attributes:
        lag: The longest lag of the last quarter or half of a minute, in seconds.
    """

    def __init__(self) -> None:
        self._due = self._since = time.monotonic()
        self._worst = self._before = 0.0

    @property
    def lag(self) -> float:
        """The longest lag of the last quarter or half of a minute, in seconds."""
        return max(self._worst, self._before)

    def begin(self) -> None:
        """Look from now on, in the event loop that runs."""
        self._due = time.monotonic() + _LOOK
        asyncio.get_running_loop().call_later(_LOOK, self._beat)

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._since > _REMEMBERED:
            self._since, self._before, self._worst = now, self._worst, 0.0
        self._worst = max(self._worst, now - self._due)
        self.begin()


class Health:
    """ASGI middleware that answers whether the server is well.

    Args:
        app: The ASGI app.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._pulse = app, Pulse()
        self._own, self._streamlits = f"{base_path()}/{URL}", f"{base_path()}/_stcore/health"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            self._pulse.begin()
        elif scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            if scope["path"] == self._own:
                await self._answer()(scope, receive, send)
                return
            if scope["path"] == self._streamlits and (reason := full()):
                await PlainTextResponse(reason, 503, {"cache-control": "no-cache"})(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _answer(self) -> JSONResponse:
        gone = [name for name, is_alive in processes.items() if not is_alive()]
        reason = full()
        if not reason and self._pulse.lag > LONGEST_LAG:
            reason = f"The server was busy for {self._pulse.lag:.1f} s at a stretch."
        if not reason and gone:
            reason = f"Not running: {', '.join(gone)}."
        figures: dict[str, Any] = {
            "ok": not reason,
            "reason": reason,
            "open_files": descriptors.in_use(),
            "most_open_files": descriptors.limit(),
            "memory": memory.taken(),
            "most_memory": memory.granted(),
            "lag": round(self._pulse.lag, 3),
            "sessions": Runtime.instance()._session_mgr.num_active_sessions(),
            "processes": {name: name not in gone for name in processes},
        }
        return JSONResponse(figures, 503 if reason else 200, {"cache-control": "no-cache"})


def full() -> str:
    """Return why no visitor can come in, in a sentence; "" if one can."""
    if not descriptors.has_room():
        return f"{descriptors.in_use()} of {descriptors.limit()} files are open: there is no room for more visitors."
    taken, granted = memory.taken(), memory.granted()
    if taken and granted and taken > MOST_MEMORY * granted:
        return f"{taken / 1e6:,.0f} of {granted / 1e6:,.0f} MB of memory are taken."
    return ""
