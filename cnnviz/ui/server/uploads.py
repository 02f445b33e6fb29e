"""What visitors may send: the newest files of each, so much at once, and so much of all together.

Streamlit keeps every file that is sent to it until the visit ends, and asks for no end. Here a visitor's older files
make room for his newest, and what does not fit is refused with a sentence, which the browser shows where the file was
chosen (components/shared/refused.js).
"""

from __future__ import annotations

import os
from collections import Counter
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from cnnviz.ui.server import memory
from cnnviz.ui.server.front_end import base_path

MEGABYTE = 2**20
MOST_FILES = 8
"""The newest files of a visitor that are kept; a page asks for three at most."""
MOST_BESIDE = 40 * MEGABYTE
"""The bytes of a visitor's files beside one that is as large as may be."""
MOST_AT_ONCE = 4
"""The files that a visitor may be sending at a time."""
LEAST_OF_ALL, MOST_OF_ALL = 300 * MEGABYTE, 2000 * MEGABYTE
"""What all files together may take, where nothing else is said: a quarter of the memory, but no less and no more."""
_OVERHEAD = MEGABYTE
"""What a form has beside the file."""
_SMALL = 64 * 1024
"""Bodies that are no larger are not counted: every stroke is one."""


def most_of_all() -> int:
    """Return the bytes that all visitors' files may take, kept or on the way: CNNVIZ_UPLOADS_MB says how many MB."""
    said = os.environ.get("CNNVIZ_UPLOADS_MB", "")
    if said.isdecimal() and int(said):
        return int(said) * MEGABYTE
    return min(max((memory.granted() or 0) // 4, LEAST_OF_ALL), MOST_OF_ALL)


def largest() -> int:
    """Return the bytes of the largest file that is taken."""
    most: int = config.get_option("server.maxUploadSize")
    return most * MEGABYTE


class _RefusedError(Exception):
    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


class Uploads:
    """ASGI middleware that counts what visitors send, before it comes and as it comes, and refuses what is too much.

    Args:
        app: The ASGI app.
        files: Where Streamlit keeps the files; by default where the runtime does.
    """

    def __init__(self, app: ASGIApp, files: MemoryUploadedFileManager | None = None) -> None:
        self._app, self._given = app, files
        self._uploads = f"{base_path()}/_stcore/upload_file/"
        self._on_the_way: Counter[str] = Counter()
        """The bytes that a visit is sending, as announced or as they came; those of all other ways under ""."""
        self._at_once: Counter[str] = Counter()

    @property
    def on_the_way(self) -> int:
        """The bytes that all visitors are sending."""
        return self._on_the_way.total()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("PUT", "POST"):
            await self._app(scope, receive, send)
            return
        visit = ""
        if scope["method"] == "PUT" and scope["path"].startswith(self._uploads):
            visit = scope["path"].removeprefix(self._uploads).partition("/")[0]
        body = _Body(self, scope, receive, send, visit)
        try:
            body.begin()
            await self._app(scope, body.receive, body.send)
        except _RefusedError as refused:
            await body.refuse(refused)
        finally:
            body.end()

    def take(self, visit: str, more: int) -> None:
        """Count bytes that come, and let a visitor's older files go to make room.

        Args:
            visit: The id of Streamlit's session; "" where there is none.
            more: How many more bytes come.
        Raises:
            _RefusedError: If that is too much.
        """
        if self.on_the_way and self.on_the_way + more > most_of_all():
            raise _RefusedError(
                HTTPStatus.TOO_MANY_REQUESTS, "Others are sending files just now: try again in a few seconds."
            )
        if visit:
            mine = self._on_the_way[visit] + more
            if mine > largest() + _OVERHEAD:
                if self._at_once[visit] > 1:
                    raise _RefusedError(
                        HTTPStatus.TOO_MANY_REQUESTS, "Your other files are still on their way: try again after them."
                    )
                raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large())
            self._make_room(visit, mine)
            if self._kept() + self.on_the_way + more > most_of_all():
                raise _RefusedError(
                    HTTPStatus.INSUFFICIENT_STORAGE,
                    "The server has no room for more files just now. Try again in a minute, or choose a smaller one.",
                )
        self._on_the_way[visit] += more

    def begin(self, visit: str) -> None:
        """Count one more that comes from a visitor.

        Raises:
            _RefusedError: If that is too many.
        """
        if self._at_once[visit] >= MOST_AT_ONCE:
            raise _RefusedError(
                HTTPStatus.TOO_MANY_REQUESTS,
                f"You are sending {MOST_AT_ONCE} files already: try again after them.",
            )
        self._at_once[visit] += 1

    def end(self, visit: str, taken: int, *, counted: bool) -> None:
        """Say that one has come, or does not come any more."""
        for counts, less in ((self._on_the_way, taken), (self._at_once, int(counted))):
            counts[visit] -= less
            if not counts[visit]:
                del counts[visit]

    def _files(self) -> MemoryUploadedFileManager:
        if self._given is None:
            kept = Runtime.instance().uploaded_file_mgr
            assert isinstance(kept, MemoryUploadedFileManager)
            self._given = kept
        return self._given

    def _kept(self) -> int:
        return self._files()._total_bytes

    def _make_room(self, visit: str, more: int) -> None:
        """Let the oldest files of a visit go until the newest fit: those that no page asks for any more."""
        files = self._files()
        # The oldest come first.
        sizes = {name: len(file.data) for name, file in list(files.file_storage.get(visit, {}).items())}
        for name in list(sizes):
            # One comes.
            if len(sizes) < MOST_FILES and sum(sizes.values()) + more <= largest() + MOST_BESIDE:
                return
            files.remove_file(visit, name)
            del sizes[name]


class _Body:
    """What comes with one question."""

    def __init__(self, uploads: Uploads, scope: Scope, receive: Receive, send: Send, visit: str) -> None:
        self._uploads, self._scope, self._receive, self._send, self._visit = uploads, scope, receive, send, visit
        self._announced = self._taken = self._came = 0
        self._is_counted = self._is_answered = self._is_whole = False

    def begin(self) -> None:
        """Look at what the question says of itself.

        Raises:
            _RefusedError: If it is too much.
        """
        said = Headers(scope=self._scope).get("content-length", "")
        announced = int(said) if said.isdecimal() else 0
        if self._visit:
            self._uploads.begin(self._visit)
            self._is_counted = True
            if announced > largest() + _OVERHEAD:
                raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large())
            self._take(announced)

    async def receive(self) -> Message:
        """Return the next message, counted.

        Raises:
            _RefusedError: If it is too much.
        """
        message = await self._receive()
        if message["type"] == "http.request":
            self._came += len(message.get("body", b""))
            self._is_whole = not message.get("more_body", False)
            if self._came > max(self._taken, _SMALL):
                self._take(self._came - self._taken)
        return message

    async def send(self, message: Message) -> None:
        """Send a message."""
        self._is_answered = True
        await self._send(message)

    async def refuse(self, refused: _RefusedError) -> None:
        """Say what is too much. What is still to come is read, and forgotten: browsers listen only after that."""
        if self._is_answered:
            return
        while not self._is_whole and self._came <= largest() + _OVERHEAD:
            message = await self._receive()
            if message["type"] != "http.request":
                return
            self._came += len(message.get("body", b""))
            self._is_whole = not message.get("more_body", False)
        headers = {"cache-control": "no-store"} | ({} if self._is_whole else {"connection": "close"})
        if refused.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INSUFFICIENT_STORAGE):
            headers["retry-after"] = "10"
        await PlainTextResponse(refused.sentence, refused.status, headers)(self._scope, self._receive, self._send)

    def end(self) -> None:
        """Count it no longer."""
        self._uploads.end(self._visit, self._taken, counted=self._is_counted)

    def _take(self, more: int) -> None:
        self._uploads.take(self._visit, more)
        self._taken += more


def _too_large() -> str:
    return f"The file is too large: at most {largest() // MEGABYTE} MB work here."
