"""Students as a room has them, without a browser: each asks the room's routes, as the panel of a lesson does."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

_BETWEEN = 1.05
"""Seconds from a student's answer to the next: the room takes one a second."""


def ask(url: str, body: dict[str, Any] | None = None, *, secret: str = "") -> tuple[int, Any]:
    """Return the status and the JSON of a question, which is a POST if it has a body."""
    headers = {"authorization": f"Bearer {secret}"} if secret else {}
    if body is not None:
        headers["content-type"] = "application/json"
    request = Request(url, json.dumps(body).encode() if body is not None else None, headers)
    try:
        with urlopen(request, timeout=60) as response:
            content = response.read()
            return response.status, json.loads(content) if content else None
    except HTTPError as error:
        return error.code, error.read().decode()


@dataclass
class Student:
    """A student who has joined a room.

    Attributes:
        room: The address of the room's routes.
    """

    room: str
    token: str = field(init=False)
    _last: float = field(default=float("-inf"), init=False)

    def __post_init__(self) -> None:
        status, body = ask(f"{self.room}/join", {})
        assert status == 200, body
        self.token = body["token"]

    def answer(self, step: int, text: str = "", **more: Any) -> int:
        """Answer a step, as soon as the room takes it; return the answer's number."""
        time.sleep(max(0.0, self._last + _BETWEEN - time.monotonic()))
        status, body = ask(f"{self.room}/answer", {"token": self.token, "step": step, "text": text, **more})
        self._last = time.monotonic()
        assert status == 200, body
        return body["number"]

    def post(self, path: str, **body: Any) -> None:
        """Ask something else of the room, such as "task", which has nothing to say."""
        status, said = ask(f"{self.room}/{path}", {"token": self.token, **body})
        assert status == 204, said

    def view(self) -> dict[str, Any]:
        """Return what the student sees."""
        status, body = ask(f"{self.room}/student?token={self.token}")
        assert status == 200, body
        return body
