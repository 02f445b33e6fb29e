"""Questions to a room: read with care, and answered with a sentence where they cannot be."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from cnnviz.rooms.errors import ClosedError, GoneError, NotAllowedError, RoomError, TooOftenError
from cnnviz.ui.server.own import own

MOST_BYTES = 10_000
"""Of a question in general."""
_STATUS: dict[type[RoomError], int] = {NotAllowedError: 403, GoneError: 404, ClosedError: 409, TooOftenError: 429}
_TOO_LARGE = 413
KEPT = {"cache-control": "no-store"}


class TooLargeError(RoomError):
    """A question that has too many bytes."""


def said(content: object, status: int = 200) -> Response:
    """Return an answer in JSON."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, status, media_type="application/json", headers=KEPT)


def guarded(answer: Callable[..., Awaitable[Response]]) -> Callable[..., Awaitable[Response]]:
    """Turn a RoomError into {"sentence"} with status 400, 403, 404, 409, 413 or 429."""

    @wraps(answer)
    async def answered(*args: Any) -> Response:
        try:
            return await answer(*args)
        except RoomError as error:
            status = _TOO_LARGE if isinstance(error, TooLargeError) else _STATUS.get(type(error), 400)
            return said({"sentence": str(error)}, status)

    return answered


async def body_of(request: Request, most: int = MOST_BYTES) -> dict[str, Any]:
    """Return the object in a question's body, which has to come from this app's own pages.

    Raises:
        NotAllowedError: If another site's page asks.
        TooLargeError: If it has more bytes than `most`.
        RoomError: If it is no object in JSON.
    """
    need_own_page(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        # Other sites' pages can send this type only if they are let: they are not.
        raise RoomError("A question to a room is JSON, and says so: content-type: application/json.")
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > most:
            raise TooLargeError(f"This question to a room has at most {most:,} bytes.")
    try:
        body = json.loads(received)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise RoomError("A question to a room is an object in JSON.")
    return body


def need_own_page(request: Request) -> None:
    """Raise NotAllowedError if a browser says that another site's page asks."""
    given = request.headers
    if not own().page(given.get("host", ""), given.get("origin"), given.get("sec-fetch-site")):
        raise NotAllowedError("Only this app's own pages may ask this.")


def secret_of(request: Request) -> str:
    """Return the secret in the header "Authorization: Bearer …"; "" if there is none."""
    return _authorization(request, "bearer") or ""


def token_of(request: Request) -> str | None:
    """Return a student's token, in the header "Authorization: Student …" or the parameter token; None if there is none.

    A proxy's log has the parameters of all questions, and not this header.
    """
    given = _authorization(request, "student")
    return request.query_params.get("token") if given is None else given


def _authorization(request: Request, wanted: str) -> str | None:
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if kind.lower() == wanted else None


def text_of(body: dict[str, Any], name: str) -> str:
    """Return a text of a body. RoomError if it is none."""
    value = body.get(name)
    if not isinstance(value, str):
        raise RoomError(f"{name} is a text.")
    return value


def whole_of(body: dict[str, Any], name: str) -> int:
    """Return a whole number of a body. RoomError if it is none."""
    value = body.get(name)
    if type(value) is not int:
        raise RoomError(f"{name} is a whole number.")
    return value


def number_in(request: Request, name: str) -> int | None:
    """Return a whole number among a question's parameters; None if it is not there. RoomError if it is none."""
    text = request.query_params.get(name)
    if text is None:
        return None
    if not re.fullmatch("[0-9]{1,12}", text, re.ASCII):
        raise RoomError(f"{name} is a whole number.")
    return int(text)


def numbers_in(request: Request, name: str) -> list[int]:
    """Return the whole numbers of a parameter, "3,5,8". RoomError if there are none."""
    text = request.query_params.get(name, "")
    if not re.fullmatch("[0-9]{1,12}(,[0-9]{1,12}){0,999}", text, re.ASCII):
        raise RoomError(f"{name} are whole numbers, with commas between.")
    return [int(part) for part in text.split(",")]
