"""Answers with the page at /reach, and to what that page tries."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from cnnviz.rooms.codes import read_code
from cnnviz.ui.plain.page import plain_page
from cnnviz.ui.reach.addresses import addresses
from cnnviz.ui.reach.content import body_of
from cnnviz.ui.reach.root import root_of
from cnnviz.ui.server.embedded import is_embedded

MOST_BYTES = 1_100_000
"""The largest body that is tried: as large as a photo."""


async def page(request: Request) -> Response:
    """Answer with the page. The parameter c is a room's code: then the page also says how it is joined."""
    asked = request.query_params.get("c", "")
    code = read_code(asked)
    body = body_of(addresses(root_of(request)), code, is_unreadable=bool(asked) and code is None)
    response = plain_page("What gets through", body, js="reach/reach.js", css=("shared/buttons.css", "reach/reach.css"))
    # The addresses are those of the question.
    response.headers["cache-control"] = "no-store"
    return response


async def tried(request: Request) -> Response:
    """Answer to what the page tries, by GET, POST or PUT; nothing is kept.

    Returns:
        200: {"method", "bytes": how long the body was, "time": the server's clock, in milliseconds since 1970,
        "byOrigin": whether uploads of the app's own pages need no cookie}. 413: the body has more than MOST_BYTES.
    """
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST_BYTES:
            return PlainTextResponse(f"What is tried has at most {MOST_BYTES:,} bytes.", 413)
    said = {"method": request.method, "bytes": size, "time": time.time() * 1000, "byOrigin": is_embedded()}
    return JSONResponse(said, headers={"cache-control": "no-store"})
